/**
 * Finds out how a receivables list is written: its header, whether point or comma is the decimal mark, and what a
 * spreadsheet has done to whole columns. That is decided once for the file from all of its rows, never cell by cell.
 */
import { messages } from "./messages.ts";
import type { ReceivableColumn } from "../../receivable-columns.ts";
import type { Mark } from "../../reports/values/amount.ts";
import type { ByteSource } from "../../reports/report.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import { firstLine } from "./first-line.ts";
import { readHeader, type ListHeader } from "./header.ts";
import type { HeaderMap } from "./header-map.ts";
import { readRows, type ListRow, type RowReading } from "./rows.ts";
import { endsInZero, plainCell } from "./spreadsheet-cell.ts";

/** How a list is written. */
export interface ListFormat extends ListHeader {
  /** null: no amount in the file shows it, so only amounts that mean the same either way can be read. */
  readonly mark: Mark | null;
  /** Both marks are shown: an amount that could be read both ways is refused. */
  readonly mixed: boolean;
  /** Some line has a misplaced quotation mark, so each line is read by itself. */
  readonly lineByLine: boolean;
  /** Columns of numbers in which a spreadsheet has put ".0" behind every one. */
  readonly endInZero: ReadonlySet<ReceivableColumn>;
}

export type Sniffed =
  | { readonly outcome: "known"; readonly format: ListFormat }
  | { readonly outcome: "refused"; readonly refusal: QuarantineReason };

export interface SniffOptions {
  readonly maps?: readonly HeaderMap[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function sniffReceivables(
  source: ByteSource,
  { maps = [], signal }: SniffOptions = {},
): Promise<Sniffed> {
  const first = await firstLine(source, signal);
  if ("fault" in first) return { outcome: "refused", refusal: first.fault };
  const header = readHeader(first, maps);
  if ("refusal" in header) return { outcome: "refused", refusal: header.refusal };
  let seen = new ColumnStatistics(header);
  const reading: RowReading = {
    delimiter: header.delimiter,
    fromLine: header.headerLine,
    onRow: (row) => row.line > header.headerLine && seen.add(row),
    signal,
  };
  let read = await readRows(source, reading);
  const lineByLine = read.outcome === "broken_row";
  if (lineByLine) {
    seen = new ColumnStatistics(header);
    read = await readRows(source, { ...reading, onBadLine: () => undefined });
  }
  if (read.outcome === "refused") return read;
  const { marks } = seen;
  const endInZero = seen.endInZero();
  const format: ListFormat = {
    ...header,
    mark: marks["."] + marks[","] === 0 ? null : marks["."] >= marks[","] ? "." : ",",
    mixed: marks["."] > 0 && marks[","] > 0,
    lineByLine,
    endInZero,
    notes: [...header.notes, ...[...endInZero].map(messages.zerosTakenOff)],
  };
  return { outcome: "known", format };
}

const NUMBERS = [
  "number",
  "order_number",
  "order_id",
  "capture_id",
  "refund_id",
  "credits",
  "merchant_id",
] as const;

/** What is counted over all rows of a file. */
class ColumnStatistics {
  readonly marks = { ".": 0, ",": 0 };
  readonly #amounts: readonly number[];
  readonly #numbers: readonly { column: ReceivableColumn; place: number; filled: number; zeros: number }[];

  constructor({ at }: ListHeader) {
    this.#amounts = [at.get("amount"), at.get("open_amount")].filter((place) => place !== undefined);
    this.#numbers = NUMBERS.flatMap((column) => {
      const place = at.get(column);
      return place === undefined ? [] : [{ column, place, filled: 0, zeros: 0 }];
    });
  }

  add({ cells }: ListRow): void {
    for (const place of this.#amounts) {
      const shown = markShownBy(cells[place] ?? "");
      if (shown !== null) this.marks[shown]++;
    }
    for (const one of this.#numbers) {
      const text = cells[one.place] ?? "";
      if (text === "") continue;
      one.filled++;
      if (endsInZero(text)) one.zeros++;
    }
  }

  endInZero(): ReadonlySet<ReceivableColumn> {
    const all = this.#numbers.filter(({ filled, zeros }) => zeros > 0 && zeros === filled);
    return new Set(all.map(({ column }) => column));
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
