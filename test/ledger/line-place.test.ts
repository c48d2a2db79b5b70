import { expect, test } from "@jest/globals";
import { ACCOUNT_CHARTS, ACCOUNT_PRESETS } from "../../src/config/accounts.ts";
import { knownKinds, meaningOf } from "../../src/config/detailed-types.ts";
import { placeOf } from "../../src/ledger/line-place.ts";
import { LINE_TYPES, type LineType } from "../../src/line-types.ts";

function placed(kind: string, set: Readonly<Record<string, number>> = {}, disputed = false) {
  const [type = "", detailedType = null] = kind.split("/");
  const known = LINE_TYPES.find((one): one is LineType => one === type);
  if (known === undefined) throw new Error(`no type ${type}`);
  return placeOf(
    { type: known, detailedType, disputed },
    { accounts: ACCOUNT_CHARTS.SE, accountSet: (key) => set[key] ?? null, feeVat: "normal" },
  );
}

test.each([
  ["FEE/PURCHASE_FEE_FIXED", 6064],
  ["FEE/NEVER_SEEN", 6064],
  ["FEE_REFUND/DISPUTE_FEE_REFUND", 6064],
  ["REVERSAL/FRAUD_POLICY_CHARGE", 1516],
  ["REVERSAL/COMMISSION_RETURN", 3990],
  ["COMMISSION/REVENUE_SHARE", 3990],
  ["CREDIT/CORRECTION_DISPUTE", 1516],
  ["CORRECTION/CORRECTION_DISPUTE", 1516],
  ["CREDIT/DISPUTE_SOMETHING_NEW", 1516],
  ["CHARGE/LIABILITY_TRANSFER", 2890],
  ["CHARGE/CASH_ADVANCE_AMORTISATION", 2890],
  ["CORRECTION/FIXED_FEE_CORRECTION_SE", 6064],
  ["RETURN/PAYMENT_DEFAULT", 1516],
  ["RELEASE/ROLLING_RESERVE", 1687],
  ["CHARGE", 2999],
  ["CREDIT/MANUAL_ENTRY", 2999],
  ["CREDIT/NEVER_SEEN", 2999],
])("%s goes to %s", (kind, account) => {
  expect(placed(kind)?.account).toBe(account);
});

test("only what nothing tells the account of needs one", () => {
  for (const kind of ["CHARGE", "CREDIT/MANUAL_ENTRY", "CORRECTION/CREDITED_CORRECTION"]) {
    expect(placed(kind)?.needsAccount).toBe(true);
    expect(placed(kind, { [kind]: 3990 })).toMatchObject({ account: 3990, needsAccount: false });
  }
  expect(placed("CHARGE/PAYMENT_REMINDER")?.needsAccount).toBe(false);
});

test("a dispute's number tells what a manual credit is for", () => {
  expect(placed("CREDIT", {}, true)?.account).toBe(1516);
  expect(placed("CREDIT/MANUAL_ENTRY", {}, true)?.account).toBe(1516);
  expect(placed("CHARGE/DISPUTE_FEE", {}, true)?.account).toBe(6064);
});

test("an account of the settings goes first, the finer before the coarser", () => {
  const set = {
    FEE: 6570,
    "FEE/DISPUTE_FEE": 6069,
    REVERSAL: 1519,
    HOLDBACK: 1688,
    CREDIT: 3999,
    COMMISSION: 3993,
  };
  const accounts = (kind: string) => placed(kind, set)?.account;
  expect(accounts("FEE/SERVICING_FEE")).toBe(6570);
  expect(accounts("FEE/DISPUTE_FEE")).toBe(6069);
  expect(accounts("CREDIT")).toBe(3999);
  expect(accounts("COMMISSION/COMMISSION")).toBe(3993);
});

test("what takes another type back follows it, and what is of another kind has its account", () => {
  const set = { FEE: 6570, REVERSAL: 1519, HOLDBACK: 1688, CREDIT: 3999, COMMISSION: 3993 };
  const accounts = (kind: string) => placed(kind, set)?.account;
  expect(accounts("FEE_REFUND/DISPUTE_FEE_REFUND")).toBe(6570);
  expect(accounts("RELEASE/UNDER_REVIEW")).toBe(1688);
  expect(accounts("REVERSAL_MERCHANT_PROTECTION/FRAUD_POLICY_CREDIT_NET")).toBe(1519);
  expect(accounts("CREDIT/CORRECTION_DISPUTE")).toBe(1519);
  expect(accounts("REVERSAL/COMMISSION_RETURN")).toBe(3993);
});

test("matching books sales and returns, whatever they are called", () => {
  for (const kind of ["SALE", "SALE/PURCHASE", "SALE/NEVER_SEEN", "RETURN", "RETURN/PURCHASE_RETURN"])
    expect(placed(kind)).toBeNull();
});

test("every known kind has an account in every chart, and words that fit a SIE row in both languages", () => {
  for (const [kind, { role, words }] of knownKinds()) {
    for (const chart of ACCOUNT_PRESETS)
      if (role !== null) expect(ACCOUNT_CHARTS[chart][role]).toBeGreaterThan(999);
    for (const text of [words.sv, words.en]) {
      expect({ kind, length: text.length <= 50 && text.length > 2 }).toEqual({ kind, length: true });
    }
  }
});

test("a detailed type of another type is not known, and means what its type means", () => {
  expect(meaningOf({ type: "HOLDBACK", detailedType: "PURCHASE" })).toMatchObject({
    role: "holdback",
    finer: false,
  });
});
