/** One row of a receivables file: either a receivable, or what is wrong with it, where, and what to do. */
import { messages } from "./messages.ts";
import type { Receivable, ReceivableKind } from "../../books/receivables.ts";
import { minor, type Minor } from "../../money.ts";
import type { ReceivableColumn } from "../../receivable-columns.ts";
import { cell, type CsvRow } from "../../reports/csv/split-csv.ts";
import { normaliseHeader } from "../../reports/values/columns.ts";
import type { Message } from "../../message.ts";
import {
  belowZero,
  noAmount,
  openOutside,
  readCurrency,
  readDate,
  readKind,
  readMoney,
  readNumber,
  readReference,
  TOTAL_ROW,
  type Cell,
} from "./cells.ts";
import { rowNotes } from "./row-notes.ts";
import type { Sheet } from "./sniff.ts";
import { plainCell } from "./spreadsheet-cell.ts";

export interface BadRow {
  /** 1-based. */
  readonly line: number;
  readonly column: string | null;
  /** The raw value, cut to 200 characters. */
  readonly found: string | null;
  readonly what: Message;
  readonly todo: Message;
}

export interface RowReader {
  /** null: a row that is no receivable: blank, or left out by the file's header map. */
  read(row: CsvRow): Receivable | BadRow | null;
  /** What was taken off or left out so far. */
  notes(): readonly Message[];
}

const NONE = minor(0n);

/** Reads rows of one sheet. Made once for a file, as it runs millions of times. `merchantId` is whose rows are that do not say. */
export function rowReader(sheet: Sheet, merchantId = ""): RowReader {
  const { map } = sheet;
  const places = new Map(sheet.at);
  const count = { mended: 0, negative: 0, leftOut: 0, zero: 0 };
  const leavesOut = leavingOut(sheet);
  let line = 0;
  let bad: BadRow | null = null;

  /** The value, or `none` when the row is bad already or by this cell. */
  function take<T>(column: ReceivableColumn, text: string, found: Cell<T>, none: T): T {
    if (bad !== null) return none;
    if ("value" in found) return found.value;
    const [what, todo] = found.wrong;
    bad = { line, column, found: text.slice(0, 200), what, todo };
    return none;
  }

  function takeReference(row: CsvRow, column: ReceivableColumn): string | null {
    const text = cellOf(row, column);
    return text === "" ? null : take(column, text, readReference(text), null);
  }

  function cellOf(row: CsvRow, column: ReceivableColumn): string {
    const place = places.get(column);
    let text = place === undefined ? "" : cell(row, place).trim();
    if (text !== "") {
      const plain = plainCell(text);
      if (plain !== text) count.mended++;
      text = plain;
      if (sheet.endInZero.has(column)) text = text.slice(0, -2);
    }
    if (map === null) return text;
    const cut = map.cutAt[column];
    if (cut !== undefined) text = text.split(cut, 1)[0] ?? "";
    return text === "" ? (map.fixed[column] ?? "") : text;
  }

  /** In order; an amount below zero says that the row is a credit note, where the map says so. */
  function takeAmounts(row: CsvRow, kind: ReceivableKind, currency: string) {
    const amountText = cellOf(row, "amount");
    const signed = take("amount", amountText, readMoney(amountText, currency, sheet), NONE);
    const isNegative = signed < 0n;
    const isCredit = kind === "credit_note" || (isNegative && map?.negative === "credit_note");
    if (isNegative && !isCredit) take("amount", amountText, belowZero(amountText), NONE);
    if (signed === 0n) take("amount", amountText, noAmount(amountText), NONE);
    if (isNegative) count.negative++;
    const amount = isNegative ? minor(-signed) : signed;
    const openText = cellOf(row, "open_amount");
    if (openText === "") return { amount, openAmount: amount, isCredit };
    const read = take("open_amount", openText, readMoney(openText, currency, sheet), NONE);
    const open = isNegative && read < 0n ? minor(-read) : read;
    const openAmount = take("open_amount", openText, openWithin(openText, open, amount), NONE);
    return { amount, openAmount, isCredit };
  }

  function isZero(row: CsvRow): boolean {
    return map?.leaveOutZero === true && /^[-\s]*0+(?:[.,]0+)?$/.test(cellOf(row, "amount"));
  }

  function readRow(row: CsvRow): Receivable | BadRow | null {
    line = row.line;
    bad = tooManyCells(row, sheet);
    const kindText = cellOf(row, "kind");
    const named = take("kind", kindText, readKind(kindText), "invoice");
    const numberText = cellOf(row, "number");
    const number = take("number", numberText, readNumber(numberText), "");
    const currencyText = cellOf(row, "currency");
    const currency = take("currency", currencyText, readCurrency(currencyText), "");
    const { amount, openAmount, isCredit } = takeAmounts(row, named, currency);
    const kind = isCredit ? "credit_note" : named;
    const dateText = cellOf(row, "date");
    const receivable: Receivable = {
      row: line,
      merchantId: takeReference(row, "merchant_id") ?? merchantId,
      kind,
      number,
      orderNumber: takeReference(row, "order_number"),
      orderId: takeReference(row, "order_id"),
      captureId: takeReference(row, "capture_id"),
      refundId: takeReference(row, "refund_id"),
      currency,
      amount,
      openAmount,
      date: dateText === "" ? null : take("date", dateText, readDate(dateText), null),
      credits: creditsOf(takeReference(row, "credits"), kind),
      besides: map === null ? digestOf(row, sheet.unknown) : 0,
    };
    if ((bad !== null || TOTAL.test(numberText)) && isTotal(row))
      return { line, column: null, found: firstFilled(row).slice(0, 200), ...TOTAL_ROW };
    return bad ?? receivable;
  }

  /** "Summa", or an amount by itself below the rows. */
  function isTotal(row: CsvRow): boolean {
    if ([cellOf(row, "kind"), cellOf(row, "number"), firstFilled(row)].some((text) => TOTAL.test(text)))
      return true;
    const kind = places.get("kind");
    const isNamed = cellOf(row, "number") !== "" || (kind !== undefined && cell(row, kind).trim() !== "");
    return !isNamed && cellOf(row, "amount") !== "" && filledCells(row) <= 2;
  }

  return {
    read(row) {
      if (isBlank(row)) return null;
      if (map === null) return readRow(row);
      if (leavesOut(row)) {
        count.leftOut++;
        return null;
      }
      if (map.amountOnFirstRow && cellOf(row, "amount") === "" && cellOf(row, "number") !== "") return null;
      if (isZero(row)) {
        count.zero++;
        return null;
      }
      return readRow(row);
    },
    notes: () => rowNotes(count),
  };
}

