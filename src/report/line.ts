/**
 * One row of the transaction list becomes one settlement line, and is counted. This is the hot path: cells are read
 * where they lie in the text, and a value that repeats the row above is not made again.
 */
import { decimalsOf, minor, showMinor, type Minor } from "../money.ts";
import { readAmount, readAnyAmount, type Mark } from "./amount.ts";
import { FIELD_OF, type LineToken } from "./columns.ts";
import { cell, type CsvRow } from "./csv.ts";
import { readDate, type DateOrder } from "./date.ts";
import type { RefusalList } from "./refusal.ts";
import { LINE_TYPES, type LineType, type SettlementLine } from "./report.ts";
import type { TableHeader } from "./sheet.ts";
import { isCurrency, isScientific, refuseAmount } from "./stated.ts";
import type { Tally, Undecided } from "./tally.ts";

/** Signs seen so far in the whole file: a minus on what takes from the payout means that the file prints signs. */
export interface Signs {
  minusOnNegative: number;
  /** The first row each of these was seen on; to name it should it contradict the rest. */
  plusOnNegative: { readonly line: number; readonly found: string; readonly type: LineType } | null;
  minusOnPositive: { readonly line: number; readonly found: string; readonly type: LineType } | null;
}

export function noSigns(): Signs {
  return { minusOnNegative: 0, plusOnNegative: null, minusOnPositive: null };
}

/**
 * Lines whose direction only the totals tell are kept in memory until then. A payout has a handful of corrections;
 * what comes in tens of thousands is no correction.
 */
export const MAX_UNDECIDED = 20_000;

// Places in LINE_TYPES.
const RETURN = LINE_TYPES.indexOf("RETURN");
const REVERSAL = LINE_TYPES.indexOf("REVERSAL");
const FEE = LINE_TYPES.indexOf("FEE");
const FEE_REFUND = LINE_TYPES.indexOf("FEE_REFUND");
const TAX = LINE_TYPES.indexOf("TAX");
const COMMISSION = LINE_TYPES.indexOf("COMMISSION");
const CORRECTION = LINE_TYPES.indexOf("CORRECTION");
const CHARGE = LINE_TYPES.indexOf("CHARGE");
const CREDIT = LINE_TYPES.indexOf("CREDIT");
const HOLDBACK = LINE_TYPES.indexOf("HOLDBACK");

/** What each type does to the payout, in the order of LINE_TYPES; 0 is for CORRECTION, which may do both. */
export const DIRECTION: readonly (1 | -1 | 0)[] = (() => {
  const directions: (1 | -1 | 0)[] = Array.from({ length: LINE_TYPES.length }, () => 1);
  for (const type of [RETURN, REVERSAL, FEE, TAX, CHARGE, HOLDBACK]) directions[type] = -1;
  directions[CORRECTION] = 0;
  return directions;
})();

/** Types whose VAT is Klarna's own; on others a VAT column speaks of the goods. */
const CARRIES_VAT: readonly boolean[] = LINE_TYPES.map((_, type) =>
  [FEE, FEE_REFUND, CHARGE, CREDIT].includes(type),
);

const BY_LENGTH: readonly (readonly number[])[] = (() => {
  const lengths: number[][] = Array.from({ length: 32 }, () => []);
  LINE_TYPES.forEach((type, index) => lengths[type.length]?.push(index));
  return lengths;
})();
const NONE: readonly number[] = [];

/** Detailed types under which commission is taken back (docs.klarna.com; Klarna's own client adds the revenue share). */
const TAKEN_BACK: ReadonlySet<string> = new Set([
  "COMMISSION_RETURN",
  "COMMISSION_RETURN_GROSS",
  "COMMISSION_REVERSAL",
  "REVENUE_SHARE_REVERSAL",
]);

/** Extra columns that hold money or rates: printed in the file's own way, kept in the plain one. */
const MONEY_EXTRA = /^(?:tax_amount(?:_[1-4])?|vat_amount|tax_in_currency_of_registration_country)$/;
const RATE_EXTRA = /^(?:tax|vat)_rate(?:_[1-4])?$/;

