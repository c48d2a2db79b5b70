/**
 * Reads one row of the transaction list into a settlement line and adds it to the totals. This is the hot path: cells are
 * read in place from the text, and a value that repeats the row above is not created again.
 */
import { minor } from "../../money.ts";
import { readAmount, type Mark } from "../values/amount.ts";
import { FIELD_OF, type LineToken } from "../values/columns.ts";
import { cell, type CsvRow } from "./csv-row.ts";
import {
  accumulate,
  effectOf,
  emitLine,
  feeVatOf,
  keepSign,
  noteCapture,
  signContradicts,
  withGoodsVat,
  type Signs,
} from "../payout/computed-totals.ts";
import { nameCurrency, nameMerchant } from "../payout/payout-facts.ts";
import type { DateOrder } from "../values/date.ts";
import { plainRate } from "../values/canonical.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import { LINE_TYPES, type SettlementLine } from "../report.ts";
import { ExtraColumns } from "./extra-columns.ts";
import type { TableHeader } from "./layout.ts";
import { DateColumn, RememberedColumn } from "./remembered-column.ts";
import { rowType } from "./row-type.ts";
import { isScientific, refuseAmount } from "../payout/summary.ts";
import type { PayoutAccumulator } from "../payout/accumulator.ts";

export interface CellStyle {
  readonly mark: Mark;
  readonly order: DateOrder | null;
}

export class LineReader {
  readonly #headers: readonly string[];
  readonly #style: CellStyle;
  readonly #signs: Signs;
  readonly #refusals: RefusalList;
  readonly #typeAt: number;
  readonly #amountAt: number;
  readonly #vatAt: number;
  readonly #currencyAt: number;
  readonly #merchantAt: number;
  readonly #orderAt: number;
  readonly #shortAt: number;
  readonly #captureAt: number;
  readonly #refundAt: number;
  readonly #reference1At: number;
  readonly #reference2At: number;
  readonly #captureReferenceAt: number;
  readonly #refundReferenceAt: number;
  readonly #saleDate: DateColumn;
  readonly #captureDate: DateColumn;
  readonly #detailed: RememberedColumn;
  readonly #rate: RememberedColumn;
  readonly #country: RememberedColumn;
  readonly #method: RememberedColumn;
  readonly #extras: ExtraColumns | null;

  constructor(
    { places, headers, extras }: TableHeader,
    style: CellStyle,
    signs: Signs,
    refusals: RefusalList,
  ) {
    const at = (token: LineToken) => places.get(token) ?? -1;
    const dates = (token: LineToken) =>
      new DateColumn(at(token), headers[at(token)] ?? null, style.order, refusals);
    this.#headers = headers;
    this.#style = style;
    this.#signs = signs;
    this.#refusals = refusals;
    this.#typeAt = at("type");
    this.#amountAt = at("amount");
    this.#vatAt = at("vat_amount");
    this.#currencyAt = at("posting_currency");
    this.#merchantAt = at("merchant_id");
    this.#orderAt = at("order_id");
    this.#shortAt = at("short_order_id");
    this.#captureAt = at("capture_id");
    this.#refundAt = at("refund_id");
    this.#reference1At = at("merchant_reference1");
    this.#reference2At = at("merchant_reference2");
    this.#captureReferenceAt = at("merchant_capture_reference");
    this.#refundReferenceAt = at("merchant_refund_reference");
    this.#saleDate = dates("sale_date");
    this.#captureDate = dates("capture_date");
    this.#detailed = new RememberedColumn(at("detailed_type"));
    this.#rate = new RememberedColumn(at("vat_rate"), plainRate);
    this.#country = new RememberedColumn(at("purchase_country"));
    this.#method = new RememberedColumn(at("initial_payment_method_type"));
    this.#extras = extras.length === 0 ? null : new ExtraColumns(extras, style.mark);
  }

