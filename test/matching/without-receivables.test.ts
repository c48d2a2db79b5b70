import { freshShop } from "./fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import { clearingByMerchant } from "../../src/books/clearing.ts";
import { rows, type Books } from "../../src/books/database.ts";
import { payouts } from "../../src/books/views.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/config/settings.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { decide } from "../../src/decisions/decide.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { Scenario } from "./scenario.ts";

const AT = new Date("2026-03-05T09:00:00Z");
const NONE = settings({ merchants: { K1: { receivables: "none" } } });
let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

function settings(raw: object): Settings {
  const read = readSettings("test", raw);
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

async function waiting(): Promise<number> {
  return (await select(books, "select from unsettled")).length;
}

const SALES = [
  { amount: 10_000, reference1: "1001", orderId: "o-1" },
  { amount: 20_000, reference1: "1002", orderId: "o-2" },
  { type: "RETURN", amount: 4_000, reference1: "1001", orderId: "o-1" },
] as const;

test("lines of a merchant without receivables go to the clearing account, look for nothing and are no deviation", async () => {
  await shop.receivables([{ number: "F1", orderNumber: "1001", amount: 10_000 }]);
  await shop.payout(SALES);
  await shop.night(NONE);
  expect(await shop.deviations()).toEqual([]);
  expect(await shop.allocations()).toEqual([]);
  expect(await waiting()).toBe(0);
  expect(await shop.balances()).toEqual({ "1686": -26_000, "1930": 26_000 });
  expect(await clearingByMerchant(books)).toEqual([
    { merchantId: "K1", currency: "SEK", amount: -26_000n, receivables: "none" },
  ]);
  const [payout] = await payouts(books);
  expect(payout).toMatchObject({ receivables: "none", lines: { total: 3, settled: 3, deviating: 0 } });

  await shop.payout([{ amount: 500 }]);
  await shop.night(NONE);
  expect(await clearingByMerchant(books)).toMatchObject([{ amount: -26_500n }]);
});

test("another merchant of the same night is matched as ever", async () => {
  await shop.receivables([{ number: "F1", orderNumber: "1001", amount: 10_000 }]);
  await shop.payout(SALES, { reference: "A" });
  await shop.payout([SALES[0], { amount: 700, reference1: "x" }], { reference: "B", merchantId: "K2" });
  await shop.night(NONE);
  expect(await shop.allocations()).toEqual(["B:4 -> F1 10000 exact@3"]);
  expect(await shop.deviations()).toEqual(["B:5 no_receivable"]);
  expect(await clearingByMerchant(books)).toMatchObject([
    { merchantId: "K1", amount: -26_000n, receivables: "none" },
    { merchantId: "K2", amount: -700n, receivables: "each" },
  ]);
});

test("switched on later, it closes what the merchant's lines were told of; what is settled stays settled", async () => {
  await shop.receivables([{ number: "F1", orderNumber: "1001", amount: 10_000 }]);
  await shop.payout(SALES);
  await shop.night();
  expect(await shop.deviations()).toEqual(["P1:5 no_receivable", "P1:6 no_credit_note"]);
  await shop.night(NONE);
  expect(await shop.deviations()).toEqual([]);
  expect(await shop.deviations("closed")).toEqual(["P1:5 no_receivable", "P1:6 no_credit_note"]);
  expect(await waiting()).toBe(0);
  expect(await clearingByMerchant(books)).toMatchObject([{ amount: -16_000n }]);
  expect(await shop.balances()).toEqual({ "1510": -10_000, "1686": -16_000, "1930": 26_000 });
  await shop.night(NONE);
  expect(await clearingByMerchant(books)).toMatchObject([{ amount: -16_000n }]);
});

test("switched off again, the lines that nothing covers are tried like any other's", async () => {
  await shop.payout(SALES);
  await shop.night(NONE);
  await shop.receivables([{ number: "F1", orderNumber: "1001", amount: 10_000 }]);
  await shop.night(NONE);
  expect(await shop.allocations()).toEqual([]);
  await shop.night();
  expect(await shop.allocations()).toEqual(["P1:4 -> F1 10000 exact@3"]);
  expect(await shop.deviations()).toEqual(["P1:5 no_receivable", "P1:6 no_credit_note"]);
  expect(await shop.balances()).toEqual({ "1510": -10_000, "1686": -16_000, "1930": 26_000 });
  expect(await clearingByMerchant(books)).toEqual([]);
  expect(await waiting()).toBe(2);
});

test("a decision that is taken back afterwards opens nothing for longer than until the next night", async () => {
  await shop.payout(SALES);
  await shop.night();
  const [deviation] = await rows(books, { id: "bigint" }, "select min(id) as id from deviation");
  const id = deviation?.id ?? 0n;
  await decide(books, id, { actor: "anna", account: 3999 }, DEFAULT_SETTINGS, AT);
  await shop.night(NONE);
  expect(await clearingByMerchant(books)).toMatchObject([{ amount: -16_000n }]);
  await undo(books, id, { actor: "anna" }, NONE, AT);
  expect(await shop.deviations()).toEqual(["P1:4 no_receivable"]);
  await shop.night(NONE);
  expect(await shop.deviations()).toEqual([]);
  expect(await waiting()).toBe(0);
  expect(await clearingByMerchant(books)).toMatchObject([{ amount: -26_000n }]);
  expect((await shop.balances())["1686"]).toBe(-26_000);
});

test("vouchers of single days leave such lines on the payout's own", async () => {
  await shop.payout(SALES);
  await shop.night(settings({ voucher: { per: "order" }, merchants: { K1: { receivables: "none" } } }));
  const found = await rows(books, { cause: "text" }, "select cause from voucher");
  expect(found).toEqual([{ cause: "payout" }]);
  expect(await shop.balances()).toEqual({ "1686": -26_000, "1930": 26_000 });
});
