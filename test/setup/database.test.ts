import { afterAll, expect, test } from "@jest/globals";
import { Client } from "pg";
import { freshDatabase, type FreshDatabase } from "./database.ts";

const made: FreshDatabase[] = [];
afterAll(async () => {
  for (const { drop } of made) await drop();
});

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T & Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("two test files that ask at the same time get a database each, both with the schema", async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  made.push(one, other);
  expect(one.url).not.toBe(other.url);
  await ask(one.url, "create table only_here ()");
  const tables = "select relname from pg_class where relname in ('only_here', 'payout') order by 1";
  expect(await ask(one.url, tables)).toEqual([{ relname: "only_here" }, { relname: "payout" }]);
  expect(await ask(other.url, tables)).toEqual([{ relname: "payout" }]);
});
