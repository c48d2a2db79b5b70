/** Vouchers for the tests of the SIE room: one as a bookkeeper knows it, and any that can be. */
import * as fc from "fast-check";
import type { Settings } from "../../../src/config/settings.ts";
import type { Voucher, VoucherRow } from "../../../src/ledger/voucher.ts";
import { minor } from "../../../src/money.ts";
import type { SieDetails } from "../../../src/delivery/sie/write.ts";

export const COMPANY: Settings["company"] = {
  name: "Exempelbutiken Söder AB",
  orgNumber: "556334-3689",
  currency: "SEK",
  fiscalYearStart: 1,
  fiscalYears: [],
};

export const DETAILS: SieDetails = {
  version: "0.1.0",
  generated: "2026-03-11",
  accountNames: new Map([
    [1510, "Kundfordringar"],
    [1686, "Fordringar för kontokort och kuponger"],
    [1930, "Företagskonto"],
    [2641, "Debiterad ingående moms"],
    [3740, "Öres- och kronutjämning"],
    [6064, "Factoringavgifter"],
  ]),
};

export function debit(account: number, units: bigint, text: string): VoucherRow {
  return { account, debit: minor(units), credit: minor(0n), text, costCentre: null, project: null };
}

export function credit(account: number, units: bigint, text: string): VoucherRow {
  return { account, debit: minor(0n), credit: minor(units), text, costCentre: null, project: null };
}

export const PAYOUT: Voucher = {
  id: 1n,
  merchantId: "K500746",
  paymentReference: "XISA93DJ",
  currency: "SEK",
  series: "K",
  fiscalYear: 2026,
  number: 12,
  date: "2026-03-10",
  text: "Klarna utbetalning XISA93DJ",
  registered: null,
  sign: null,
  rateDate: "2026-03-10",
  rows: [
    debit(1930, 156_050n, "Utbetalt 2026-03-10"),
    debit(6064, 5_120n, "Avgifter"),
    debit(2641, 1_280n, "Moms på avgifter"),
    debit(3740, 50n, "Öresavrundning faktura 10002"),
    credit(1510, 125_000n, "Faktura 10001 order 1001"),
    credit(1510, 62_500n, "Faktura 10002 order 1002"),
    debit(1510, 25_000n, "Kreditfaktura 10003 order 1001"),
  ],
};

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom("ö", "Å", '"', "\\", "{", "}", "#", " ", "\t", "€", "a", "1", "🧾"),
    maxLength: 70,
  }),
);
const anyObject = fc.option(anyText, { nil: null });
const anyRow = fc
  .record({
    account: fc.integer({ min: 1000, max: 9999 }),
    units: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
    text: anyText,
    costCentre: anyObject,
    project: anyObject,
  })
  .map(({ units, ...row }): VoucherRow => ({
    ...row,
    debit: minor(units > 0n ? units : 0n),
    credit: minor(units < 0n ? -units : 0n),
  }));

/** A balanced voucher with whatever texts; the last row balances it. */
export const anyVoucher: fc.Arbitrary<Voucher> = fc
  .record({
    rows: fc.array(anyRow, { maxLength: 30 }),
    text: anyText,
    number: fc.integer({ min: 1, max: 99_999_999 }),
    day: fc.integer({ min: 0, max: 364 }),
  })
  .map(({ rows, text, number, day }) => {
    const total = rows.reduce((so, row) => so + row.debit - row.credit, 0n);
    const last = total > 0n ? credit(1930, total, "motbok") : debit(1930, -total, "motbok");
    const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
    return { ...PAYOUT, text, number, date, rows: [...rows, last] };
  });
