import { expect, test } from "@jest/globals";
import { readSettings } from "../../src/config/read-settings.ts";
import { idleSettings } from "../../src/doctor/idle-settings.ts";

function told(raw: object): string[] {
  const read = readSettings("", raw);
  if (!read.ok) throw new Error(read.problem.en);
  return idleSettings(read.value).map(({ problem }) => problem.en);
}

test("nothing is told of settings that have an effect", () => {
  expect(told({})).toEqual([]);
  expect(told({ voucher: { feeVat: "reverse" }, accounts: { reverseVatOut: 2615 } })).toEqual([]);
  expect(
    told({ lineAccounts: { "CHARGE/PAYMENT_REMINDER": 2891 }, merchants: { K1: { dateOrder: "dmy" } } }),
  ).toEqual([]);
});

test("an account that no way of booking uses, a detailed type nobody knows, and reading rules without a folder are told", () => {
  expect(told({ accounts: { reverseVatOut: 2615 } })).toEqual([
    "accounts.reverseVatOut has no effect: voucher.feeVat is normal",
  ]);
  expect(told({ lineAccounts: { "CHARGE/PAYMENT_REMINDR": 2891 } })).toEqual([
    "lineAccounts has CHARGE/PAYMENT_REMINDR, which Klarna's documents do not name",
  ]);
  expect(told({ merchants: { K1: { decimalMark: "," }, K2: {} } })).toEqual([
    "headers, decimalMark and dateOrder of K1 are only for files in the inbox's folder K1/",
  ]);
});
