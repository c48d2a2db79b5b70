import { afterAll, expect, test } from "@jest/globals";
import { askDatabase as ask, freshDatabase, type FreshDatabase } from "./database.ts";

const made: FreshDatabase[] = [];
afterAll(async () => {
  for (const { drop } of made) await drop();
});

test("two test files that ask at the same time get a database each, both with the schema", async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  made.push(one, other);
  expect(one.url).not.toBe(other.url);
  await ask(one.url, "create table only_here ()");
  const tables = "select relname from pg_class where relname in ('only_here', 'payout') order by 1";
  expect(await ask(one.url, tables)).toEqual([{ relname: "only_here" }, { relname: "payout" }]);
  expect(await ask(other.url, tables)).toEqual([{ relname: "payout" }]);
});
