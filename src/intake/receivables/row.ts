/** Reads one row of a receivables list: a receivable, or what is wrong with the row, where, and what to do. */
import type { Receivable, ReceivableKind } from "../../books/receivables.ts";
import { minor, type Minor } from "../../money.ts";
import type { ReceivableColumn } from "../../receivable-columns.ts";
import type { Message } from "../../message.ts";
import type { BadRow } from "./bad-row.ts";
import {
  belowZero,
  noAmount,
  openOutside,
  readCurrency,
  readDay,
  readKind,
  readMoney,
  readNumber,
  readReference,
  TOTAL_ROW,
  type CellValue,
} from "./cells.ts";
import {
  cellsDigest,
  filledCells,
  firstFilled,
  isBlank,
  isTotalWord,
  leavingOut,
  tooManyCells,
} from "./row-cells.ts";
import { rowNotes } from "./row-notes.ts";
import type { ListRow } from "./rows.ts";
import type { ListFormat } from "./list-format.ts";
import { plainCell } from "./spreadsheet-cell.ts";

const NONE = minor(0n);
const NO_ROW: ListRow = { line: 0, cells: [] };

/** Made once for a file, as it reads millions of rows. */
export class RowReader {
  readonly #format: ListFormat;
  readonly #merchantId: string;
  readonly #leavesOut: (row: ListRow) => boolean;
  readonly #count = { mended: 0, negative: 0, leftOut: 0, zero: 0 };
  /** The row that is being read, and the first thing wrong with it. */
  #row = NO_ROW;
  #bad: BadRow | null = null;

  /** `merchantId`: whose the receivables of rows are that name no merchant. */
  constructor(format: ListFormat, merchantId = "") {
    this.#format = format;
    this.#merchantId = merchantId;
    this.#leavesOut = leavingOut(format.map, format.names);
  }

  /** null: a row that is no receivable: blank, or left out by the file's header map. */
  read(row: ListRow): Receivable | BadRow | null {
    if (isBlank(row)) return null;
    this.#row = row;
    this.#bad = null;
    return this.#isLeftOut() ? null : this.#readRow();
  }

  /** What was taken off or left out so far. */
  notes(): readonly Message[] {
    return rowNotes(this.#count);
  }

  #isLeftOut(): boolean {
    const { map } = this.#format;
    if (map === null) return false;
    if (this.#leavesOut(this.#row)) {
      this.#count.leftOut++;
      return true;
    }
    if (map.amountOnFirstRow && this.#cell("amount") === "" && this.#cell("number") !== "") return true;
    if (!map.leaveOutZero || !/^[-\s]*0+(?:[.,]0+)?$/.test(this.#cell("amount"))) return false;
    this.#count.zero++;
    return true;
  }

  #readRow(): Receivable | BadRow {
    const row = this.#row;
    this.#bad = tooManyCells(row, this.#format);
    const kindText = this.#cell("kind");
    const named = this.#take("kind", kindText, readKind(kindText), "invoice");
    const numberText = this.#cell("number");
    const number = this.#take("number", numberText, readNumber(numberText), "");
    const currencyText = this.#cell("currency");
    const currency = this.#take("currency", currencyText, readCurrency(currencyText), "");
    const { amount, openAmount, isCredit } = this.#takeAmounts(named, currency);
    const kind = isCredit ? "credit_note" : named;
    const dateText = this.#cell("date");
    const receivable: Receivable = {
      row: row.line,
      merchantId: this.#takeReference("merchant_id") ?? this.#merchantId,
      kind,
      number,
      orderNumber: this.#takeReference("order_number"),
      orderId: this.#takeReference("order_id"),
      captureId: this.#takeReference("capture_id"),
      refundId: this.#takeReference("refund_id"),
      currency,
      amount,
      openAmount,
      date: dateText === "" ? null : this.#take("date", dateText, readDay(dateText), null),
      credits: creditsOf(this.#takeReference("credits"), kind),
      otherCells: this.#format.map === null ? cellsDigest(row, this.#format.unknown) : 0,
    };
    if ((this.#bad !== null || isTotalWord(numberText)) && this.#isTotal())
      return { line: row.line, column: null, found: firstFilled(row).slice(0, 200), ...TOTAL_ROW };
    return this.#bad ?? receivable;
  }

  /** An amount below zero says that the row is a credit note, where the map says so. */
  #takeAmounts(kind: ReceivableKind, currency: string) {
    const format = this.#format;
    const amountText = this.#cell("amount");
    const signed = this.#take("amount", amountText, readMoney(amountText, currency, format), NONE);
    const isNegative = signed < 0n;
    const isCredit = kind === "credit_note" || (isNegative && format.map?.negative === "credit_note");
    if (isNegative && !isCredit) this.#take("amount", amountText, belowZero(amountText), NONE);
    if (signed === 0n) this.#take("amount", amountText, noAmount(amountText), NONE);
    if (isNegative) this.#count.negative++;
    const amount = isNegative ? minor(-signed) : signed;
    const openText = this.#cell("open_amount");
    if (openText === "") return { amount, openAmount: amount, isCredit };
    const read = this.#take("open_amount", openText, readMoney(openText, currency, format), NONE);
    const open = isNegative && read < 0n ? minor(-read) : read;
    const openAmount = this.#take("open_amount", openText, openWithin(openText, open, amount), NONE);
    return { amount, openAmount, isCredit };
  }

  #takeReference(column: ReceivableColumn): string | null {
    const text = this.#cell(column);
    return text === "" ? null : this.#take(column, text, readReference(text), null);
  }

  /** The value, or `none` when the row is bad already or by this cell. */
  #take<T>(column: ReceivableColumn, text: string, found: CellValue<T>, none: T): T {
    if (this.#bad !== null) return none;
    if ("value" in found) return found.value;
    const [what, todo] = found.wrong;
    this.#bad = { line: this.#row.line, column, found: text.slice(0, 200), what, todo };
    return none;
  }

  /** The column's text without what a spreadsheet and the header map take off; "" when there is none. */
  #cell(column: ReceivableColumn): string {
    const { at, map, endInZero } = this.#format;
    const place = at.get(column);
    let text = place === undefined ? "" : (this.#row.cells[place] ?? "").trim();
    if (text !== "") {
      const plain = plainCell(text);
      if (plain !== text) this.#count.mended++;
      text = endInZero.has(column) ? plain.slice(0, -2) : plain;
    }
    if (map === null) return text;
    const cut = map.cutAt[column];
    if (cut !== undefined) text = text.split(cut, 1)[0] ?? "";
    return text === "" ? (map.fixed[column] ?? "") : text;
  }

  /** "Summa", or an amount by itself below the rows. */
  #isTotal(): boolean {
    const row = this.#row;
    if ([this.#cell("kind"), this.#cell("number"), firstFilled(row)].some(isTotalWord)) return true;
    const kind = this.#format.at.get("kind");
    const isNamed =
      this.#cell("number") !== "" || (kind !== undefined && (row.cells[kind] ?? "").trim() !== "");
    return !isNamed && this.#cell("amount") !== "" && filledCells(row) <= 2;
  }
}

function creditsOf(credits: string | null, kind: ReceivableKind): string | null {
  return kind !== "credit_note" || credits === "0" ? null : credits;
}

function openWithin(text: string, open: Minor, amount: Minor): CellValue<Minor> {
  return open >= 0n && open <= amount ? { value: open } : openOutside(text);
}