export interface LineReader {
  /** The place of the row's type in LINE_TYPES, or -1. */
  typeOf(row: CsvRow): number;
  /** Counts the row into the payout and, when `keep`, adds its line to the payout's batch or to those that wait. */
  read(row: CsvRow, type: number, tally: Tally, keep: boolean): void;
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
  const rateOf = remembered((text) => plainRate(text, style.mark));
  const detailedOf = remembered((text) => text);
  const countryOf = remembered((text) => text);
  const methodOf = remembered((text) => text);
  const dateColumn = (token: LineToken) => ({
    index: at(token),
    header: nameAt(at(token)),
    last: "",
    value: "",
  });
  const saleDate = dateColumn("sale_date");
  const captureDate = dateColumn("capture_date");
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
    for (const type of BY_LENGTH[end - start] ?? NONE) {
      if (row.text.startsWith(LINE_TYPES[type] ?? "", start)) return type;
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

  function dateAt(
    row: CsvRow,
    column: { readonly index: number; readonly header: string | null; last: string; value: string },
  ): string | null {
    const { index } = column;
    if (index < 0) return null;
    const start = row.starts[index] ?? 0;
    const length = (row.ends[index] ?? 0) - start;
    if (length === 0) return null;
    if (length === column.last.length && row.text.startsWith(column.last, start)) return column.value;
    const printed = row.text.slice(start, start + length);
    const value = isUsualInstant(printed)
      ? `${printed.slice(0, 19)}.000Z`
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

  function belongs(row: CsvRow, tally: Tally): void {
    if (currencyAt >= 0) {
      const start = row.starts[currencyAt] ?? 0;
      const end = row.ends[currencyAt] ?? 0;
      const { currency } = tally;
      if (currency === null || end - start !== currency.length || !row.text.startsWith(currency, start))
        readCurrency(row, tally);
    }
    if (merchantAt >= 0) {
      const merchant = cell(row, merchantAt).trim();
      if (merchant === "" || merchant === tally.merchantId) return;
      if (tally.merchantId === null) tally.merchantId = merchant;
      else
        refusals.add("merchant_differs", {
          line: row.line,
          column: nameAt(merchantAt),
          found: merchant,
          expected: tally.merchantId,
        });
    }
  }

  function readCurrency(row: CsvRow, tally: Tally): void {
    const found = cell(row, currencyAt).trim().toUpperCase();
    if (found === "" || found === tally.currency) return;
    if (tally.currency === null) return adoptCurrency(found, row, tally);
    const expected = tally.currency;
    refusals.add("currency_differs", { line: row.line, column: nameAt(currencyAt), found, expected });
  }

  function adoptCurrency(found: string, row: CsvRow, tally: Tally): void {
    if (!setCurrency(tally, found, "column"))
      refusals.add("currency_unknown", { line: row.line, column: nameAt(currencyAt), found });
  }

  function extraOf(row: CsvRow, currency: string): Record<string, string> | null {
    let extra: Record<string, string> | null = null;
    for (const { index, name } of header.extras) {
      const start = row.starts[index] ?? 0;
      const end = row.ends[index] ?? 0;
      if (start === end) continue;
      let value = row.text.slice(start, end);
      if (value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32) value = value.trim();
      if (value === "") continue;
      if (MONEY_EXTRA.test(name)) value = plainAmount(value, style.mark, currency);
      else if (RATE_EXTRA.test(name)) value = plainRate(value, style.mark);
      extra ??= {};
      extra[name] = value;
    }
    return extra;
  }

  function read(row: CsvRow, type: number, tally: Tally, keep: boolean): void {
    belongs(row, tally);
    const printed = amountOf(row, amountAt, tally.decimals);
    let vat = Number.NaN;
    if (vatAt >= 0 && row.starts[vatAt] !== row.ends[vatAt] && cell(row, vatAt).trim() !== "")
      vat = Math.abs(amountOf(row, vatAt, tally.decimals));
    if (Number.isNaN(printed)) return;
    const negative = printed < 0;
    const units = negative ? -printed : printed + 0;
    const direction = DIRECTION[type] ?? 0;
    if (units !== 0 && type !== COMMISSION && type !== CORRECTION) noteSign(row, type, direction, negative);

    const detailedType = rememberedAt(row, detailedAt, detailedOf);
    const way = count(tally, type, units, negative, detailedType);
    const carriesVat = CARRIES_VAT[type] === true;
    if (carriesVat && vat > 0) (direction < 0 ? tally.vatOut : tally.vatIn).add(vat);
    tally.lineCount++;
    const captured = dateAt(row, captureDate);
    if (captured !== null && (tally.latestCapture === null || captured > tally.latestCapture))
      tally.latestCapture = captured;
    if (!keep) return;

    const amount = minor(BigInt(units));
    const invoiced = isFee(type) && tally.feeMode === "invoiced";
    let extra = header.extras.length === 0 ? null : extraOf(row, tally.currency ?? "");
    let feeVat: Minor | null = Number.isNaN(vat) ? null : minor(BigInt(vat));
    if (!carriesVat && feeVat !== null && feeVat !== 0n) {
      extra = { ...extra, vat_amount: showMinor(feeVat, tally.currency ?? "") };
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
      effect: invoiced ? minor(0n) : way === "minus" ? minor(BigInt(-units)) : amount,
      feeVat,
      feeVatRate: rememberedAt(row, rateAt, rateOf),
      purchaseCountry: rememberedAt(row, countryAt, countryOf),
      paymentMethod: rememberedAt(row, methodAt, methodOf),
      extra,
    };
    if (way === "plus" || way === "minus") {
      if (isFee(type) && tally.feeMode === "open") return wait(tally, line, "fee");
      tally.effects.add(invoiced ? 0 : way === "minus" ? -units : units);
      tally.batch.push(line);
    } else wait(tally, line, way);
  }

  function wait(tally: Tally, line: SettlementLine, why: Undecided["why"]): void {
    if (tally.undecided.length >= MAX_UNDECIDED) {
      refusals.add("too_many_undecided", { line: line.row, expected: String(MAX_UNDECIDED) });
      return;
    }
    tally.undecided.push({ line, why, correction: tally.corrections.length - 1 });
  }

  function noteSign(row: CsvRow, type: number, direction: number, negative: boolean): void {
    if (direction < 0) {
      if (negative) signs.minusOnNegative++;
      else signs.plusOnNegative ??= signOf(row, type);
    } else if (negative) signs.minusOnPositive ??= signOf(row, type);
  }

  function signOf(row: CsvRow, type: number) {
    return { line: row.line, found: cell(row, amountAt), type: LINE_TYPES[type] ?? "SALE" };
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

/** Counts one amount, and says what the line does to the payout, as far as it can be told now. */
function count(
  tally: Tally,
  type: number,
  units: number,
  negative: boolean,
  detailedType: string | null,
): "plus" | "minus" | "correction" | "commission" {
  if (type === CORRECTION) {
    if (tally.corrections.length < MAX_UNDECIDED)
      tally.corrections.push({ amount: minor(BigInt(units)), negative });
    return "correction";
  }
  if (type === COMMISSION) {
    if (negative) {
      tally.commissionTaken.add(units);
      return "minus";
    }
    if (detailedType !== null && TAKEN_BACK.has(detailedType)) {
      tally.commissionDoubtful.add(units);
      return "commission";
    }
  }
  tally.sums[type]?.add(units);
  return (DIRECTION[type] ?? 1) < 0 ? "minus" : "plus";
}

/** False when it is no currency code. */
export function setCurrency(tally: Tally, currency: string, from: "summary" | "column"): boolean {
  if (!isCurrency(currency)) return false;
  tally.currency = currency;
  tally.currencyFrom = from;
  tally.decimals = decimalsOf(currency);
  return true;
}

function isFee(type: number): boolean {
  return type === FEE || type === FEE_REFUND || type === TAX;
}

/** "...E+08" or "...E+008": seen from the end, so that ids without it cost nothing. */
function isScientificEnd(text: string, end: number): boolean {
  const third = text.charCodeAt(end - 3);
  const fourth = text.charCodeAt(end - 4);
  return third === 43 || third === 45 || fourth === 43 || fourth === 45;
}

interface Remembered {
  printed: string;
  kept: string | null;
  readonly make: (text: string) => string;
}

function remembered(make: (text: string) => string): Remembered {
  return { printed: "", kept: null, make };
}

/** "2018-08-10T07:45:00Z", and a day that there is. */
function isUsualInstant(text: string): boolean {
  return (
    text.length === 20 &&
    /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/.test(text)
  );
}

/** Left as it is when it is no amount: nothing is proven with it. */
function plainAmount(text: string, mark: Mark, currency: string): string {
  const units = readAnyAmount(text, mark, decimalsOf(currency));
  return Number.isNaN(units) ? text : showMinor(BigInt(units), currency);
}

/** "25.00", "25,0" and "25 %" are all "25". */
export function plainRate(text: string, mark: Mark): string {
  const bare = text.replace(/\s*%$/, "");
  const plain = mark === "," ? bare.replace(",", ".") : bare;
  return /^\d+\.\d+$/.test(plain) ? plain.replace(/\.?0+$/, "") : bare;
}

/** The columns of a table by the names that `ProvenPayout.columns` uses. */
export function columnsOf(header: TableHeader): string[] {
  const fields = [...header.places.keys()].flatMap((token) => FIELD_OF[token] ?? []);
  return [...fields, ...header.extras.map(({ name }) => name)];
}
