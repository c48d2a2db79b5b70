import { freshShop } from "./fresh-shop.ts";
import { select } from "../setup/select.ts";
import { expect, test } from "@jest/globals";
import { adviceIn } from "../../src/books/advice.ts";
import { rows, type Books } from "../../src/books/database.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { Scenario } from "./scenario.ts";

let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

test("the run that gave it tells it", async () => {
  await invoiceNumbersAreSent(8, (index) => 10_000 + 1_700 * index);
  await shop.night();
  const [run] = await rows(books, { id: "bigint" }, "select run_id as id from advice");
  expect(await adviceIn(books, { runId: run?.id ?? 0n })).toEqual([
    {
      run: Number(run?.id),
      merchantId: "K1",
      setting: "first: number",
      lines: 8,
      paymentReference: "P1",
      row: 4,
      kind: "invoice",
      number: "2000",
    },
  ]);
});

const advice = () => select(books, "select merchant_id, topic, details from advice");

/** Invoices whose numbers the shop sends, each of an order with a number of its own. */
async function invoiceNumbersAreSent(count: number, amount: (index: number) => number): Promise<void> {
  const all = Array.from({ length: count }, (_, index) => index);
  await shop.receivables(
    all.map((i) => ({ number: String(2000 + i), orderNumber: String(1990 + i), amount: amount(i) })),
  );
  await shop.payout(all.map((i) => ({ reference1: String(2000 + i), amount: amount(i), orderId: `o${i}` })));
}

test("a shop that sends its invoice number is told the setting once, with a number of lines and an example", async () => {
  await invoiceNumbersAreSent(8, (index) => 10_000 + 1_700 * index);
  await shop.night();
  expect(await shop.allocations()).toEqual([]);
  const told = [
    {
      merchant_id: "K1",
      topic: "references",
      details: {
        setting: "first: number",
        lines: 8,
        paymentReference: "P1",
        row: 4,
        kind: "invoice",
        number: "2000",
      },
    },
  ];
  expect(await advice()).toEqual(told);
  await shop.night();
  expect(await advice()).toEqual(told);
  const read = readSettings("test", { merchants: { K1: { references: { first: "number" } } } });
  if (!read.ok) throw new Error(read.problem.en);
  await shop.night(read.value);
  expect(await shop.allocations()).toHaveLength(8);
});

test("part payments of other orders do not hide that another setting fits", async () => {
  await invoiceNumbersAreSent(30, (index) => 10_000 + 1_700 * index);
  await shop.night();
  expect(await shop.deviations()).toContain("P1:4 partly_paid");
  expect(await advice()).toMatchObject([{ details: { setting: "first: number", lines: 30 } }]);
});

test("a shop with one price is told nothing: equal amounts prove nothing there", async () => {
  await invoiceNumbersAreSent(8, () => 29_900);
  await shop.night();
  expect(await advice()).toEqual([]);
});

test("a shop whose orders are found by the present setting is told nothing", async () => {
  const all = Array.from({ length: 6 }, (_, index) => index);
  const amount = (index: number) => 10_000 + 1_700 * index;
  await shop.receivables(
    all.flatMap((i) => [
      { number: String(3000 + i), orderNumber: String(2000 + i), amount: amount(i) },
      { number: String(9000 + i), orderNumber: String(8000 + i), amount: amount(i) },
    ]),
  );
  await shop.payout(all.map((i) => ({ reference1: String(2000 + i), amount: amount(i) })));
  await shop.payout(all.map((i) => ({ reference1: String(9000 + i), amount: amount(i) })));
  await shop.night();
  expect(await shop.allocations()).toHaveLength(6);
  expect(await advice()).toEqual([]);
});
