import { expect, test } from "@jest/globals";
import { AGE_BUCKETS, ageing, bucketName, bucketOf } from "../../src/format/ageing.ts";
import { minor } from "../../src/money.ts";

test("the buckets meet at 7, 30 and 90 days", () => {
  const names = [0, 7, 8, 30, 31, 90, 91, 4000]
    .map((days) => AGE_BUCKETS[bucketOf(days)])
    .map((one) => one && bucketName(one));
  expect(names).toEqual(["0–7", "0–7", "8–30", "8–30", "31–90", "31–90", "> 90", "> 90"]);
});

test("counts and balances land in their bucket, each currency by itself", () => {
  const buckets = ageing(
    [
      { ageDays: 0, count: 2 },
      { ageDays: 7, count: 3 },
      { ageDays: 91, count: 1 },
    ],
    [
      { ageDays: 3, currency: "SEK", amount: minor(-500n) },
      { ageDays: 4, currency: "SEK", amount: minor(200n) },
      { ageDays: 4, currency: "EUR", amount: minor(-7n) },
      { ageDays: 10, currency: "SEK", amount: minor(100n) },
      { ageDays: 11, currency: "SEK", amount: minor(-100n) },
    ],
  );
  expect(buckets.map(({ open }) => open)).toEqual([5, 0, 0, 1]);
  expect(buckets[0]?.clearing).toEqual([
    { currency: "EUR", amount: -7n },
    { currency: "SEK", amount: -300n },
  ]);
  expect(buckets[1]?.clearing).toEqual([]); // comes to zero
});
