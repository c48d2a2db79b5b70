/** What a statement's rows are declared to be is what they are. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { checkRow, json, nullable, text } from "../../src/books/row.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

let database: FreshDatabase;
let books: Books;
beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

test("a row has the columns of its shape, with values of their types", async () => {
  const shape = {
    id: "bigint",
    count: "number",
    name: "text",
    day: "text",
    at: "instant",
    some: "boolean",
    none: "bigint?",
    kind: text<"invoice" | "order">(),
    rule: nullable(text<"exact">()),
    extra: json<{ readonly a: number }>(),
  } as const;
  const [row] = await rows(
    books,
    shape,
    `select 1::bigint as id, 2::int as count, 'x' as name, date '2026-03-01' as day, now() as at, true as some,
            null::bigint as none, 'order' as kind, null::text as rule, '{"a": 1}'::jsonb as extra`,
  );
  expect(row).toMatchObject({
    id: 1n,
    count: 2,
    day: "2026-03-01",
    none: null,
    kind: "order",
    extra: { a: 1 },
  });
});

test("in the tests, a statement whose row is not as declared fails with the columns and the statement", async () => {
  const sql = "select 1::int as id, null::text as name";
  await expect(rows(books, { id: "bigint", name: "text", other: "text" }, sql)).rejects.toThrow(
    `a row is not as declared: id is no bigint: number; name is no text: null; other is missing\n${sql}`,
  );
});

test("a json may be anything", () => {
  for (const value of [null, [], {}, "text", 1]) checkRow({ value }, { value: json<unknown>() }, "");
});
