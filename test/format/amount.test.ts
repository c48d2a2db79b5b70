import { expect, test } from "@jest/globals";
import { amountText, countText, moneyMessage, moneyText, sumsText } from "../../src/format/amount.ts";
import { minor } from "../../src/money.ts";

const NBSP = "\u00a0";

test.each([
  [0n, "SEK", "0,00", "0.00"],
  [5n, "SEK", "0,05", "0.05"],
  [119_375n, "SEK", `1${NBSP}193,75`, "1,193.75"],
  [-5n, "EUR", "\u22120,05", "\u22120.05"],
  [-100_000_000n, "SEK", `\u22121${NBSP}000${NBSP}000,00`, "\u22121,000,000.00"],
  [1_234n, "ISK", `1${NBSP}234`, "1,234"],
])("%d minor units of %s", (units, currency, sv, en) => {
  expect(amountText(units, currency, "sv")).toBe(sv);
  expect(amountText(units, currency, "en")).toBe(en);
});

test("a decimal string of the JSON is shown as the same amount; words are left as they are", () => {
  expect(amountText("1193.75", "SEK", "sv")).toBe(`1${NBSP}193,75`);
  expect(amountText("-0.05", "SEK", "sv")).toBe(amountText(-5n, "SEK", "sv"));
  expect(amountText("3 rader, 20,00 SEK", "SEK", "sv")).toBe("3 rader, 20,00 SEK");
  // more decimals than the currency has: shown as it is, never rounded
  expect(amountText("1.005", "SEK", "sv")).toBe("1.005");
});

test("money has its currency after it, in every language", () => {
  expect(moneyText({ amount: "2500.00", currency: "SEK" }, "en")).toBe("2,500.00 SEK");
  expect(moneyMessage(250_000n, "SEK")).toEqual({ sv: `2${NBSP}500,00 SEK`, en: "2,500.00 SEK" });
});

test("a sum is never over two currencies", () => {
  const amounts = [
    { currency: "SEK", amount: minor(100n) },
    { currency: "EUR", amount: minor(2_000n) },
    { currency: "SEK", amount: minor(-50n) },
  ];
  expect(sumsText(amounts, "sv")).toBe("20,00 EUR, 0,50 SEK");
  expect(sumsText([], "sv")).toBe("");
});

test("counts are grouped in threes", () => {
  expect([7, 1204, 1_000_000].map((count) => countText(count, "sv"))).toEqual([
    "7",
    `1${NBSP}204`,
    `1${NBSP}000${NBSP}000`,
  ]);
  expect(countText(1204, "en")).toBe("1,204");
});