/** What people and programs call the row below the others. */
const TOTAL =
  /^(?:summa|summering|totalt?|totalsumma|total sum|grand total|sum|sub ?total|delsumma|i alt|sammanlagt|yhteensä)[\s:.=]*$/i;

function creditsOf(credits: string | null, kind: ReceivableKind): string | null {
  return kind !== "credit_note" || credits === "0" ? null : credits;
}

function openWithin(text: string, open: Minor, amount: Minor): Cell<Minor> {
  return open >= 0n && open <= amount ? { value: open } : openOutside(text);
}

/** Rows that the map names by a value of theirs. */
function leavingOut({ map, names }: Sheet): (row: CsvRow) => boolean {
  const out = Object.entries(map?.leaveOut ?? {}).flatMap(([header, values]) => {
    const place = names.indexOf(normaliseHeader(header));
    return place === -1 ? [] : [{ place, values: new Set(values.map((value) => value.toLowerCase())) }];
  });
  return (row) =>
    out.some(({ place, values }) => values.has(plainCell(cell(row, place).trim()).toLowerCase()));
}

function firstFilled(row: CsvRow): string {
  for (let at = 0; at < row.count; at++) {
    const text = plainCell(cell(row, at).trim());
    if (text !== "") return text;
  }
  return "";
}

function filledCells(row: CsvRow): number {
  let filled = 0;
  for (let at = 0; at < row.count; at++) if (cell(row, at).trim() !== "") filled++;
  return filled;
}

/** Most rows begin with their kind. */
function isBlank(row: CsvRow): boolean {
  for (let at = 0; at < row.count; at++) if (cell(row, at).trim() !== "") return false;
  return true;
}

/** FNV-1a over the cells, with the place of each: the same digest for the same cells. */
function digestOf(row: CsvRow, places: readonly number[]): number {
  if (places.length === 0) return 0;
  let digest = 0x811c9dc5;
  for (const place of places) {
    if (place >= row.count) continue;
    const end = row.ends[place] ?? 0;
    for (let at = row.starts[place] ?? 0; at < end; at++)
      digest = Math.imul(digest ^ row.text.charCodeAt(at), 0x01000193);
    digest = Math.imul(digest ^ (place + 0x10000), 0x01000193);
  }
  return digest;
}

/** Cells that no header names: a delimiter inside a value that should have been quoted. Empty ones do no harm. */
function tooManyCells(row: CsvRow, { width, delimiter }: Sheet): BadRow | null {
  for (let at = width; at < row.count; at++) {
    const found = cell(row, at);
    if (found.trim() === "") continue;
    return {
      line: row.line,
      column: null,
      found: found.slice(0, 200),
      what: messages.lineCellsHeaderLine({ count: row.count, width }),
      todo: {
        sv: `Sätt citattecken kring värden som innehåller ${nameOf(delimiter).sv}.`,
        en: `Put quotation marks around values that contain ${nameOf(delimiter).en}.`,
      },
    };
  }
  return null;
}

function nameOf(delimiter: string): Message {
  if (delimiter === ";") return messages.aSemicolon;
  if (delimiter === ",") return messages.aComma;
  return messages.aTab;
}
