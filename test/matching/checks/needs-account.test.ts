/** Lines that are booked without matching and need a person: chargebacks, unpaid customers, types without an account. */
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

/** Keeps payouts from being negative. */
const OTHER: LineOf = { amount: 10_000 };

test("a charge without an account is booked to suspense, with a deviation", async () => {
  await shop.payout([{ type: "CHARGE", amount: 500 }, OTHER]);
  await shop.night();
  expect(await shop.details("needs_account")).toEqual(["needs_account P1:4 5.00 5.00"]);
  expect(await shop.balances()).toMatchObject({ "2999": 500 });
});

test("money that comes without an account has the deviation too", async () => {
  await shop.payout([{ type: "CREDIT", amount: 500 }, OTHER]);
  await shop.night();
  expect(await shop.details("needs_account")).toEqual(["needs_account P1:4 5.00 5.00"]);
});

test("an account in the settings takes the line, without a deviation", async () => {
  await shop.payout([{ type: "CHARGE", amount: 500 }, OTHER]);
  await shop.night(settings({ lineAccounts: { CHARGE: 6570 } }));
  expect(await shop.details("needs_account")).toEqual([]);
  expect(await shop.balances()).toMatchObject({ "6570": 500 });
});

test("an account of one merchant is not another's", async () => {
  const ofK1 = settings({ merchants: { K1: { lineAccounts: { CHARGE: 6570 } } } });
  await shop.payout([{ type: "CHARGE", amount: 500 }, OTHER], { merchantId: "K1" });
  await shop.payout([{ type: "CHARGE", amount: 500 }, OTHER], { merchantId: "K2" });
  await shop.night(ofK1);
  expect(await shop.details("needs_account")).toEqual(["needs_account P2:4 5.00 5.00"]);
});

test("a chargeback is kept as disputed on its account, with a deviation", async () => {
  await shop.payout([{ type: "REVERSAL", amount: 500, orderId: "o1", dispute: "krn:1" }, OTHER]);
  await shop.night();
  expect(await shop.details("chargeback")).toEqual(["chargeback P1:4 5.00 5.00"]);
  expect(await shop.balances()).toMatchObject({ "1516": 500 });
});

test("by version 1 of the rules a credit that is named in the settings has no deviation, one that is not has", async () => {
  await shop.payout([{ type: "CREDIT", amount: 500 }, OTHER]);
  await shop.night(settings({ lineAccounts: { CREDIT: 3740 } }), { rules: 1 });
  expect(await shop.details("needs_account")).toEqual([]);
  await shop.payout([{ type: "CREDIT", amount: 700 }, OTHER]);
  await shop.night(settings({}), { rules: 1 });
  expect(await shop.details("needs_account")).toEqual(["needs_account P2:4 7.00 7.00"]);
});
