import { select } from "../setup/select.ts";
import { json } from "../../src/books/row.ts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { deviations } from "../../src/books/views.ts";
import { Scenario } from "../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

let database: FreshDatabase;
let books: Books;
beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url, max: 2 });
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

async function complete(row: number, columns: Readonly<Record<string, string>>): Promise<void> {
  const names = Object.keys(columns);
  await select(
    books,
    `insert into line_completion (line_id, report_file_id, ${names.join(", ")})
     select l.id, (select min(f.id) from report_file f where not exists (
                     select from line_completion c where c.line_id = l.id and c.report_file_id = f.id)),
            ${names.map((name) => `:${name}::${name === "extra" ? "jsonb" : name.endsWith("_date") ? "timestamptz" : "text"}`).join(", ")}
       from line l where l.row = :row`,
    { row, ...columns },
  );
}

test("a deviation shows its line as it is known now: what each later download added, and nothing else", async () => {
  const shop = new Scenario(books);
  await shop.payout([
    { amount: 29_900, orderId: "o-1" },
    { amount: 10_000, reference1: "1004" },
  ]);
  await shop.payout([{ amount: 1, reference1: "9" }]);
  await shop.night();
  await complete(4, { merchant_reference1: "1003", extra: `{"klarna_comment": "Picked up"}` });
  await complete(4, { capture_date: "2026-03-08T10:00:00Z", extra: `{"reversal_reference": "DIS-1"}` });
  const found = await deviations(books, { reference: "P1" });
  expect(found.map(({ line }) => line)).toMatchObject([
    {
      row: 4,
      orderId: "o-1",
      merchantReference1: "1003",
      captureDate: "2026-03-08T10:00:00.000Z",
      saleDate: null,
      klarnaComment: "Picked up",
      reversalReference: "DIS-1",
    },
    { row: 5, orderId: null, merchantReference1: "1004", captureDate: null, klarnaComment: null },
  ]);
  const [count] = await rows(
    books,
    { all: "bigint", known: "bigint" },
    `select (select count(*) from line) as all, (select count(*) from known_line) as known`,
  );
  expect(count).toEqual({ all: 3n, known: 3n });
});

test("a known line has the columns of a line, and only the lines asked for are looked up", async () => {
  const columns = await rows(
    books,
    { table: "text", columns: json<string[]>() },
    `select c.relname as table, array_agg(a.attname::text order by a.attname) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.oid in ('line'::regclass, 'known_line'::regclass) group by 1 order by 1`,
  );
  expect(columns[0]?.columns).toEqual(columns[1]?.columns);
  await books.transaction(async (trx) => {
    await trx.raw("set local enable_seqscan = off");
    const plan = await rows(
      trx,
      { "QUERY PLAN": "text" },
      "explain select * from known_line where id in (1, 2)",
    );
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(text).toMatch(/Index Cond: \(line_id = l\.id\)/);
  });
});
