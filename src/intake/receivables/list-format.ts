/**
 * How a receivables list is written: whether point or comma is the decimal mark, and what a spreadsheet has done to whole
 * columns. That is decided once for the file, never cell by cell, and nearly always by its first rows; so the rows are read
 * while it is found out, and read again only when a later one shows that earlier ones meant something else.
 */
import type { ReceivableColumn } from "../../receivable-columns.ts";
import type { Mark } from "../../reports/values/amount.ts";
import type { ListHeader } from "./header.ts";
import type { ListRow } from "./rows.ts";
import { endsInZero, plainCell } from "./spreadsheet-cell.ts";

export interface ListFormat extends ListHeader {
  /** null: no amount so far shows it, so only amounts that mean the same either way can be read. */
  mark: Mark | null;
  /** Both marks are shown: an amount that could be read both ways is refused. */
  mixed: boolean;
  /** Columns of numbers in which a spreadsheet has put ".0" behind every one. */
  readonly endInZero: Set<ReceivableColumn>;
}

/** Columns of numbers that a spreadsheet may take for decimal ones. */
export const NUMBERS = [
  "number",
  "order_number",
  "order_id",
  "capture_id",
  "refund_id",
  "credits",
  "merchant_id",
] as const;

/** Finds the format row by row. */
export class FormatTracker {
  readonly format: ListFormat;
  /** Rows that were seen before mean something else by the format as it is now. */
  isStale = false;
  readonly #amounts: readonly number[];
  /** Columns of which every value so far ends in ".0". */
  #numbers: readonly { readonly column: ReceivableColumn; readonly place: number }[];
  readonly #marks = { ".": 0, ",": 0 };
  /** Some amount is no whole number and shows no mark: what it means, or why it is refused, depends on the others. */
  #ambiguous: boolean;

  constructor(header: ListHeader) {
    const { at, map } = header;
    this.format = { ...header, mark: null, mixed: false, endInZero: new Set() };
    this.#amounts = [at.get("amount"), at.get("open_amount")].filter((place) => place !== undefined);
    this.#numbers = NUMBERS.flatMap((column) => {
      const place = at.get(column);
      return place === undefined ? [] : [{ column, place }];
    });
    // what a map makes of an amount is not what its cell shows
    this.#ambiguous = [map?.cutAt, map?.fixed].some((made) => made?.amount ?? made?.open_amount);
  }

  /** To be called with each row before it is read by the format. */
  see({ cells }: ListRow): void {
    let ambiguous = false;
    for (const place of this.#amounts) {
      const text = cells[place] ?? "";
      const shown = markShownBy(text);
      if (shown !== null) this.#count(shown);
      else ambiguous ||= text !== "" && !/^\d+$/.test(text);
    }
    this.#ambiguous ||= ambiguous;
    for (const { column, place } of this.#numbers) {
      const text = cells[place] ?? "";
      if (text === "") continue;
      if (endsInZero(text)) this.format.endInZero.add(column);
      else this.#leavesZeros(column);
    }
  }

  #count(shown: Mark): void {
    this.#marks[shown]++;
    const { ".": points, ",": commas } = this.#marks;
    const mark = points >= commas ? "." : ",";
    const mixed = points > 0 && commas > 0;
    const { format } = this;
    if (mark === format.mark && mixed === format.mixed) return;
    if (this.#ambiguous || (format.mark !== null && mark !== format.mark)) this.isStale = true;
    format.mark = mark;
    format.mixed = mixed;
  }

  #leavesZeros(column: ReceivableColumn): void {
    if (this.format.endInZero.delete(column)) this.isStale = true;
    this.#numbers = this.#numbers.filter((one) => one.column !== column);
  }
}

/** Which decimal mark an amount can only have; null when it could have either, or is none. */
function markShownBy(text: string): Mark | null {
  // nearly every amount has two decimals
  const third = text.at(-3);
  if (text.length > 3 && (third === "." || third === ",")) return third;
  return markOf(plainCell(text.trim()));
}

/** "1.234,50", "12,5", "1.234.567" (grouped, so the mark is the comma); not "1.234", "12" or "1 234". */
export function markOf(text: string): Mark | null {
  const marks: readonly string[] = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last !== "." && last !== ",") return null;
  const other: Mark = last === "." ? "," : ".";
  if (marks.includes(other)) return last;
  if (marks.length > 1) return other;
  const decimals = text.length - text.lastIndexOf(last) - 1;
  const whole = text.slice(0, text.lastIndexOf(last)).replace(/\D/g, "");
  return decimals === 3 && whole.length <= 3 && whole !== "0" && whole !== "" ? null : last;
}
