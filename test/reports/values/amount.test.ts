import { describe, expect, test } from "@jest/globals";
import { amountFault, readAmount, type Mark } from "../../../src/reports/values/amount.ts";
import { markShownBy } from "../../../src/reports/csv/cell-format.ts";

const read = (text: string, mark: Mark, decimals = 2) => readAmount(text, 0, text.length, mark, decimals);

describe("an amount", () => {
  test.each([
    ["1234.56", ".", 123456],
    ["1234,56", ",", 123456],
    ["1.234,56", ",", 123456],
    ["1,234.56", ".", 123456],
    ["1 234,56", ",", 123456],
    ["1\u00a0234,56", ",", 123456],
    ["1\u202f234,56", ",", 123456],
    ["1'234.56", ".", 123456],
    ["1\u2019234.56", ".", 123456],
    ["1.234.567,8", ",", 123456780],
    ["-45.00", ".", -4500],
    ["\u221245.00", ".", -4500],
    ["45.00-", ".", -4500],
    ["- 45,00", ",", -4500],
    ["45,00 -", ",", -4500],
    ["1500", ".", 150000],
    ["12.5", ".", 1250],
    ["0.05", ".", 5],
    [" 7.00 ", ".", 700],
    ["12.5000", ".", 1250],
    ["1.234", ",", 123400],
    ["1234567890123.45", ".", 123456789012345],
  ] as const)("%s with the mark %s is %i minor units", (text, mark, units) => {
    expect(read(text, mark)).toBe(units);
  });

  test.each([
    ["", "amount_unreadable"],
    ["abc", "amount_unreadable"],
    ["1.23457E+08", "amount_unreadable"],
    ["--5.00", "amount_unreadable"],
    ["-5.00-", "amount_unreadable"],
    ["1,23.45", "amount_unreadable"],
    ["12,34", "amount_unreadable"],
    ["1 234'567.00", "amount_unreadable"],
    ["1.2.3", "amount_unreadable"],
    ["5.", "amount_unreadable"],
    [".5", "amount_unreadable"],
    ["12.345", "amount_precision"],
    ["12345678901234.56", "amount_too_large"],
  ] as const)("%s is none: %s", (text, fault) => {
    expect(read(text, ".")).toBeNaN();
    expect(amountFault(text, ".", 2)).toBe(fault);
  });

  test("a currency without decimals has none", () => {
    expect(read("1500", ".", 0)).toBe(1500);
    expect(read("1500.00", ".", 0)).toBe(1500);
    expect(read("1500.50", ".", 0)).toBeNaN();
  });
});

describe("the decimal mark that an amount shows", () => {
  test.each([
    ["1234.56", "."],
    ["1234,5", ","],
    ["1.234,56", ","],
    ["1,234.56", "."],
    ["1.234.567", ","],
    ["1 234,567", ","],
    ["0.500", "."],
    ["1234.567", "."],
    ["12.3456", "."],
    ["-1,50", ","],
    ["1.234", "either"],
    ["999,000", "either"],
    ["1500", null],
    ["1 500", null],
    ["", null],
    ["SALE", null],
  ] as const)("%s: %s", (text, mark) => {
    expect(markShownBy(text)).toBe(mark);
  });
});
