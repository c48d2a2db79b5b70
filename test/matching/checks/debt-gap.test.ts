/** A payout's opening debt is the closing debt of the one before, on real PostgreSQL. */
import { freshShop } from "../fresh-shop.ts";
import { expect, test } from "@jest/globals";
import { rows, type Books } from "../../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../../src/config/settings.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { Scenario } from "../scenario.ts";

let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

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
