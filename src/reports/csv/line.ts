/**
 * Reads one row of the transaction list into a settlement line and adds it to the totals. This is the hot path: cells are
 * read in place from the text, and a value that repeats the row above is not created again.
 */
import { minor, showMinor, type Minor } from "../../money.ts";
import { readAmount, type Mark } from "../values/amount.ts";
import { FIELD_OF, type LineToken } from "../values/columns.ts";
import { cell, type CsvRow } from "./csv-row.ts";
import {
  carriesVat,
  signContradicts,
  accumulate,
  effectOf,
  emitLine,
  noteCapture,
  setCurrency,
  type Signs,
} from "../payout/computed-totals.ts";
import { readDate, type DateOrder } from "../values/date.ts";
import { detach } from "../values/detach.ts";
import { plainAmount, plainRate } from "../values/canonical.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import { LINE_TYPES, type SettlementLine } from "../report.ts";
import type { TableHeader } from "./layout.ts";
import { isScientific, refuseAmount } from "../payout/summary.ts";
import type { PayoutAccumulator } from "../payout/accumulator.ts";
import { isoInstants } from "../values/iso-date.ts";

const BY_LENGTH: readonly (readonly number[])[] = (() => {
  const lengths: number[][] = Array.from({ length: 32 }, () => []);
  LINE_TYPES.forEach((type, index) => lengths[type.length]?.push(index));
  return lengths;
})();
const NONE: readonly number[] = [];
const SECOND_LETTER: readonly number[] = LINE_TYPES.map((type) => type.charCodeAt(1));

/** Extra columns of money or rates: printed in the file's format, stored in the canonical one. */
const MONEY_EXTRA = /^(?:tax_amount(?:_[1-4])?|vat_amount|tax_in_currency_of_registration_country)$/;
const RATE_EXTRA = /^(?:tax|vat)_rate(?:_[1-4])?$/;

export interface LineReader {
  /** The place of the row's type in LINE_TYPES, or -1. */
  typeOf(row: CsvRow): number;
  /** Adds the row to the payout's totals and, when `keep`, its line to the payout's batch or to the undecided lines. */
  read(row: CsvRow, type: number, accumulator: PayoutAccumulator, keep: boolean): void;
}

export interface CellStyle {
  readonly mark: Mark;
  readonly order: DateOrder | null;
}

