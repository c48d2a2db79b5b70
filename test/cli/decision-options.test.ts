import { expect, test } from "@jest/globals";
import { decisionOf, readAccount, readVat } from "../../src/cli/decision-options.ts";

const accounts = (...texts: string[]) =>
  texts.reduce((before, text) => readAccount(text, before), { split: [] } as ReturnType<typeof readAccount>);

test("accounts are named with amounts as people write them, and one without takes the rest", () => {
  const account = accounts("3001=1 000,50", "6351=12.5", "2420");
  expect(decisionOf({ account, vat: 25, why: "gift" })).toEqual({
    split: [
      { account: 3001, amount: "1000.50" },
      { account: 6351, amount: "12.5" },
    ],
    account: 2420,
    vat: 25,
    why: "gift",
  });
  expect(decisionOf({ account: accounts("2420") })).toEqual({ account: 2420 });
});

test.each(["", "374", "37400", "0740", "3740=", "3740=x", "3740=-5", "3740=1,234.50", "3740=1.234"])(
  "%p is no account with an amount",
  (text) => {
    expect(() => readAccount(text)).toThrow(/is no (account|amount)/);
  },
);

test("two accounts cannot both take the rest", () => {
  expect(() => accounts("3001", "3002")).toThrow("Both 3001 and 3002 are to take what is left");
});

test("rates of VAT are those there are", () => {
  expect(["25", "12 %", "6%", "0"].map(readVat)).toEqual([25, 12, 6, 0]);
  expect(() => readVat("24")).toThrow("no rate of VAT");
});

test("what does not go together is refused", () => {
  const why = "so";
  const account = accounts("3001");
  const match = [{ kind: "invoice", number: "F1" }];
  expect(() => decisionOf({ why })).toThrow("Say how the deviation is to be resolved");
  expect(() => decisionOf({ accept: true, account, why })).toThrow(
    "--accept and --account do not go together",
  );
  expect(() => decisionOf({ writeOff: true, accept: true, why })).toThrow(
    "--write-off and --accept do not go together",
  );
  expect(() => decisionOf({ writeOff: true, match, why })).toThrow(
    "--write-off and --match do not go together",
  );
  expect(() => decisionOf({ accept: true, vat: 25, why })).toThrow("--vat needs an account");
  expect(() => decisionOf({ writeOff: true })).toThrow("--write-off needs a reason. Add --why TEXT.");
  expect(() => decisionOf({ accept: true, why: " " })).toThrow("--accept needs a reason. Add --why TEXT.");
  expect(decisionOf({ writeOff: true, account, vat: 12, why })).toEqual({
    writeOff: true,
    account: 3001,
    vat: 12,
    why,
  });
});
