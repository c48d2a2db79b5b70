import { expect, test } from "@jest/globals";
import { has } from "./features.ts";
import { openPlain } from "./plain/system.ts";
import { makeShop, SIZES, type Shop } from "./shop.ts";
import { allAuthors } from "./stories/all.ts";
import { play } from "./system.ts";

const QUARTER = { nights: 13, channels: 5, stories: 150 };

test.each(["small", "atOnce"] as const)(
  "the contract, read plainly, gives the known answers (%s)",
  async (size) => {
    for (let seed = 1; seed <= 25; seed++) {
      const finding = await play(makeShop(seed, SIZES[size]), openPlain);
      expect({ seed, finding }).toEqual({ seed, finding: null });
    }
  },
);

test("a quarter of a year in five streams of payouts has its known answer each night", async () => {
  expect(await play(makeShop("a quarter", QUARTER), openPlain)).toBeNull();
});

test("the order of a night's files makes no difference", async () => {
  for (const order of ["one", "another"]) {
    expect({ order, finding: await play(makeShop(7), openPlain, order) }).toEqual({ order, finding: null });
  }
});

test("one seed makes the same shop to the byte, another seed makes another", () => {
  const text = (shop: Shop) =>
    JSON.stringify(shop, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  expect(text(makeShop(11))).toBe(text(makeShop(11)));
  expect(text(makeShop(11))).not.toBe(text(makeShop(12)));
});

test("every story is told within forty shops", () => {
  const authors = allAuthors(new Set()).length;
  expect(SIZES.small.stories).toBeGreaterThanOrEqual(authors);
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 40; seed++) {
    for (const { known } of makeShop(seed).nights) {
      for (const { codes } of known.deviations) kinds.add(codes[0]);
      for (const { effect, rung } of known.settled) kinds.add(`${effect} by rung ${rung}`);
    }
  }
  const codes =
    "no_receivable no_credit_note ambiguous partly_paid overpaid already_settled currency_differs chargeback " +
    (has("paymentDefault") ? "payment_default " : "") +
    "uncertain needs_account needs_rate report_changed debt_gap totals_differ unknown_type unreadable";
  const told = [
    ...codes.split(" "),
    ...[1, 2, 3, 4].map((rung) => `settles by rung ${rung}`),
    ...[2, 3, 4].map((rung) => `pays_back by rung ${rung}`),
  ];
  expect([...kinds].sort()).toEqual(told.sort());
});

test("payouts of nothing, of returns alone, with debt and with reserves all occur", () => {
  const seen = {
    zero: false,
    returnsOnly: false,
    deposit: false,
    repaid: false,
    held: false,
    released: false,
  };
  for (let seed = 1; seed <= 20; seed++) {
    for (const { files } of makeShop(seed).nights) {
      for (const { bytes } of files) {
        const [head = "", values = "", ...rows] = bytes.toString("utf8").split(/\r?\n/);
        const names = head.split(";");
        const at = (name: string) => Number(values.split(";")[names.indexOf(name)] ?? 0);
        const types = new Set(
          rows.map((row) => row.split(";")[0]).filter((type) => type !== "" && type !== "type"),
        );
        seen.zero ||= at("total_settlement_amount") === 0 && at("total_sale_amount") > 0;
        seen.returnsOnly ||= types.size === 1 && types.has("RETURN");
        seen.deposit ||= at("total_deposit_amount") > 0;
        seen.repaid ||= at("total_repay_amount") > 0;
        seen.held ||= at("total_holdback_amount") > 0;
        seen.released ||= at("total_release_amount") > 0;
      }
    }
  }
  expect(seen).toEqual({
    zero: true,
    returnsOnly: true,
    deposit: true,
    repaid: true,
    held: true,
    released: true,
  });
});