  /** The place of the row's type in LINE_TYPES, or -1. */
  typeOf(row: CsvRow): number {
    return rowType(row, this.#typeAt);
  }

  /** Adds the row to the payout's totals and, when `keep`, its line to the payout's batch or to the undecided lines. */
  read(row: CsvRow, type: number, accumulator: PayoutAccumulator, keep: boolean): void {
    this.#checkOwner(row, accumulator);
    const printed = this.#amount(row, this.#amountAt, accumulator.decimals);
    let vat = Number.NaN;
    if (this.#vatAt >= 0 && !isBlank(row, this.#vatAt))
      vat = Math.abs(this.#amount(row, this.#vatAt, accumulator.decimals));
    if (Number.isNaN(printed)) return;
    const negative = printed < 0;
    const units = negative ? -printed : printed + 0;
    if (units !== 0 && signContradicts(this.#signs, type, negative))
      keepSign(this.#signs, type, negative, row.line, cell(row, this.#amountAt));
    const detailedType = this.#detailed.read(row);
    const direction = accumulate(
      accumulator,
      { row: row.line, type, units, negative, vat, detailedType },
      this.#refusals,
    );
    const captured = this.#captureDate.read(row);
    noteCapture(accumulator, captured);
    if (!keep) return;

    const amount = minor(BigInt(units));
    const extra = this.#extras === null ? null : this.#extras.read(row, accumulator.currency ?? "");
    const line: SettlementLine = {
      row: row.line,
      type: LINE_TYPES[type] ?? "SALE",
      detailedType,
      saleDate: this.#saleDate.read(row),
      captureDate: captured,
      orderId: this.#reference(row, this.#orderAt),
      shortOrderId: this.#reference(row, this.#shortAt),
      captureId: this.#reference(row, this.#captureAt),
      refundId: this.#reference(row, this.#refundAt),
      merchantReference1: this.#reference(row, this.#reference1At),
      merchantReference2: this.#reference(row, this.#reference2At),
      merchantCaptureReference: this.#reference(row, this.#captureReferenceAt),
      merchantRefundReference: this.#reference(row, this.#refundReferenceAt),
      amount,
      effect: effectOf(accumulator, type, direction, amount),
      feeVat: feeVatOf(type, vat),
      feeVatRate: this.#rate.read(row),
      purchaseCountry: this.#country.read(row),
      paymentMethod: this.#method.read(row),
      extra: withGoodsVat(extra, type, vat, accumulator.currency),
    };
    emitLine(accumulator, line, type, direction, this.#refusals);
  }

  #checkOwner(row: CsvRow, accumulator: PayoutAccumulator): void {
    const { currency, merchantId } = accumulator;
    if (this.#currencyAt >= 0 && !isCell(row, this.#currencyAt, currency)) {
      const found = cell(row, this.#currencyAt).trim().toUpperCase();
      nameCurrency(accumulator, found, row.line, this.#header(this.#currencyAt), this.#refusals);
    }
    if (this.#merchantAt >= 0 && !isCell(row, this.#merchantAt, merchantId)) {
      const found = cell(row, this.#merchantAt).trim();
      nameMerchant(accumulator, found, row.line, this.#header(this.#merchantAt), this.#refusals);
    }
  }

  #header(index: number): string | null {
    return this.#headers[index] ?? null;
  }

  /** Minor units with their printed sign; NaN when refused. */
  #amount({ line, text, starts, ends }: CsvRow, index: number, decimals: number): number {
    const start = starts[index] ?? 0;
    const end = ends[index] ?? 0;
    const { mark } = this.#style;
    const units = readAmount(text, start, end, mark, decimals);
    if (Number.isNaN(units)) {
      const place = { line, column: this.#header(index) };
      refuseAmount(text.slice(start, end), mark, decimals, place, this.#refusals);
    }
    return units;
  }

  /** An id or reference; null when empty. */
  #reference({ line, text, starts, ends }: CsvRow, index: number): string | null {
    if (index < 0) return null;
    const start = starts[index] ?? 0;
    const end = ends[index] ?? 0;
    if (start === end) return null;
    const first = text.charCodeAt(start);
    const last = text.charCodeAt(end - 1);
    let value = text.slice(start, end);
    if (first <= 32 || last <= 32 || first === 160 || last === 160) {
      value = value.trim();
      if (value === "") return null;
    }
    if (last >= 48 && last <= 57 && value.length < 30 && isScientificEnd(text, end) && isScientific(value))
      this.#refusals.add("scientific_notation", { line, column: this.#header(index), found: value });
    return value;
  }
}

function isBlank(row: CsvRow, index: number): boolean {
  const start = row.starts[index] ?? 0;
  if (start === (row.ends[index] ?? 0)) return true;
  return row.text.charCodeAt(start) <= 32 && cell(row, index).trim() === "";
}

function isCell({ text, starts, ends }: CsvRow, index: number, value: string | null): boolean {
  if (value === null) return false;
  const start = starts[index] ?? 0;
  return (ends[index] ?? 0) - start === value.length && text.startsWith(value, start);
}

/** "...E+08" or "...E+008": checked from the end, so that other ids cost nothing. */
function isScientificEnd(text: string, end: number): boolean {
  const third = text.charCodeAt(end - 3);
  const fourth = text.charCodeAt(end - 4);
  return third === 43 || third === 45 || fourth === 43 || fourth === 45;
}

/** The columns of a table by the names that `ProvenPayout.columns` uses. */
export function columnsOf(header: TableHeader): string[] {
  const fields = [...header.places.keys()].flatMap((token) => FIELD_OF[token] ?? []);
  return [...fields, ...header.extras.map(({ name }) => name)];
}
