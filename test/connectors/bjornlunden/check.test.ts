/** What `kvitt connectors` says of Björn Lundén, and what is told of a company, a series or an invoice that is not as it must be. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Invoice } from "../../stand-ins/company.ts";
import { KEYS } from "../../stand-ins/bjornlunden/tokens.ts";
import { ConnectedShop } from "../conformance/connected-shop.ts";
import { openBjornlunden, type BjornlundenUnderTest } from "./under-test.ts";

let shop: ConnectedShop;
let system: BjornlundenUnderTest;
const PAYING = { payments: "book" };

beforeAll(async () => {
  shop = await ConnectedShop.open();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.begin(async (clock) => (system = await openBjornlunden(clock)));
  shop.configure(PAYING);
});

const said = () => shop.findings();
const settle = async () => {
  await shop.shop.receivables([{ number: "1001", amount: 10_000, orderNumber: "O1" }]);
  await shop.shop.payout([{ amount: 10_000, reference1: "O1" }], { reference: "P1" });
  await shop.night();
};

test("all that its roles need is there, and nothing is changed", async () => {
  expect(await said()).toEqual([
    "works: Björn Lundén lets Kvitt in: Nordljus AB",
    "works: the fiscal year 2026-01-01–2026-12-31 is open",
    "works: the voucher series K is there",
    "works: payments are booked on account 1686",
  ]);
  expect(system.server.calls.filter((call) => !/^GET|\/token$/.test(call))).toEqual([]);
  expect(system.server.violations).toEqual([]);
});

test.each<[string, () => void, string, string]>([
  ["a client that is not let in", () => system.revoke(), "does not let Kvitt in", "client secret"],
  [
    "an integration that was turned off for the company",
    () => void system.server.tokens.activated.delete(KEYS.own),
    "is of no company that the integration is activated for (these are: Söderljus AB)",
    "Lundify",
  ],
  [
    "a permission that is missing",
    () => void system.server.tokens.scopes.delete("financialyear"),
    "ACCESS_RESTRICTED",
    "permissions in docs/connect/bjornlunden.md",
  ],
  [
    "a series that is not there",
    () => void system.server.company.series.delete("K"),
    "JOURNAL_SERIES_NOT_FOUND",
    "connectors.bjornlunden.series",
  ],
  [
    "a year that is closed",
    () => system.lockThrough("2026-12-31"),
    "locked through 2026-12-31",
    "Open the period",
  ],
  ["a clearing account that is not there", () => system.remove(1686), "1686", "Add or open the account"],
])("%s is told, with what to do", async (_name, breakIt, what, todo) => {
  breakIt();
  const broken = (await said()).filter((one) => one.startsWith("broken"));
  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain(what);
  expect(broken[0]).toContain(todo);
});

test("the key of another company is told before anything is booked there", async () => {
  shop.configure(PAYING, { company: { name: "Nordljus AB", orgNumber: "559999-0008" } });
  expect((await said())[0]).toContain("the key is of Nordljus AB (5566778899), and the settings are of");
  await settle();
  for (const told of await shop.deliver()) expect(told).toContain("settings are of");
  expect(system.server.company.vouchers).toEqual([]);
});

test("a series of more than one letter is told, and another is used where the settings have it", async () => {
  shop.configure({}, { voucher: { series: "KL" } });
  expect((await said()).at(-1)).toContain("the voucher series KL is more than one character");
  shop.configure({ series: "A" }, { voucher: { series: "KL" } });
  await shop.shop.payout([{ amount: 10_000, reference1: "1001" }], { reference: "P1" });
  await shop.night();
  expect(await shop.deliver()).toEqual([]);
  expect(system.server.company.vouchers).toMatchObject([{ series: "A", date: "2026-03-01" }]);
});

test("merchants with different clearing accounts are told", async () => {
  shop.configure(PAYING, { merchants: { K2: { accounts: { clearing: 1687 } } } });
  expect((await said()).at(-1)).toContain("different clearing accounts");
});

describe("an invoice", () => {
  test.each<[string, string, (invoice: Invoice) => void, (invoice: Invoice) => void]>([
    [
      "is preliminary",
      "is preliminary",
      (one) => void (one.booked = false),
      (one) => void (one.booked = true),
    ],
    ["is deleted", "is deleted", (one) => void (one.cancelled = true), (one) => void (one.cancelled = false)],
  ])("that %s is told, and paid when that is cured", async (_name, words, spoil, cure) => {
    const invoice = system.server.company.sell(1001, 10_000n);
    spoil(invoice);
    await settle();
    const [told] = await shop.deliver();
    expect(told).toContain(words);
    expect(system.server.count(system.operations.pay)).toBe(0);
    cure(invoice);
    expect(await shop.retry()).toEqual([]);
    expect(system.server.company.payments).toHaveLength(1);
  });

  test("in another currency is left to a person", async () => {
    system.server.company.sell(1001, 10_000n, { currency: "EUR" });
    await settle();
    const [told] = await shop.deliver();
    expect(told).toContain("Invoice 1001 is in EUR");
    expect(system.server.company.payments).toEqual([]);
  });

  test("from after the payout is paid on its own day, against the clearing account, in the series that is set", async () => {
    shop.configure({ ...PAYING, paymentSeries: "I" });
    system.server.company.sell(1001, 10_000n, { date: "2026-03-05" });
    await settle();
    expect(await shop.deliver()).toEqual([]);
    expect(system.server.company.payments).toMatchObject([
      { date: "2026-03-05", booked: true, account: 1686 },
    ]);
    expect(system.server.violations).toEqual([]);
  });

  test("with a number of another system is told, and the ledger is not asked for it", async () => {
    await shop.shop.receivables([{ number: "F-1001", amount: 10_000, orderNumber: "O1" }]);
    await shop.shop.payout([{ amount: 10_000, reference1: "O1" }], { reference: "P1" });
    await shop.night();
    const [told] = await shop.deliver();
    expect(told).toContain("F-1001 is no invoice number in Björn Lundén");
  });

  test("whose payment was made without its voucher is told, and not paid again when that is cured", async () => {
    const { company, habits } = system.server;
    company.sell(1001, 10_000n);
    await settle();
    habits.makesVouchers = false;
    const [told] = await shop.deliver();
    expect(told).toContain("1001/1 is registered, and not booked");
    for (const payment of company.payments) company.book(payment);
    expect(await shop.retry()).toEqual([]);
    expect(company.payments).toHaveLength(1);
    expect(await shop.states()).toEqual(["bjornlunden-payments posted", "bjornlunden posted"]);
  });
});
