/** A payout's opening debt is the closing debt of the one before, on real PostgreSQL. */
import { freshShop } from "../fresh-shop.ts";
import { expect, test } from "@jest/globals";
import { change, openBooks, rows, type Books } from "../../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../../src/config/settings.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { checkDebt } from "../../../src/matching/checks/debt-gap.ts";
import { blocksReadBy } from "../../books/history.ts";
import { Scenario } from "../scenario.ts";

let books: Books;
let shop: Scenario;
let url: string;

freshShop((fresh) => {
  ({ books, shop } = fresh);
  url = fresh.database.url;
});

async function payout(
  reference: string,
  date: string,
  opening: number,
  closing: number,
  more: { readonly merchantId?: string; readonly currency?: string } = {},
): Promise<void> {
  await shop.payout([{ amount: 100 }], { reference, date, debts: { opening, closing }, ...more });
}

test("debt that is carried on is no deviation, and what is not is one, with both amounts", async () => {
  await payout("1", "2026-03-01", 0, 300);
  await payout("2", "2026-03-02", 300, 0);
  await payout("3", "2026-03-03", 50, 0);
  await shop.night();
  expect(await shop.details("debt_gap")).toEqual(["debt_gap 3 0.00 0.50 0.50"]);
});

test("a payout that arrives late and fills the gap closes the deviation", async () => {
  await payout("1", "2026-03-01", 0, 300);
  await payout("3", "2026-03-03", 100, 0);
  await shop.night();
  expect(await shop.details("debt_gap")).toEqual(["debt_gap 3 3.00 1.00 2.00"]);
  await payout("2", "2026-03-02", 300, 100);
  await shop.night();
  expect(await shop.details("debt_gap")).toEqual([]);
  expect(await shop.deviations("closed")).toContain("3 debt_gap");
});

test("each merchant and currency has a chain of its own", async () => {
  await payout("1", "2026-03-01", 0, 300);
  await payout("2", "2026-03-02", 0, 0, { merchantId: "K2" });
  await payout("3", "2026-03-03", 0, 0, { currency: "EUR" });
  await payout("4", "2026-03-04", 300, 0);
  await shop.night();
  expect(await shop.details("debt_gap")).toEqual([]);
});

test("a gap that a person has accepted is not opened again", async () => {
  await payout("1", "2026-03-01", 0, 300);
  await payout("2", "2026-03-02", 0, 0);
  await shop.night();
  const [gap] = await rows(books, { id: "bigint" }, "select id from deviation where code = 'debt_gap'");
  const decision = { actor: "anna", accept: true, why: "invoiced by Klarna" } as const;
  await decide(books, gap?.id ?? 0n, decision, DEFAULT_SETTINGS, new Date("2026-03-05T09:00:00Z"));
  await payout("3", "2026-03-03", 0, 0);
  await shop.night();
  expect(await shop.details("debt_gap")).toEqual([]);
  expect(await shop.deviations("resolved")).toContain("2 debt_gap");
});

test("where nobody was ever in debt, the years of payouts before are not read", async () => {
  const single = openBooks({ url, max: 1 });
  try {
    const settled = async (count: number) => {
      const from = await change(
        books,
        `insert into payout (report_file_id, run_id, issuer, merchant_id, payment_reference, currency, date, settlement_type,
                             settlement_amount, totals, columns, line_count, state)
         select p.report_file_id, p.run_id, p.issuer, p.merchant_id, 'old' || :count::integer || '-' || n, p.currency,
                '2020-01-01', p.settlement_type, 0, '{"openingDebt": "0", "closingDebt": "0"}', '{}', 0, 'posted'
           from payout p cross join generate_series(1, :count::integer) n where p.payment_reference = '1'`,
        { count },
      );
      expect(from).toBe(count);
    };
    const asked = () =>
      blocksReadBy(single, () =>
        single.transaction(async (trx) => {
          await change(
            trx,
            `create temporary table run_payout on commit drop as
             select id as payout_id, true as fresh from payout where payment_reference = '1'`,
          );
          await checkDebt(trx, DEFAULT_SETTINGS, { runId: 1n, at: new Date("2026-03-05T09:00:00Z") }, 2);
        }),
      );
    await payout("1", "2026-03-01", 0, 0);
    await settled(100);
    await asked();
    const few = await asked();
    await settled(5_000);
    await change(books, "analyze payout");
    expect(await asked()).toBeLessThanOrEqual(few + 16);
  } finally {
    await single.destroy();
  }
});
