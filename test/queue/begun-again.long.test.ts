/** A worker that is asked for while the queue's server takes no connections. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { systemClock } from "../../src/clock.ts";
import { silentLog } from "../../src/log.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import { DONE } from "../../src/queue/outcome.ts";
import { askDatabase, emptyDatabase, type FreshDatabase } from "../setup/database.ts";
import { newKind, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };
const LOGIN = `kvitt_begun_${randomBytes(4).toString("hex")}`;

let database: FreshDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
  await askDatabase(database.url, `create role ${LOGIN} login password 'x'`);
  await askDatabase(
    database.url,
    `alter database ${new URL(database.url).pathname.slice(1)} owner to ${LOGIN}`,
  );
});
afterAll(() => database.drop());

function asLimited(): string {
  const url = new URL(database.url);
  url.username = LOGIN;
  url.password = "x";
  return url.href;
}

test("a worker that is asked for while the server takes no connections works when it is asked for again", async () => {
  const ask = (sql: string) => askDatabase(database.url, sql);
  const queues = await openQueues({ databaseUrl: asLimited(), log: silentLog });
  const [kind, seen] = [newKind(), new Seen<string>()];
  const handled: string[] = [];
  const begin = (name: string) =>
    queues.work(kind, async ({ number }) => (handled.push(name), seen.add(number), DONE), nobody);
  await ask(`alter role ${LOGIN} connection limit 0`);
  await ask(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${LOGIN}'`);
  await expect(begin("first")).rejects.toThrow("too many connections");
  await ask(`alter role ${LOGIN} connection limit -1`);
  for (
    let tries = 0;
    tries < 100 &&
    !(await begin("again").then(
      () => true,
      () => false,
    ));
    tries += 1
  )
    await systemClock.sleep(100);
  await queues.enqueue(kind, { number: "after" });
  await seen.atLeast(1);
  await systemClock.sleep(500);
  expect(handled).toEqual(["first"]);
  await queues.close();
}, 60_000);
