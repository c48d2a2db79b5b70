import { describe, expect, test } from "@jest/globals";
import { readSettings } from "../../src/config/read-settings.ts";

function problem(raw: object): string {
  const read = readSettings("kvitt.config.yaml", raw);
  return read.ok ? "" : read.problem.en;
}

describe("an account for a type of line", () => {
  test.each([
    "FEE",
    "FEE/DISPUTE_FEE",
    "COMMISSION",
    "REVERSAL",
    "HOLDBACK",
    "TAX",
    "RETURN/PAYMENT_DEFAULT",
    "CREDIT/NEVER_SEEN",
  ])("can be set for %s", (key) => expect(problem({ lineAccounts: { [key]: 3990 } })).toBe(""));

  test.each(["SALE", "RETURN", "SALE/PURCHASE", "RETURN/PURCHASE_RETURN"])(
    "has no effect for %s, which matching books, and is refused",
    (key) => {
      expect(problem({ lineAccounts: { [key]: 3990 } })).toContain(
        `lineAccounts.${key} (3990): has no effect`,
      );
      expect(problem({ merchants: { K1: { lineAccounts: { [key]: 3990 } } } })).toContain(
        `merchants.K1.lineAccounts.${key}`,
      );
    },
  );

  test.each(["CHARGES", "charge", "CHARGE/", "CHARGE/A/B", ""])("%s is no type, and is refused", (key) =>
    expect(problem({ lineAccounts: { [key]: 3990 } })).toContain("there is no line type"),
  );
});

describe("listed fiscal years", () => {
  const years = (...fiscalYears: readonly (readonly [string, string])[]) =>
    problem({ company: { fiscalYears: fiscalYears.map(([from, to]) => ({ from, to })) } });

  test("may be eighteen months, and stand next to each other", () => {
    expect(years(["2025-07-01", "2026-12-31"], ["2027-01-01", "2027-04-30"])).toBe("");
  });

  test("are refused when longer, empty, overlapping or apart", () => {
    expect(years(["2025-07-01", "2027-01-01"])).toContain("longer than 18 months");
    expect(years(["2026-07-01", "2026-06-30"])).toContain("ends (2026-06-30) before it begins");
    expect(years(["2026-01-01", "2026-06-30"], ["2026-06-01", "2026-12-31"])).toContain("without overlap");
    expect(years(["2026-01-01", "2026-04-30"], ["2026-06-01", "2027-05-31"])).toContain("belong to no year");
    expect(years(["2026-01-01", "2026-02-30"])).toContain("2026-01-31");
  });

  test("contradict a first month that is written beside them", () => {
    const fiscalYears = [{ from: "2026-01-01", to: "2026-04-30" }];
    expect(problem({ company: { fiscalYears, fiscalYearStart: 1 } })).toContain(
      "the next one begins 2026-05-01",
    );
    expect(problem({ company: { fiscalYears, fiscalYearStart: 5 } })).toBe("");
  });
});

test("an organisation number is that of the chart's country, and is kept in one form", () => {
  const read = readSettings("", { chart: "NO", company: { orgNumber: 923_609_016 } });
  expect(read.ok && read.value.company.orgNumber).toBe("923609016");
  expect(problem({ company: { orgNumber: "556334-3688" } })).toContain(
    "company.orgNumber (556334-3688): the check digit",
  );
});

test("a rate of the books' own currency, and a price that ends before it begins, have no effect", () => {
  expect(problem({ rates: { SEK: { "2026-01-01": 1 } } })).toContain("rates.SEK: has no effect");
  const fees = [{ percent: 2.99, from: "2026-02-01", to: "2026-01-01" }];
  expect(problem({ merchants: { K1: { fees } } })).toContain("merchants.K1.fees.0: is never in force");
});

test("a target is connected, and payments go where the vouchers go, by a mode of payment", () => {
  const own = { clientId: "a", tenantId: 1 };
  const fortnox = (more: object = {}) => ({ fortnox: { ...own, ...more } });
  expect(problem({ targets: ["fortnox"] })).toContain("fortnox is a target and not connected");
  expect(problem({ targets: ["sie", "fortnox"], connectors: fortnox() })).toBe("");
  const paying = { payments: "book", modeOfPayment: "KLARNA" };
  expect(problem({ targets: ["sie"], connectors: fortnox(paying) })).toContain(
    "connectors.fortnox.payments (book)",
  );
  expect(problem({ targets: ["fortnox"], connectors: fortnox({ payments: "book" }) })).toContain(
    "modeOfPayment",
  );
  expect(problem({ targets: ["fortnox"], connectors: fortnox(paying) })).toBe("");
  expect(problem({ targets: ["mail"] })).toContain("mail is a target and not connected");
  expect(problem({ targets: ["mail"], connectors: { mail: { to: "sie@importer.example" } } })).toBe("");
});

test.each([
  ["http://api.example.com", false],
  ["https://api.example.com", true],
  ["http://127.0.0.1:8080", true],
  ["https://api.example.com/", false],
  ["https://user:word@api.example.com", false],
])("the address %s is one to show a secret to: %s", (url, isOne) => {
  const told = problem({ connectors: { fortnox: { clientId: "a", tenantId: 1, url } } });
  expect(told === "").toBe(isOne);
});
