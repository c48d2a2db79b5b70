/** Receivables out of Fortnox, and the whole loop: in, matched, paid, and in again. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { count } from "../../../src/books/database.ts";
import { ConnectedShop } from "../conformance/connected-shop.ts";
import { receivablesConformance } from "../conformance/receivables.ts";
import { openFortnox, type FortnoxUnderTest } from "./under-test.ts";

receivablesConformance(openFortnox, { receivables: true });

describe("of Fortnox", () => {
  let shop: ConnectedShop;
  let system: FortnoxUnderTest;

  beforeAll(async () => {
    shop = await ConnectedShop.open();
    await shop.begin(async (clock) => (system = await openFortnox(clock)));
  });
  afterAll(() => shop.close());

  test("the order number is the external reference up to a colon, else the customer's; drafts and cancelled ones are told apart", async () => {
    const { company } = system.server;
    shop.configure({ receivables: true }, { settleSeconds: 0, targets: [] });
    company.sell(1, 10_000n, { external1: "7001:SE:web", orderNumber: "other" });
    company.sell(2, 10_000n, { orderNumber: "7002" });
    company.sell(3, 10_000n, { orderNumber: "7003", booked: false });
    await shop.collect();
    shop.clock.pass(86_400_000);
    company.now = "2026-03-02 20:00";
    const sold = company.invoices.get(2);
    if (sold !== undefined) [sold.cancelled, sold.modified] = [true, company.now];
    await shop.collect();
    expect(await shop.receivables()).toEqual([
      "invoice 1 7001 100.00 of 100.00 2026-02-20",
      "invoice 2 7002 0.00 of 100.00 2026-02-20",
      "invoice 3 7003 100.00 of 100.00 2026-02-20",
    ]);
  });

  test("a week of sales comes in, is matched, paid and booked; the ledger comes to the books, and nothing is told of twice", async () => {
    await shop.begin(async (clock) => (system = await openFortnox(clock)));
    const { company } = system.server;
    const own = { receivables: true, payments: "book", modeOfPayment: "KLARNA" };
    shop.configure(own, { settleSeconds: 0, targets: ["sie", "fortnox"] });
    let sold = 0n;
    for (let day = 1; day <= 7; day++) {
      company.now = `2026-03-0${day} 20:00`;
      const lines = [];
      for (let one = 0; one < 4; one++) {
        const number = 1000 + day * 10 + one;
        const amount = 10_000 + day * 111 + one * 7;
        company.sell(number, BigInt(amount), { orderNumber: `W${number}`, date: `2026-03-0${day}` });
        sold += BigInt(amount);
        lines.push({ amount, reference1: `W${number}` });
      }
      expect(await shop.collect()).toEqual([]);
      // one order of each day is not in the ledger
      lines.push({ amount: 5_000, reference1: `X${day}` });
      await shop.shop.payout(lines, { reference: `P${day}`, date: `2026-03-0${day}` });
      await shop.night();
      if (day === 4) system.server.fail("POST /3/invoicepayments", { kind: "done_then_reset" });
      for (let attempts = 0; attempts < 3; attempts++) {
        await shop.deliver();
        shop.clock.pass(200_000);
      }
      shop.clock.pass(86_400_000);
    }
    expect((await shop.states()).filter((state) => !state.endsWith("posted"))).toEqual([]);
    const books = await shop.shop.balances();
    for (const account of [1930, 1686, 3740])
      expect([account, Number(company.balance(account))]).toEqual([account, books[account] ?? 0]);
    expect(company.balance(1510)).toBe(sold + BigInt(books[1510] ?? 0));
    expect([company.balance(1510), company.customerLedger()]).toEqual([0n, 0n]);
    expect(company.payments).toHaveLength(28);
    expect(await count(shop.books, "from deviation where code <> 'no_receivable'")).toBe(0);
    expect([system.server.violations, system.server.exceeded]).toEqual([[], 0]);
  });
});
