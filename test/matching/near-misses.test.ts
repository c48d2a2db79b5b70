import { freshShop } from "./fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import type { Books } from "../../src/books/database.ts";
import { deviations } from "../../src/books/views.ts";
import { Scenario, type LineOf, type ReceivableOf } from "./scenario.ts";

let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

/** "F1030 299.00 amount" for each near miss of the only open deviation. */
async function hints(): Promise<string[]> {
  const [one] = await deviations(books);
  return (one?.nearMisses ?? []).map(({ number, open, why }) => `${number} ${open} ${why}`);
}

async function night(line: LineOf, receivables: readonly ReceivableOf[]): Promise<string[]> {
  await shop.receivables(receivables);
  await shop.payout([line]);
  await shop.night();
  expect(await shop.allocations()).toEqual([]);
  return hints();
}

// each in a currency of its own, since only receivables in the line's currency are looked at, and with digits of its own for *
const ALIKE: readonly (readonly [currency: string, what: string, ours: string, its: string])[] = [
  ["AAA", "two digits that changed places", "*1003", "*1030"],
  ["AAB", "another digit", "*031", "*081"],
  ["AAC", "a digit too many", "*0033", "*003"],
  ["AAD", "a digit too few", "*003", "*0033"],
  ["AAE", "a prefix on the receivable", "*003", "WEB-*003"],
  ["AAF", "a prefix on the line", "WEB-*003", "*003"],
  ["AAG", "a suffix", "*003", "*003-B"],
  ["AAH", "a year in front", "*003", "2026/*003"],
  ["AAI", "a prefix with zeros", "*003", "NB000*003"],
  ["AAJ", "O for 0", "*OO3", "*003"],
  ["AAK", "l for 1", "l*003", "1*003"],
  ["AAL", "other marks between", "26-*003", "26/*003"],
  ["AAM", "a letter too many", "AB*003", "ABX*003"],
];

test("a number that looks alike is shown", async () => {
  for (const [index, [currency, what, ours, its]] of ALIKE.entries()) {
    const own = (reference: string) => reference.replace("*", String(21 + index));
    await shop.receivables([
      { number: `${what} F1`, orderNumber: own(its), amount: 55_500, currency },
      { number: `${what} F2`, orderNumber: `999${index}`, amount: 66_600, currency },
    ]);
    const reference = `P${String(index).padStart(2, "0")}`;
    await shop.payout([{ amount: 29_900, reference1: own(ours) }], { currency, reference });
  }
  await shop.night();
  expect(await shop.allocations()).toEqual([]);
  const found = await deviations(books);
  expect(
    found
      .filter(({ code }) => code === "no_receivable")
      .map(({ nearMisses }) => nearMisses.map(({ number, why }) => `${number} ${why}`)),
  ).toEqual(ALIKE.map(([, what]) => [`${what} F1 reference`]));
});

test("the receivable's own number and the second reference count too", async () => {
  const line = { amount: 100, reference1: "zzz", reference2: "1003" };
  expect(await night(line, [{ number: "1030", amount: 200 }])).toEqual(["1030 2.00 reference"]);
});

test("the same amount is shown, the nearest day first and few of them, a number that looks alike before all", async () => {
  const found = await night({ amount: 29_900, reference1: "1003" }, [
    { number: "F1", orderNumber: "7701", amount: 29_900, date: "2026-01-02" },
    { number: "F2", orderNumber: "7702", amount: 29_900, date: "2026-02-28" },
    { number: "F3", orderNumber: "7703", amount: 29_900, date: "2026-02-20" },
    { number: "F4", orderNumber: "1030", amount: 29_900, date: "2025-01-02" },
    { number: "F5", orderNumber: "7705", amount: 29_901, date: "2026-03-01" },
    { number: "F6", orderNumber: "7706", amount: 29_900, date: "2026-03-01", currency: "NOK" },
  ]);
  expect(found).toEqual(["F4 299.00 amount_and_reference", "F2 299.00 amount", "F3 299.00 amount"]);
});

test("of the right kind: a sale is like invoices and orders, a return like credit notes and orders that were paid", async () => {
  await shop.receivables([
    { kind: "order", number: "o-8", orderId: "o8", amount: 5_000 },
    { kind: "order", number: "o-9", amount: 5_000 },
    { kind: "credit_note", number: "C1", amount: 5_000 },
    { kind: "invoice", number: "F1", amount: 5_000 },
  ]);
  await shop.payout([
    { amount: 5_000, orderId: "o8" },
    { type: "RETURN", amount: 5_000, reference1: "x" },
    { amount: 5_000, reference1: "y" },
  ]);
  await shop.night();
  const found = await deviations(books);
  const said = found.map(
    ({ code, nearMisses }) =>
      `${code} ${nearMisses
        .map(({ number }) => number)
        .sort()
        .join(" ")}`,
  );
  expect(said).toEqual(["no_credit_note C1 o-8", "no_receivable F1 o-9"]);
});

test("what is certainly something else is no near miss: another Klarna order, another merchant, something settled", async () => {
  await shop.receivables([
    { number: "F1", amount: 5_000, orderId: "other" },
    { number: "F2", amount: 5_000, captureId: "other" },
    { number: "F3", amount: 5_000, orderNumber: "2001" },
    { number: "F4", amount: 5_000 },
  ]);
  await select(books, "update receivable set merchant_id = 'K2' where number = 'F4'");
  await shop.payout([
    { amount: 5_000, reference1: "1001", orderId: "mine", captureId: "mine" },
    { amount: 5_000, reference1: "2001" },
  ]);
  await shop.night();
  expect(await shop.allocations()).toEqual(["P1:5 -> F3 5000 exact@3"]);
  expect(await hints()).toEqual([]);
});

test("what is settled since is not shown any more, and a hint goes with its deviation", async () => {
  expect(
    await night({ amount: 5_000, reference1: "1001" }, [
      { number: "F1", amount: 5_000, orderNumber: "9999" },
    ]),
  ).toEqual(["F1 50.00 amount"]);
  await shop.payout([{ amount: 5_000, reference1: "9999" }]);
  await shop.night();
  expect(await hints()).toEqual([]);
  await shop.receivables([{ number: "F2", amount: 5_000, orderNumber: "1001" }]);
  await shop.night();
  expect(await shop.deviations()).toEqual([]);
  expect(await select(books, "select from near_miss")).toEqual([]);
});

test("in a shop with one price, and amid a series, likeness alone says nothing", async () => {
  const many = Array.from({ length: 201 }, (_, index) => ({
    number: `F${index}`,
    orderNumber: String(10_001 + index),
    amount: 19_900,
  }));
  await shop.receivables(many);
  await shop.payout([
    { amount: 19_900, reference1: "88888" },
    { amount: 500, reference1: "10000" },
  ]);
  await shop.night();
  expect((await deviations(books)).map(({ nearMisses }) => nearMisses)).toEqual([[], []]);
});

test("a run looks for so many lines, and the next for the others", async () => {
  await shop.receivables([{ number: "F1", amount: 777, orderNumber: "A" }]);
  await shop.payout(
    Array.from({ length: 320 }, (_, index) => ({ amount: 777, reference1: `${5_000_000 + index * 97}` })),
  );
  await shop.night();
  const count = async () => (await select(books, "select from near_miss")).length;
  expect(await count()).toBe(300);
  await shop.night();
  expect(await count()).toBe(320);
});
