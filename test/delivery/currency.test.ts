import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { VoucherRow } from "../../src/ledger/voucher.ts";
import { minor, showMinor, sum } from "../../src/money.ts";
import { convert, inBookCurrency, type BookCurrency } from "../../src/delivery/currency.ts";
import { rateTable, type Rates } from "../../src/delivery/rates.ts";
import {
  settledReceivablesFrom,
  voucherSource,
  type VoucherSource,
} from "../../src/delivery/voucher-source.ts";
import { anyVoucher, credit, debit, PAYOUT } from "./sie/vouchers.ts";

const BOOK: BookCurrency = {
  currency: "SEK",
  accounts: { receivable: 1510, rounding: 3740, fxGain: 3960, fxLoss: 7960, feeVat: 2641 },
  language: "sv",
};

function rates(table: Record<string, Record<string, string>>): Rates {
  const read = rateTable(table, []);
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

async function rowsOf(voucher: VoucherSource): Promise<VoucherRow[]> {
  const rows: VoucherRow[] = [];
  for await (const batch of voucher.batches()) rows.push(...batch);
  return rows;
}

function converted(voucher: VoucherSource, known: Rates): VoucherSource {
  const found = inBookCurrency(voucher, BOOK, known);
  if (found.kind !== "ready") throw new Error("no rate");
  return found.voucher;
}

describe("VAT that the report states in the book currency", () => {
  const voucher = {
    ...PAYOUT,
    currency: "EUR",
    rows: [debit(1930, 9_564n, ""), debit(6064, 349n, ""), debit(2641, 87n, ""), credit(1510, 10_000n, "")],
  };
  const known = rates({ EUR: { "2026-03-01": "11.50" } });
  const vatOf = async (statedVat: VoucherSource["statedVat"]) => {
    const rows = await rowsOf(converted({ ...voucherSource(voucher), statedVat: statedVat ?? null }, known));
    expect(sum(rows.map((row) => minor(row.debit - row.credit)))).toBe(0n);
    return rows
      .filter(({ account }) => account === 2641)
      .map((row) => showMinor(row.debit - row.credit, "SEK"));
  };

  test("is booked as it is stated", async () => {
    expect(await vatOf(null)).toEqual(["10.01"]);
    expect(await vatOf({ of: minor(87n), as: minor(998n) })).toEqual(["9.98"]);
    expect(await vatOf({ of: null, as: minor(998n) })).toEqual(["9.98"]);
  });

  test("of some fees is booked as stated, and that of the others converted", async () => {
    expect(await vatOf({ of: minor(67n), as: minor(768n) })).toEqual(["9.98"]);
  });
});

describe("an amount in another currency", () => {
  test.each([
    ["0.01", "EUR", "SEK", "11.4523", "0.11"],
    ["1193.75", "EUR", "SEK", "11.4523", "13671.18"],
    ["0.50", "EUR", "SEK", "0.03", "0.02"], // 0.015 exactly: away from zero
    ["-0.50", "EUR", "SEK", "0.03", "-0.02"],
    ["0.49", "EUR", "SEK", "0.03", "0.01"],
    ["1000", "JPY", "SEK", "0.0695", "69.50"],
    ["69.50", "SEK", "JPY", "14.3885", "1000"],
    ["9999999999999.99", "NOK", "SEK", "0.9871234567", "9871234566999.99"],
  ])("%s %s in %s at %s is %s", (amount, from, to, rate, expected) => {
    const units = minor(BigInt(amount.replace(".", "")));
    expect(showMinor(convert(units, from, to, rate), to)).toBe(expected);
  });

  test("is never more than half an öre from the exact product", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (units, scaled) => {
          const rate = `${scaled / 10n ** 6n}.${String(scaled % 10n ** 6n).padStart(6, "0")}`;
          const off = convert(minor(units), "EUR", "SEK", rate) * 10n ** 6n - units * scaled;
          expect((off < 0n ? -off : off) * 2n <= 10n ** 6n).toBe(true);
        },
      ),
    );
  });
});

