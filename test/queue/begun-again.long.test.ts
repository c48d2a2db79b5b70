/** A worker that is asked for while the queue's server takes no connections. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { systemClock } from "../../src/clock.ts";
import { silentLog } from "../../src/log.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import { DONE } from "../../src/queue/outcome.ts";
import { openLimitedLogin, type LimitedLogin } from "./limited-login.ts";
import { newKind, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };
let server: LimitedLogin;
beforeAll(async () => (server = await openLimitedLogin()));
afterAll(() => server.drop());

test("a worker that is asked for while the server takes no connections works when it is asked for again", async () => {
  const queues = await openQueues({ databaseUrl: server.url, log: silentLog });
  const [kind, seen] = [newKind(), new Seen<string>()];
  const handled: string[] = [];
  const begin = (name: string) =>
    queues.work(kind, async ({ number }) => (handled.push(name), seen.add(number), DONE), nobody);
  await server.keepOut();
  await expect(begin("first")).rejects.toThrow("too many connections");
  await server.letIn();
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
