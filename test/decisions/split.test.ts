import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { VAT_RATES } from "../../src/config/accounts.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import type { Decision, KnownAccounts } from "../../src/decisions/decision.ts";
import { splitAmount, vatIn, type SplitInput } from "../../src/decisions/split.ts";

const sharing = (decision: Omit<Decision, "actor">, over: Partial<SplitInput> = {}): SplitInput => ({
  decision: { ...decision, actor: "anna" },
  whole: 10_000n,
  currency: "SEK",
  merchantId: "K1",
  settings: DEFAULT_SETTINGS,
  known: null,
  as: "sale",
  ...over,
});

function shared(decision: Omit<Decision, "actor">, over: Partial<SplitInput> = {}): string[] {
  return splitAmount(sharing(decision, over)).map(({ account, amount }) => `${account} ${amount}`);
}

test("amounts go to their accounts, and one without takes the rest", () => {
  const split = [
    { account: 3990, amount: "60.00" },
    { account: 6351, amount: "15" },
  ];
  expect(shared({ split, account: 2420 })).toEqual(["3990 6000", "6351 1500", "2420 2500"]);
  expect(shared({ account: 3990 })).toEqual(["3990 10000"]);
});

test("amounts that do not add up are refused with the difference", () => {
  const of = (...amounts: string[]) => ({
    split: amounts.map((amount, index) => ({ account: 3990 + index, amount })),
  });
  expect(() => shared(of("60.00", "35.00"))).toThrow("5.00 SEK too little");
  expect(() => shared(of("60.00", "45.00"))).toThrow("5.00 SEK too much");
  expect(() => shared({ ...of("60.00", "45.00"), account: 2420 })).toThrow("5.00 SEK too much");
  expect(() => shared({ ...of("60.00", "40.00"), account: 2420 })).toThrow("nothing is left");
  expect(() => shared(of("100.001"))).toThrow("not an amount in SEK");
  expect(() => shared(of("0.00", "100.00"))).toThrow("not an amount in SEK");
  const twice = { split: [{ account: 3990, amount: "60.00" }], account: 3990 };
  expect(() => shared(twice)).toThrow("named twice");
});

test("VAT is output VAT on income, input VAT on costs, and none on a balance or on rounding", () => {
  const split = [
    { account: 3001, amount: "50.00" },
    { account: 6570, amount: "25.00" },
    { account: 3740, amount: "0.50" },
  ];
  expect(shared({ split, account: 2420, vat: 25 })).toEqual([
    "3001 4000",
    "6570 2000",
    "3740 50",
    "2420 2450",
    "2611 1000",
    "2641 500",
  ]);
  expect(shared({ account: 3001, vat: 12 })).toEqual(["3001 8929", "2621 1071"]);
  expect(shared({ account: 3001, vat: 6 })).toEqual(["3001 9434", "2631 566"]);
  expect(shared({ account: 3001, vat: 0 })).toEqual(["3001 10000"]);
  expect(() => shared({ account: 2420, vat: 25 })).toThrow("no VAT to split out of account 2420");
});

test("a loss on a receivable takes back output VAT, whatever account takes it", () => {
  expect(shared({ account: 6351, vat: 25 }, { as: "loss" })).toEqual(["6351 8000", "2611 2000"]);
});

test("VAT is rounded half up, and net and VAT are always the amount", () => {
  expect(vatIn(13n, 25)).toBe(3n); // 2.6
  expect(vatIn(28n, 12)).toBe(3n); // exactly 3
  expect(vatIn(53n, 6)).toBe(3n); // exactly 3
  expect([2n, 3n].map((gross) => vatIn(gross, 25))).toEqual([0n, 1n]); // 0.4, 0.6
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 12n), fc.constantFrom(...VAT_RATES), (gross, rate) => {
      const vat = vatIn(gross, rate);
      const net = gross - vat;
      // nothing else comes nearer to the rate
      const off = (one: bigint) => {
        const left = one * 100n * 2n - (gross - one) * BigInt(rate) * 2n;
        return left < 0n ? -left : left;
      };
      expect(net).toBeGreaterThan(0n);
      expect(off(vat) <= off(vat + 1n) && (vat === 0n || off(vat) <= off(vat - 1n))).toBe(true);
      const parts = splitAmount(sharing({ account: 3001, vat: rate }, { whole: gross }));
      expect(parts.reduce((total, { amount }) => total + amount, 0n)).toBe(gross);
    }),
  );
});

test("an account that is not in the chart is refused with those that are near", () => {
  const known: KnownAccounts = {
    from: "konton.se",
    names: new Map([
      [1510, "Kundfordringar"],
      [3740, "Öres- och kronutjämning"],
      [3990, ""],
      [3741, "Annat"],
      [6351, "Kundförluster"],
    ]),
  };
  const refused = () => shared({ account: 3742 }, { known });
  expect(refused).toThrow("Account 3742 is not in the chart of accounts (konton.se)");
  expect(refused).toThrow("The nearest are 3741 Annat, 3740 Öres- och kronutjämning, 3990.");
  expect(shared({ account: 3740 }, { known })).toEqual(["3740 10000"]);
  expect(() => shared({ account: 3990, vat: 25 }, { known })).toThrow("Account 2611 is not in the chart");
});