describe("a voucher in another currency", () => {
  const EURO = voucherSource({
    ...PAYOUT,
    currency: "EUR",
    rows: [
      debit(1930, 333n, "in"),
      debit(6064, 333n, "avgift"),
      { ...credit(1510, 666n, "ut"), costCentre: "Nord", project: "P47" },
    ],
  });

  test("in the book currency is passed on as it is", () => {
    const own = voucherSource(PAYOUT);
    expect(inBookCurrency(own, BOOK, rates({}))).toEqual({ kind: "ready", voucher: own, rates: [] });
  });

  test("waits while no rate is known, or only a later one", () => {
    const waits = { kind: "needs_rate", currency: "EUR", date: "2026-03-10" };
    expect(inBookCurrency(EURO, BOOK, rates({}))).toEqual(waits);
    expect(
      inBookCurrency(EURO, BOOK, rates({ EUR: { "2026-03-11": "11" }, NOK: { "2026-01-01": "1" } })),
    ).toEqual(waits);
  });

  test("takes the latest rate at or before its date", () => {
    const known = rates({ EUR: { "2026-03-11": "13", "2026-03-09": "12", "2026-01-02": "11" } });
    const found = inBookCurrency(EURO, BOOK, known);
    expect(found.kind === "ready" && found.rates).toEqual([
      { currency: "EUR", date: "2026-03-09", rate: "12" },
    ]);
  });

  test("puts what rounding leaves on the rounding account, where its rows' objects are", async () => {
    const found = converted(EURO, rates({ EUR: { "2026-03-10": "11.4523" } }));
    // 3.33 * 11.4523 = 38.136159 twice, 6.66 * 11.4523 = 76.272318
    expect((await rowsOf(found)).map(({ account, debit: d, credit: c }) => [account, d, c])).toEqual([
      [1930, 3814n, 0n],
      [6064, 3814n, 0n],
      [1510, 0n, 7627n],
      [3740, 0n, 1n],
    ]);
    expect((await rowsOf(found)).at(-1)).toMatchObject({ costCentre: "Nord", project: "P47" });
    expect(found.uses.accounts).toEqual([1510, 1930, 3740, 6064]);
    expect([found.currency, found.text]).toEqual(["SEK", "Klarna utbetalning XISA93DJ (EUR 11,4523)"]);
  });

  test("credits a receivable with what it was booked at, and the difference is a gain or a loss", async () => {
    const settled = settledReceivablesFrom([
      { number: "F1", date: "2026-02-02", amount: minor(-500n) }, // 11.00 then, 12.00 now
      { number: "F2", date: "2026-03-01", amount: minor(-300n) }, // 12.50 then
      { number: "K1", date: "2026-02-02", amount: minor(134n) },
      { number: "F0", date: "2025-12-01", amount: minor(-1n) }, // before the first rate
      { number: "F9", date: "2026-03-09", amount: minor(-1n) }, // the payout's own rate
      { number: "F10", date: "2026-03-11", amount: minor(-1n) }, // after the payout
    ]);
    const known = rates({
      EUR: { "2026-01-02": "11", "2026-02-27": "12.5", "2026-03-09": "12", "2026-03-11": "20" },
    });
    const source = voucherSource({ ...EURO, rows: await rowsOf(EURO) }, settled);
    const found = inBookCurrency(source, BOOK, known);
    if (found.kind !== "ready") throw new Error("no rate");
    expect(found.rates.map(({ date }) => date)).toEqual(["2026-03-09", "2026-01-02", "2026-02-27"]);
    const rows = await rowsOf(found.voucher);
    expect(rows.slice(3).map(({ account, debit: d, credit: c, text }) => [account, d, c, text])).toEqual([
      [1510, 500n, 0n, "Kursdifferens F1 (EUR 11)"],
      [3960, 0n, 500n, "Kursdifferens F1 (EUR 11)"],
      [1510, 0n, 150n, "Kursdifferens F2 (EUR 12,5)"],
      [7960, 150n, 0n, "Kursdifferens F2 (EUR 12,5)"],
      [1510, 0n, 134n, "Kursdifferens K1 (EUR 11)"],
      [7960, 134n, 0n, "Kursdifferens K1 (EUR 11)"],
    ]);
    expect(found.voucher.uses.accounts).toEqual([1510, 1930, 3740, 3960, 6064, 7960]);
    expect(rows.at(-1)).toMatchObject({ costCentre: "Nord", project: "P47" });
  });

  test("balances whatever its rows and its rate, and no row changes side", async () => {
    await fc.assert(
      fc.asyncProperty(anyVoucher, fc.bigInt({ min: 1n, max: 10n ** 9n }), async (voucher, scaled) => {
        const rate = `${scaled / 10_000n}.${String(scaled % 10_000n).padStart(4, "0")}`;
        const source = voucherSource({ ...voucher, currency: "EUR" });
        const rows = await rowsOf(converted(source, rates({ EUR: { "2020-01-01": rate } })));
        expect(sum(rows.map((row) => row.debit))).toBe(sum(rows.map((row) => row.credit)));
        expect(rows.length - voucher.rows.length).toBeLessThanOrEqual(1);
        for (const [at, row] of voucher.rows.entries()) {
          if (row.debit === 0n) expect(rows[at]?.debit).toBe(0n);
          if (row.credit === 0n) expect(rows[at]?.credit).toBe(0n);
        }
        // each row is at most half an öre off
        const residue = rows.length > voucher.rows.length ? rows.at(-1) : undefined;
        expect(2n * ((residue?.debit ?? 0n) + (residue?.credit ?? 0n)) <= BigInt(voucher.rows.length)).toBe(
          true,
        );
      }),
    );
  });
});