export function lineReader(
  header: TableHeader,
  style: CellStyle,
  signs: Signs,
  refusals: RefusalList,
): LineReader {
  const at = (token: LineToken) => header.places.get(token) ?? -1;
  const typeAt = at("type");
  const amountAt = at("amount");
  const vatAt = at("vat_amount");
  const currencyAt = at("posting_currency");
  const merchantAt = at("merchant_id");
  const rateAt = at("vat_rate");
  const rateOf = remembered(plainRate);
  const detailedOf = remembered((text) => text);
  const countryOf = remembered((text) => text);
  const methodOf = remembered((text) => text);
  const dateColumn = (token: LineToken): DateColumn => ({
    index: at(token),
    header: nameAt(at(token)),
    isUsual: isoInstants(),
    last: "",
    value: "",
  });
  const saleDate = dateColumn("sale_date");
  const captureDate = dateColumn("capture_date");
  let lastExtra: Readonly<Record<string, string>> | null = null;
  let extraCurrency = "";
  const extras = header.extras.map(({ index, name }) => ({
    index,
    name,
    last: null as string | null,
    remembered: remembered(
      MONEY_EXTRA.test(name)
        ? (text) => plainAmount(text, style.mark, extraCurrency)
        : RATE_EXTRA.test(name)
          ? plainRate
          : (text) => text,
    ),
  }));
  const detailedAt = at("detailed_type");
  const orderAt = at("order_id");
  const shortAt = at("short_order_id");
  const captureAt = at("capture_id");
  const refundAt = at("refund_id");
  const reference1At = at("merchant_reference1");
  const reference2At = at("merchant_reference2");
  const captureReferenceAt = at("merchant_capture_reference");
  const refundReferenceAt = at("merchant_refund_reference");
  const countryAt = at("purchase_country");
  const methodAt = at("initial_payment_method_type");

  function nameAt(index: number): string | null {
    return header.headers[index] ?? null;
  }

  function typeOf(row: CsvRow): number {
    const start = row.starts[typeAt] ?? 0;
    const end = row.ends[typeAt] ?? 0;
    const { text } = row;
    const second = text.charCodeAt(start + 1);
    for (const type of BY_LENGTH[end - start] ?? NONE) {
      if (SECOND_LETTER[type] === second && text.startsWith(LINE_TYPES[type] ?? "", start)) return type;
    }
    const spelt = row.text
      .slice(start, end)
      .trim()
      .toUpperCase()
      .replace(/[\s-]+/g, "_");
    return LINE_TYPES.findIndex((type) => type === spelt);
  }

  /** An id or reference; null when empty. */
  function textAt(row: CsvRow, index: number): string | null {
    if (index < 0) return null;
    const start = row.starts[index] ?? 0;
    const end = row.ends[index] ?? 0;
    if (start === end) return null;
    const { text } = row;
    const first = text.charCodeAt(start);
    const last = text.charCodeAt(end - 1);
    let value = text.slice(start, end);
    if (first <= 32 || last <= 32 || first === 160 || last === 160) {
      value = value.trim();
      if (value === "") return null;
    }
    if (last >= 48 && last <= 57 && value.length < 30 && isScientificEnd(text, end) && isScientific(value))
      refusals.add("scientific_notation", { line: row.line, column: nameAt(index), found: value });
    return value;
  }

  function dateAt(row: CsvRow, column: DateColumn): string | null {
    const { index } = column;
    if (index < 0) return null;
    const start = row.starts[index] ?? 0;
    const length = (row.ends[index] ?? 0) - start;
    if (length === 0) return null;
    if (length === column.last.length && row.text.startsWith(column.last, start)) return column.value;
    const printed = row.text.slice(start, start + length);
    const value = column.isUsual(row.text, start, length)
      ? `${row.text.slice(start, start + 19)}.000Z`
      : readDate(printed.trim(), style.order);
    if (value === null) {
      if (printed.trim() !== "")
        refusals.add("date_unreadable", { line: row.line, column: column.header, found: printed });
      return null;
    }
    column.last = printed;
    column.value = value;
    return value;
  }

  /** Minor units with their printed sign; NaN when refused. */
  function amountOf(row: CsvRow, index: number, decimals: number): number {
    const start = row.starts[index] ?? 0;
    const end = row.ends[index] ?? 0;
    const units = readAmount(row.text, start, end, style.mark, decimals);
    if (Number.isNaN(units)) {
      const place = { line: row.line, column: nameAt(index) };
      refuseAmount(row.text.slice(start, end), style.mark, decimals, place, refusals);
    }
    return units;
  }

  function checkOwner(row: CsvRow, accumulator: PayoutAccumulator): void {
    if (currencyAt >= 0 && !isCell(row, currencyAt, accumulator.currency)) readCurrency(row, accumulator);
    if (merchantAt >= 0 && !isCell(row, merchantAt, accumulator.merchantId)) {
      const merchant = cell(row, merchantAt).trim();
      if (merchant === "" || merchant === accumulator.merchantId) return;
      if (accumulator.merchantId === null) accumulator.merchantId = detach(merchant);
      else
        refusals.add("merchant_differs", {
          line: row.line,
          column: nameAt(merchantAt),
          found: merchant,
          expected: accumulator.merchantId,
        });
    }
  }

  function isBlank(row: CsvRow, index: number): boolean {
    const start = row.starts[index] ?? 0;
    if (start === (row.ends[index] ?? 0)) return true;
    return row.text.charCodeAt(start) <= 32 && cell(row, index).trim() === "";
  }

  function isCell(row: CsvRow, index: number, value: string | null): boolean {
    if (value === null) return false;
    const start = row.starts[index] ?? 0;
    return (row.ends[index] ?? 0) - start === value.length && row.text.startsWith(value, start);
  }

  function readCurrency(row: CsvRow, accumulator: PayoutAccumulator): void {
    const found = cell(row, currencyAt).trim().toUpperCase();
    if (found === "" || found === accumulator.currency) return;
    if (accumulator.currency === null) return adoptCurrency(found, row, accumulator);
    const expected = accumulator.currency;
    refusals.add("currency_differs", { line: row.line, column: nameAt(currencyAt), found, expected });
  }

  function adoptCurrency(found: string, row: CsvRow, accumulator: PayoutAccumulator): void {
    if (!setCurrency(accumulator, found, "column"))
      refusals.add("currency_unknown", { line: row.line, column: nameAt(currencyAt), found });
  }

  /** Rows of one order often have the same values; they share one object then. */
  function extraOf(row: CsvRow, currency: string): Readonly<Record<string, string>> | null {
    let changed = false;
    extraCurrency = currency;
    for (const column of extras) {
      const value = rememberedAt(row, column.index, column.remembered);
      if (value === column.last) continue;
      column.last = value;
      changed = true;
    }
    if (!changed) return lastExtra;
    const extra: Record<string, string> = {};
    let filled = false;
    for (const { name, last } of extras) {
      if (last === null) continue;
      extra[name] = last;
      filled = true;
    }
    lastExtra = filled ? extra : null;
    return lastExtra;
  }

  function read(row: CsvRow, type: number, accumulator: PayoutAccumulator, keep: boolean): void {
    checkOwner(row, accumulator);
    const printed = amountOf(row, amountAt, accumulator.decimals);
    let vat = Number.NaN;
    if (vatAt >= 0 && !isBlank(row, vatAt)) vat = Math.abs(amountOf(row, vatAt, accumulator.decimals));
    if (Number.isNaN(printed)) return;
    const negative = printed < 0;
    const units = negative ? -printed : printed + 0;
    if (units !== 0) noteSign(row, type, negative);
    const detailedType = rememberedAt(row, detailedAt, detailedOf);
    const direction = accumulate(
      accumulator,
      { row: row.line, type, units, negative, vat, detailedType },
      refusals,
    );
    const captured = dateAt(row, captureDate);
    noteCapture(accumulator, captured);
    if (!keep) return;

    const amount = minor(BigInt(units));
    let extra = header.extras.length === 0 ? null : extraOf(row, accumulator.currency ?? "");
    let feeVat: Minor | null = Number.isNaN(vat) ? null : minor(BigInt(vat));
    if (feeVat !== null && feeVat !== 0n && !carriesVat(type)) {
      extra = { ...extra, vat_amount: showMinor(feeVat, accumulator.currency ?? "") };
      feeVat = null;
    }
    const line: SettlementLine = {
      row: row.line,
      type: LINE_TYPES[type] ?? "SALE",
      detailedType,
      saleDate: dateAt(row, saleDate),
      captureDate: captured,
      orderId: textAt(row, orderAt),
      shortOrderId: textAt(row, shortAt),
      captureId: textAt(row, captureAt),
      refundId: textAt(row, refundAt),
      merchantReference1: textAt(row, reference1At),
      merchantReference2: textAt(row, reference2At),
      merchantCaptureReference: textAt(row, captureReferenceAt),
      merchantRefundReference: textAt(row, refundReferenceAt),
      amount,
      effect: effectOf(accumulator, type, direction, amount),
      feeVat,
      feeVatRate: rememberedAt(row, rateAt, rateOf),
      purchaseCountry: rememberedAt(row, countryAt, countryOf),
      paymentMethod: rememberedAt(row, methodAt, methodOf),
      extra,
    };
    emitLine(accumulator, line, type, direction, refusals);
  }

  function noteSign(row: CsvRow, type: number, negative: boolean): void {
    if (signContradicts(signs, type, negative)) {
      const found = { line: row.line, found: cell(row, amountAt), type: LINE_TYPES[type] ?? "SALE" };
      if (negative) signs.minusOnPositive = found;
      else signs.plusOnNegative = found;
    }
  }

  function rememberedAt(row: CsvRow, index: number, value: Remembered): string | null {
    if (index < 0) return null;
    const start = row.starts[index] ?? 0;
    const length = (row.ends[index] ?? 0) - start;
    if (length === 0) return null;
    if (length === value.printed.length && row.text.startsWith(value.printed, start)) return value.kept;
    const printed = row.text.slice(start, start + length);
    const trimmed = printed.trim();
    value.printed = printed;
    value.kept = trimmed === "" ? null : value.make(trimmed);
    return value.kept;
  }

  return { typeOf, read };
}

/** "...E+08" or "...E+008": checked from the end, so that other ids cost nothing. */
function isScientificEnd(text: string, end: number): boolean {
  const third = text.charCodeAt(end - 3);
  const fourth = text.charCodeAt(end - 4);
  return third === 43 || third === 45 || fourth === 43 || fourth === 45;
}

interface DateColumn {
  readonly index: number;
  readonly header: string | null;
  readonly isUsual: (text: string, start: number, length: number) => boolean;
  /** The last cell, and what it was read as. */
  last: string;
  value: string;
}

interface Remembered {
  printed: string;
  kept: string | null;
  readonly make: (text: string) => string;
}

function remembered(make: (text: string) => string): Remembered {
  return { printed: "", kept: null, make };
}

/** The columns of a table by the names that `ProvenPayout.columns` uses. */
export function columnsOf(header: TableHeader): string[] {
  const fields = [...header.places.keys()].flatMap((token) => FIELD_OF[token] ?? []);
  return [...fields, ...header.extras.map(({ name }) => name)];
}
