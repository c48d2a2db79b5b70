import { expect, test } from "@jest/globals";
import { markerOf } from "../../src/delivery/marker.ts";
import type { VoucherHead } from "../../src/delivery/voucher-source.ts";

const of = (paymentReference: string, own: Partial<VoucherHead> = {}) =>
  markerOf({
    id: 1n,
    merchantId: "K1",
    paymentReference,
    currency: "SEK",
    series: "K",
    fiscalYear: 2026,
    number: 12,
    date: "2026-03-01",
    text: "",
    registered: null,
    sign: null,
    rateDate: "2026-03-01",
    ...own,
  });

test("a marker is the payout's reference and the voucher's own number", () => {
  expect(of("XISA93DJ")).toBe("kvitt:XISA93DJ:K2026-12");
  expect(of("XISA93DJ", { fiscalYearPart: 1 })).toBe("kvitt:XISA93DJ:K2026b-12");
});

test("whatever the reference is, a marker is short, of plain characters, and another one's for another", () => {
  const references = [
    "a|b",
    "a/b",
    "ab",
    "å".repeat(80),
    `${"å".repeat(79)}b`,
    "x".repeat(200),
    `${"x".repeat(199)}y`,
    "",
  ];
  const markers = references.map((reference) => of(reference));
  for (const marker of markers) expect(marker).toMatch(/^[A-Za-z0-9:-]{1,50}$/);
  expect(new Set(markers).size).toBe(references.length);
  expect(of("x".repeat(200), { series: "ABCD", number: 1_000_000 }).length).toBeLessThanOrEqual(50);
});
