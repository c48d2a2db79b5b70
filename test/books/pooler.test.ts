/** Books behind a real pgbouncer: its session mode is as good as none, and a mode that shares sessions is refused. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openBooks, rows } from "../../src/books/database.ts";
import { serverCondition } from "../../src/books/health.ts";
import { migrate } from "../../src/books/migrate.ts";
import { systemClock } from "../../src/clock.ts";
import { askDatabase, freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { openPgbouncer, type Pgbouncer } from "../setup/pgbouncer.ts";

let database: FreshDatabase;
const open: Pgbouncer[] = [];
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  for (const one of open) await one.stop();
  await database.drop();
});

async function through(mode: "transaction" | "session"): Promise<string | null> {
  const pooler = await openPgbouncer(database.url, mode);
  if (pooler !== null) open.push(pooler);
  return pooler?.url ?? null;
}

const WORDS = /pooler.*pool_mode = transaction.*Set pool_mode = session/;

test("sessions that are shared are refused by migrate and by doctor's question, and no role is left in them", async () => {
  const url = await through("transaction");
  if (url === null) return;
  await expect(migrate(url)).rejects.toThrow(WORDS);
  await expect(serverCondition({ url, clock: systemClock, withinMs: 5_000 })).rejects.toThrow(WORDS);
  const users = await Promise.all(
    Array.from({ length: 5 }, () =>
      askDatabase<{ same: boolean }>(url, "select current_user = session_user as same, pg_sleep(0.1)"),
    ),
  );
  expect(users.flat().map(({ same }) => same)).toEqual([true, true, true, true, true]);
});

test("sessions of one's own work through a pooler", async () => {
  const url = await through("session");
  if (url === null) return;
  await migrate(url);
  const books = openBooks({ url, max: 2 });
  const [found] = await rows(
    books,
    { role: "text" },
    "select current_user::text as role, (select count(*) from run)",
  );
  await books.destroy();
  expect(found?.role).toBe("kvitt_app");
});

test("a direct connection is not taken for a pooler", async () => {
  await migrate(database.url);
  const { migrations } = await serverCondition({ url: database.url, clock: systemClock, withinMs: 5_000 });
  expect(migrations?.length).toBeGreaterThan(0);
});
