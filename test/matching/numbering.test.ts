import { freshShop } from "./fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import type { Books } from "../../src/books/database.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import type { LineOf, Scenario } from "./scenario.ts";

let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

const LINES: readonly LineOf[] = [
  { type: "SALE", amount: 34_900, captureId: "c" },
  { type: "SALE", amount: 34_900 },
  { type: "RETURN", amount: 100 },
  { type: "CHARGE", amount: 500 },
  { type: "REVERSAL", amount: 700 },
  { type: "FEE", amount: 900, captureId: "c" },
];

/** Two workers import two files at once, and either may end first; a retry ends last. */
test.each([["in their order"], ["the later payout first"]])(
  "deviations are numbered by day, payout and row, whichever file was read first: %s",
  async (order) => {
    const read = readSettings("test", {
      merchants: { K1: { fees: [{ method: "*", percent: "1", fixed: "0" }] } },
    });
    if (!read.ok) throw new Error(read.problem.en);
    const payouts = [
      { date: "2026-03-01", reference: "A", debts: { closing: 5 } },
      { date: "2026-03-02", reference: "B", debts: { opening: 7, closing: 9 } },
      { date: "2026-03-03", reference: "C", debts: { opening: 0 } },
    ];
    for (const payout of order === "in their order" ? payouts : payouts.toReversed())
      await shop.payout(LINES, payout);
    await shop.night(read.value);
    const numbered = await select(
      books,
      `select d.code, string_agg(concat_ws(':', d.payment_reference, l.row), ' ' order by d.id) as places
         from deviation d left join line l on l.id = d.line_id group by d.code order by d.code`,
    );
    const each = (row: number) => ["A", "B", "C"].map((name) => `${name}:${row}`).join(" ");
    expect(numbered).toEqual([
      { code: "chargeback", places: each(8) },
      { code: "debt_gap", places: "B C" },
      { code: "fee_differs", places: each(9) },
      { code: "needs_account", places: each(7) },
      { code: "no_credit_note", places: each(6) },
      { code: "no_receivable", places: ["A:4 A:5", "B:4 B:5", "C:4 C:5"].join(" ") },
    ]);
  },
);
