/** Fees are compared with the agreed rates, to the öre, on real PostgreSQL. */
import { freshShop } from "../fresh-shop.ts";
import { expect, test } from "@jest/globals";
import { readSettings } from "../../../src/config/read-settings.ts";
import type { Settings } from "../../../src/config/settings.ts";
import { Scenario, type LineOf } from "../scenario.ts";

let shop: Scenario;

freshShop((fresh) => ({ shop } = fresh));

function settings(raw: unknown): Settings {
  const read = readSettings("test", raw);
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

const RATE = { method: "INVOICE", percent: "2.99", fixed: "3.00" };

function agreed(...fees: readonly unknown[]): Settings {
  return settings({ merchants: { K1: { fees } } });
}

/** A sale of 100.20 with what was charged for it, in öre: 2.99 percent are 299.598, so 6.00 with the fixed sum. */
function sale(charged: number, more: Partial<LineOf> = {}): readonly LineOf[] {
  const line = { captureId: "c1", ...more };
  return [
    { amount: 10_020, paymentMethod: "INVOICE", ...line },
    { type: "FEE", amount: charged, ...line },
  ];
}

test("a fee as agreed, rounded to the öre, is no deviation", async () => {
  await shop.payout(sale(600));
  await shop.night(agreed(RATE));
  expect(await shop.details("fee_differs")).toEqual([]);
});

test("a fee that differs by an öre is a deviation, with what was agreed and what was charged", async () => {
  await shop.payout(sale(601));
  await shop.payout(sale(599, { captureId: "c2" }));
  await shop.night(agreed(RATE));
  expect(await shop.details("fee_differs")).toEqual([
    "fee_differs P1:5 6.00 6.01 0.01",
    "fee_differs P2:5 6.00 5.99 -0.01",
  ]);
});

test("the fees of one capture are compared as their sum, and so are its sales", async () => {
  await shop.payout([...sale(300), { type: "FEE", amount: 300, captureId: "c1" }]);
  await shop.payout([
    { amount: 4_000, captureId: "c2", paymentMethod: "INVOICE" },
    { amount: 6_020, captureId: "c2", paymentMethod: "INVOICE" },
    { type: "FEE", amount: 601, captureId: "c2" },
  ]);
  await shop.night(agreed(RATE));
  expect(await shop.details("fee_differs")).toEqual(["fee_differs P2:6 6.00 6.01 0.01"]);
});

test("a rate of the payment method goes before the rate of all methods", async () => {
  const all = { method: "*", percent: "1" };
  await shop.payout(sale(600));
  await shop.payout(sale(100, { captureId: "c2", paymentMethod: "CARD" }));
  await shop.night(agreed(all, RATE));
  expect(await shop.details("fee_differs")).toEqual([]);
});

test("the rate of the day of the capture counts, and no rate means no check", async () => {
  const until = { ...RATE, to: "2026-02-28" };
  const since = { method: "INVOICE", percent: "2", from: "2026-03-01", to: "2026-03-31" };
  await shop.payout(sale(600, { captureDate: "2026-02-28" }));
  await shop.payout(sale(200, { captureId: "c2", captureDate: "2026-03-01" }));
  await shop.payout(sale(1, { captureId: "c3", captureDate: "2026-04-01" }));
  await shop.night(agreed(until, since));
  expect(await shop.details("fee_differs")).toEqual([]);
});

test("neither another merchant's payout nor another kind of fee is compared", async () => {
  await shop.payout(sale(1), { merchantId: "K2" });
  await shop.payout(sale(1, { captureId: "c2", detailedType: "LATE_RETURN_FEE" }));
  await shop.payout(sale(1, { captureId: "c3" }), { currency: "EUR" });
  await shop.night(agreed(RATE));
  expect(await shop.details("fee_differs")).toEqual([]);
});
