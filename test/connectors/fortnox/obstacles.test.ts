/** Invoices in Fortnox that cannot be paid as they are: told, each with what to do; and a company with the cash method. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Invoice } from "../../stand-ins/company.ts";
import { ConnectedShop } from "../conformance/connected-shop.ts";
import { openFortnox, type FortnoxUnderTest } from "./under-test.ts";

let shop: ConnectedShop;
let system: FortnoxUnderTest;

beforeAll(async () => {
  shop = await ConnectedShop.open();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.begin(async (clock) => (system = await openFortnox(clock)));
  shop.configure({ payments: "book", modeOfPayment: "KLARNA" });
});

const settle = async () => {
  await shop.shop.receivables([{ number: "1001", amount: 10_000, orderNumber: "O1" }]);
  await shop.shop.payout([{ amount: 10_000, reference1: "O1" }], { reference: "P1" });
  await shop.night();
};
const byCash = () => {
  const { years } = system.server.company;
  years.splice(0, years.length, { id: 3, from: "2026-01-01", to: "2026-12-31", method: "CASH" });
};

test.each<[string, string, (invoice: Invoice) => void, (invoice: Invoice) => void]>([
  ["is a draft", "is not booked", (one) => void (one.booked = false), (one) => void (one.booked = true)],
  [
    "is cancelled",
    "is cancelled",
    (one) => void (one.cancelled = true),
    (one) => void (one.cancelled = false),
  ],
])("one that %s is told, and paid when that is cured", async (_name, words, spoil, cure) => {
  const invoice = system.server.company.sell(1001, 10_000n);
  spoil(invoice);
  await settle();
  const [told] = await shop.deliver();
  expect(told).toContain(words);
  expect(system.server.count("POST /3/invoicepayments")).toBe(0);
  cure(invoice);
  expect(await shop.retry()).toEqual([]);
  expect(system.server.company.payments).toHaveLength(1);
  expect(system.server.violations).toEqual([]);
});

test("one in another currency is left to a person", async () => {
  system.server.company.sell(1001, 10_000n, { currency: "EUR" });
  await settle();
  const [told] = await shop.deliver();
  expect(told).toContain("Invoice 1001 is in EUR");
  expect(system.server.company.payments).toEqual([]);
});

test("one from after the payout is paid on its own day", async () => {
  system.server.company.sell(1001, 10_000n, { date: "2026-03-05" });
  await settle();
  expect(await shop.deliver()).toEqual([]);
  expect(system.server.company.payments).toMatchObject([{ date: "2026-03-05", booked: true }]);
});

test("a list of receivables with numbers of another system is told, and Fortnox is not asked for them", async () => {
  await shop.shop.receivables([{ number: "F-1001", amount: 10_000, orderNumber: "O1" }]);
  await shop.shop.payout([{ amount: 10_000, reference1: "O1" }], { reference: "P1" });
  await shop.night();
  const [told] = await shop.deliver();
  expect(told).toContain("F-1001 is no invoice number in Fortnox");
});

test("by the cash method the payment books the sale and its VAT, of an invoice that was sent", async () => {
  byCash();
  const { company } = system.server;
  const invoice = company.sell(1001, 10_000n, { booked: false, sent: false });
  await settle();
  const [told] = await shop.deliver();
  expect(told).toContain("is not sent");
  invoice.sent = true;
  expect(await shop.retry()).toEqual([]);
  expect([1510, 1686, 3001, 2611, 1930].map((account) => Number(company.balance(account)))).toEqual([
    0, 0, -8_000, -2_000, 10_000,
  ]);
  expect(invoice.balance).toBe(0n);
});
