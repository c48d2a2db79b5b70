/** What the database itself refuses of allocations, whoever writes them, in both of the guard's ways of looking. */
import { select } from "../setup/select.ts";
import { json } from "../../src/books/row.ts";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { Scenario } from "../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

interface Written {
  readonly line: number;
  readonly receivable: number;
  readonly effect?: "settles" | "pays_back";
  readonly of_line?: number;
  readonly of_receivable?: number;
}

/** Lines and receivables 1 to 60, of 100 each. */
const COUNT = 60;
let database: FreshDatabase;
let books: Books;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
  const shop = new Scenario(books);
  const numbers = Array.from({ length: COUNT }, (_, index) => String(index + 1));
  await shop.receivables(numbers.map((number) => ({ kind: "order" as const, number, amount: 100 })));
  await shop.payout(numbers.map(() => ({ amount: 100 })));
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

/** Each list in a statement of its own; nothing of them is kept. Returns how statements are planned afterwards. */
async function write(...statements: readonly (readonly Written[])[]): Promise<string[]> {
  const trx = await books.transaction();
  try {
    for (const written of statements) {
      await select(
        trx,
        `insert into allocation (line_id, receivable_id, effect, line_amount, receivable_amount, rule, rules)
         select line, receivable, coalesce(effect, 'settles'), coalesce(of_line, 1), coalesce(of_receivable, 1), 'by_hand', 1
           from jsonb_to_recordset(:written::jsonb)
             as w(line bigint, receivable bigint, effect text, of_line bigint, of_receivable bigint)`,
        { written: JSON.stringify(written) },
      );
    }
    const [planning] = await rows(
      trx,
      { settings: json<string[]>() },
      `select array_agg(setting order by name) as settings from pg_settings
        where name in ('enable_seqscan', 'enable_nestloop', 'enable_hashjoin')`,
    );
    return planning?.settings ?? [];
  } finally {
    await trx.rollback();
  }
}

/** Far from the first ones, and from what comes after the last. */
const FAR: Written = { line: 30, receivable: 30 };

describe.each([
  { way: "close together", besides: [] },
  { way: "far apart", besides: [FAR] },
  { way: "on lines far apart and receivables close together", besides: [{ line: 30, receivable: 2 }] },
  { way: "on lines close together and receivables far apart", besides: [{ line: 2, receivable: 30 }] },
])("allocations that lie $way", ({ besides }) => {
  test("are written up to what is open, and leave the planner as it was", async () => {
    const whole = { of_line: 100, of_receivable: 100 };
    const settled = await write([{ line: 1, receivable: 1, ...whole }, ...besides]);
    expect(settled).toEqual(["on", "on", "on"]);
  });

  test.each<{ refused: string; written: Written[]; before?: Written[]; why: RegExp }>([
    {
      refused: "more of a receivable than is open",
      written: [{ line: 2, receivable: 1, of_receivable: 101 }],
      why: /open amount: receivable 1: settled 101 of 100 open/,
    },
    {
      refused: "more of a receivable than an earlier statement has left",
      before: [{ line: 1, receivable: 1, of_receivable: 100 }],
      written: [{ line: 2, receivable: 1 }],
      why: /open amount: receivable 1: settled 101 of 100 open/,
    },
    {
      refused: "more of a receivable in two rows of one statement",
      written: [
        { line: 1, receivable: 3, of_receivable: 60 },
        { line: 2, receivable: 3, of_receivable: 60 },
      ],
      why: /open amount: receivable 3: settled 120 of 100 open/,
    },
    {
      refused: "more paid back than was received",
      before: [{ line: 1, receivable: 1, of_receivable: 10 }],
      written: [{ line: 2, receivable: 1, effect: "pays_back", of_receivable: 11 }],
      why: /open amount: receivable 1: settled 10 of 100 open, paid back 11/,
    },
    {
      refused: "a receivable that there is none of",
      written: [{ line: 1, receivable: COUNT + 1 }],
      why: /open amount: receivable 61/,
    },
    {
      refused: "more of a line than it has",
      before: [{ line: 1, receivable: 1, of_line: 99 }],
      written: [{ line: 1, receivable: 2, of_line: 2 }],
      why: /beyond the line: line 1: 101 used of 100/,
    },
    {
      refused: "a line that there is none of",
      written: [{ line: COUNT + 1, receivable: 1 }],
      why: /beyond the line: line 61/,
    },
  ])("are refused: $refused", async ({ before = [], written, why }) => {
    await expect(write(before, [...written, ...besides])).rejects.toThrow(why);
  });
});
