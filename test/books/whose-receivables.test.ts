import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { openBooks, type Books } from "../../src/books/database.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { Lists } from "./lists.ts";

let database: FreshDatabase;
let books: Books;
let lists: Lists;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
});
beforeEach(async () => {
  await database.empty();
  lists = new Lists(books);
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

const NAMED = "merchant_id;kind;number;currency;amount";
const PLAIN = "kind;number;currency;amount";

test("the merchant is part of the key: one number of two shops is two receivables, each updated by its own list", async () => {
  await lists.merge([NAMED, "K1;order;1001;SEK;299.00", "K2;order;1001;SEK;450.00"]);
  await lists.merge([NAMED, "K2;order;1001;SEK;460.00"]);
  expect(await lists.kept()).toEqual(["K1/order 1001: 29900 open 29900", "K2/order 1001: 46000 open 46000"]);
});

test("a list that begins to name the merchant takes over what it said without", async () => {
  await lists.merge([PLAIN, "order;1001;SEK;299.00", "order;1002;SEK;50.00"]);
  expect(await lists.merge([NAMED, "K1;order;1001;SEK;299.00", "K1;order;1003;SEK;5.00"])).toMatchObject({
    inserted: 1,
    unchanged: 1,
  });
  expect(await lists.kept()).toEqual([
    "K1/order 1001: 29900 open 29900",
    "/order 1002: 5000 open 5000",
    "K1/order 1003: 500 open 500",
  ]);
});

test("what another merchant's payment has settled is not taken over", async () => {
  await lists.merge([PLAIN, "order;1001;SEK;299.00", "order;1002;SEK;299.00"]);
  await lists.settle("1001", 29_900n, "K2");
  await lists.settle("1002", 29_900n, "k1");
  await lists.merge([NAMED, "K1;order;1001;SEK;299.00", "K1;order;1002;SEK;299.00"]);
  expect(await lists.kept()).toEqual([
    "/order 1001: 29900 open 29900",
    "K1/order 1001: 29900 open 29900",
    "K1/order 1002: 29900 open 29900",
  ]);
});

test("a row that does not say whose it is meets the only merchant that has the number", async () => {
  await lists.merge([NAMED, "K1;order;1001;SEK;299.00"]);
  expect(
    await lists.merge(["kind;number;currency;amount;open_amount", "order;1001;SEK;299.00;0"]),
  ).toMatchObject({
    updated: 1,
    inserted: 0,
  });
  expect(await lists.kept()).toEqual(["K1/order 1001: 29900 open 0"]);
});

test("such a row never rewrites the amount of a merchant's own: that is told", async () => {
  await lists.merge([NAMED, "K1;order;1001;SEK;299.00"]);
  expect(await lists.merge([PLAIN, "order;1001;SEK;450.00"])).toMatchObject({ updated: 0, changed: 1 });
  expect(await lists.kept()).toEqual(["K1/order 1001: 29900 open 29900"]);
  expect(await lists.told()).toEqual(["open 1001: 299.00 SEK | 1001: 450.00 SEK"]);
  await lists.merge([PLAIN, "order;1001;SEK;299.00"]);
  // the merchant's own list may change it
  await lists.merge([NAMED, "K1;order;1001;SEK;310.00"]);
  expect(await lists.kept()).toEqual(["K1/order 1001: 31000 open 31000"]);
});

test("where several merchants have the number, a row that does not say is refused, with what to do", async () => {
  await lists.merge([NAMED, "K1;order;1001;SEK;299.00", "K2;order;1001;SEK;450.00"]);
  const taken = await lists.merge([
    PLAIN,
    "order;1001;SEK;500.00",
    "order;1002;SEK;1.00",
    "order;1001;SEK;500.00",
  ]);
  expect(taken).toMatchObject({
    inserted: 1,
    refusedCount: 1,
    refused: [{ line: 4, column: "number", found: "1001", what: { en: expect.stringContaining("K1, K2") } }],
  });
  expect(taken.refused[0]?.todo.en).toContain("merchant_id");
  // the one whose amount it has is the one it means
  expect(await lists.merge([PLAIN, "order;1001;SEK;450.00"])).toMatchObject({
    unchanged: 1,
    refusedCount: 0,
  });
});

test("a folder or a person says whose a list is, and a row's own word goes before it", async () => {
  await lists.merge([PLAIN, "order;1001;SEK;1.00"], { merchantId: "K9" });
  await lists.merge([NAMED, "K8;order;1001;SEK;2.00", ";order;1002;SEK;3.00"], { merchantId: "K9" });
  expect(await lists.kept()).toEqual([
    "K8/order 1001: 200 open 200",
    "K9/order 1001: 100 open 100",
    "K9/order 1002: 300 open 300",
  ]);
});

test("what an order had received before it came is kept, and is never more than its amount", async () => {
  const header = "kind;number;currency;amount;open_amount";
  await lists.merge([header, "order;1;SEK;100.00;40.00", "invoice;2;SEK;100.00;40.00"]);
  expect(await lists.kept()).toEqual([
    "/order 1: 10000 open 4000 received 6000",
    "/invoice 2: 10000 open 4000",
  ]);
  await lists.merge([header, "order;1;SEK;100.00;0"]);
  expect(await lists.kept()).toEqual(["/order 1: 10000 open 0 received 6000", "/invoice 2: 10000 open 4000"]);
  await lists.merge([header, "order;1;SEK;50.00;0"]);
  await lists.merge([header, "order;1;SEK;200.00;"]);
  expect((await lists.kept())[0]).toBe("/order 1: 20000 open 20000 received 5000");
});
