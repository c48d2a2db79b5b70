/** The books' pool when its server goes silent, or ends its sessions: it hands out no connection that is dead. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { pino } from "pino";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { systemClock } from "../../src/clock.ts";
import { askDatabase, freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { openSilentProxy, type SilentProxy } from "../setup/silent-proxy.ts";

let database: FreshDatabase;
let proxy: SilentProxy;
let books: Books;
let words: string[];

beforeEach(async () => {
  database = await freshDatabase();
  proxy = await openSilentProxy(database.url);
  words = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void words.push(line) });
  books = openBooks({ url: proxy.url, max: 3, log });
});
afterEach(async () => {
  await books.destroy();
  await proxy.close();
  await database.drop();
});

const two = () => rows(books, { two: "number" }, "select 2 as two");
const fails = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error) => error.message,
  );

test("a statement on a silent connection fails within a minute, is told of, and the next one is answered", async () => {
  await two();
  const cut = Date.now();
  proxy.silence();
  const problem = await fails(two());
  expect(problem).toMatch(/the database connection was dead/);
  expect(Date.now() - cut).toBeLessThan(40_000);
  expect(words.join()).toContain("a database connection was dead");
  expect(await two()).toEqual([{ two: 2 }]);
}, 90_000);

test("what a silent transaction had locked is free again within a minute", async () => {
  const lock = "select pg_advisory_xact_lock(7)";
  const cut = Date.now();
  const holding = books.transaction(async (trx) => {
    await trx.raw(lock);
    proxy.silence();
    await trx.raw("select 1");
  });
  expect(await fails(holding)).toMatch(/connection/);
  await books.transaction((trx) => trx.raw(lock));
  expect(Date.now() - cut).toBeLessThan(60_000);
}, 120_000);

test("a statement that takes long is left alone", async () => {
  const began = Date.now();
  await rows(books, {}, "select pg_sleep(45)");
  expect(Date.now() - began).toBeGreaterThan(44_000);
  expect(words).toEqual([]);
}, 90_000);

test("a server that is silent to everybody is noticed too, and the pool works when it speaks again", async () => {
  await two();
  proxy.silence("new");
  expect(await fails(two())).toMatch(/the server is silent/);
  proxy.heal();
  expect(await two()).toEqual([{ two: 2 }]);
}, 90_000);

test("connections whose sessions were ended, or that rested while the server went silent, are not handed out", async () => {
  await Promise.all([two(), two(), two()]);
  await askDatabase(
    database.url,
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await systemClock.sleep(100);
  expect(await Promise.all([two(), two(), two()])).toHaveLength(3);
  proxy.silence();
  await systemClock.sleep(35_000);
  const asked = Date.now();
  expect(await Promise.all([two(), two(), two()])).toHaveLength(3);
  expect(Date.now() - asked).toBeLessThan(2_000);
}, 90_000);

test("sessions that were begun while the server was read-only are not handed out again", async () => {
  const name = new URL(database.url).pathname.slice(1);
  await askDatabase(database.url, `alter database ${name} set default_transaction_read_only = on`);
  const write = () =>
    books.transaction((trx) =>
      trx.raw("insert into run (kind, state, started_at) values ('nightly', 'done', now())"),
    );
  expect(await fails(write())).toMatch(/read-only/);
  const writable = `${database.url}?options=${encodeURIComponent("-c default_transaction_read_only=off")}`;
  await askDatabase(writable, `alter database ${name} reset default_transaction_read_only`);
  await write();
}, 60_000);

test("a pool ends within seconds though a statement of it will never be answered", async () => {
  const hanging = fails(rows(books, {}, "select pg_sleep(100)"));
  const sleeping =
    "select from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database()";
  while ((await askDatabase(database.url, sleeping)).length === 0) await systemClock.sleep(50);
  proxy.silence("new");
  const asked = Date.now();
  await books.destroy();
  expect(Date.now() - asked).toBeLessThan(5_000);
  expect(await hanging).toMatch(/closed at shutdown/);
  await systemClock.sleep(200);
  expect(proxy.open()).toBe(0);
}, 30_000);
