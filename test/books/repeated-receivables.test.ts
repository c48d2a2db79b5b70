import { select } from "../setup/select.ts";
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

test("a row for each article: the number is refused with all its rows, the others go in", async () => {
  const taken = await lists.merge([
    "kind;number;currency;amount",
    "order;1001;SEK;100.00",
    "order;1001;SEK;199.00",
    "order;1002;SEK;50.00",
    "order;1001;SEK;100.00",
  ]);
  expect(taken).toMatchObject({ inserted: 1, repeated: 0, refusedCount: 3 });
  expect(taken.refused.map(({ line, found }) => [line, found])).toEqual([
    [2, "1001"],
    [3, "1001"],
    [5, "1001"],
  ]);
  expect(taken.refused[0]?.what.en).toContain("line 3, 5");
  expect(taken.refused[0]?.todo.sv).toContain("en rad per artikel");
  expect(await lists.kept()).toEqual(["/order 1002: 5000 open 5000"]);
});

test.each([
  ["currency", "kind;number;amount;currency", "order;1;5.00;SEK", "order;1;5.00;EUR"],
  [
    "open amount",
    "kind;number;currency;amount;open_amount",
    "order;1;SEK;5.00;5.00",
    "order;1;SEK;5.00;0.00",
  ],
  ["order id", "kind;number;currency;amount;order_id", "order;1;SEK;5.00;a", "order;1;SEK;5.00;b"],
  [
    "an article of one price, in a column of its own",
    "kind;number;currency;amount;sku",
    "order;1;SEK;5.00;red",
    "order;1;SEK;5.00;blue",
  ],
])("rows of one number that differ in %s are refused", async (_what, ...lines) => {
  expect(await lists.merge(lines)).toMatchObject({ inserted: 0, refusedCount: 2 });
});

test("rows that say the same are one, with what each of them says, and a note", async () => {
  const taken = await lists.merge([
    "kind;number;currency;amount;order_id;date",
    "order;1001;SEK;100.00;o-1;",
    "order;1001;SEK;100.00;;2026-03-01",
  ]);
  expect(taken).toMatchObject({ inserted: 1, repeated: 1, refusedCount: 0 });
  expect(taken.notes.map(({ en }) => en)).toEqual([expect.stringMatching(/^1 row repeats another row/)]);
  expect(await select(books, "select order_id, date from receivable")).toEqual([
    { order_id: "o-1", date: "2026-03-01" },
  ]);
});

test("the same number of two merchants is no repeat", async () => {
  await lists.merge([
    "merchant_id;kind;number;currency;amount",
    "K1;order;1001;SEK;100.00",
    "K2;order;1001;SEK;200.00",
  ]);
  expect(await lists.kept()).toHaveLength(2);
});
