/**
 * A first look at a receivables file: its header, which mark parts kronor from öre, and what a spreadsheet has done to whole
 * columns. All of that is decided once for the file, from all of its rows, and never cell by cell.
 */
import { messages } from "./messages.ts";
import type { ReceivableColumn } from "../../receivable-columns.ts";
import type { Mark } from "../../reports/values/amount.ts";
import { cell, type CsvRow } from "../../reports/csv/split-csv.ts";
import type { ByteSource } from "../../reports/report.ts";
import type { Message } from "../../message.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import { layOut, type Layout } from "./header.ts";
import type { HeaderMap } from "./header-map.ts";
import { firstLine, readRows } from "./rows.ts";
import { endsInZero, plainCell } from "./spreadsheet-cell.ts";

/** How a file is laid out. */
export interface Sheet extends Layout {
  /** null: no amount in the file shows it, so only amounts that mean the same either way can be read. */
  readonly mark: Mark | null;
  /** Both marks are shown: an amount that could be read both ways is refused. */
  readonly mixed: boolean;
  /** Some line has a misplaced quotation mark, so each line is read by itself. */
  readonly lineByLine: boolean;
  /** Columns of numbers in which a spreadsheet has put ".0" behind every one. */
  readonly endInZero: ReadonlySet<ReceivableColumn>;
}

export type Survey =
  | { readonly outcome: "surveyed"; readonly sheet: Sheet }
  | { readonly outcome: "refused"; readonly refusal: QuarantineReason };

export interface SurveyOptions {
  readonly maps?: readonly HeaderMap[] | undefined;
  readonly signal?: AbortSignal | undefined;
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

export async function surveyReceivables(
  source: ByteSource,
  { maps = [], signal }: SurveyOptions = {},
): Promise<Survey> {
  const first = await firstLine(source, signal);
  if ("fault" in first) return { outcome: "refused", refusal: first.fault };
  const layout = layOut(first, maps);
  if ("refusal" in layout) return { outcome: "refused", refusal: layout.refusal };
  const { delimiter, headerLine } = layout;
  let seen = contentsOf(layout);
  const onRow = (row: CsvRow) => {
    if (row.line > headerLine) seen.look(row);
  };
  let fault = await readRows(source, { delimiter, onRow, signal });
  const lineByLine = fault?.of === "row";
  if (lineByLine) {
    seen = contentsOf(layout);
    fault = await readRows(source, { delimiter, onRow, onFault: () => undefined, signal });
  }
  if (fault !== null) return { outcome: "refused", refusal: fault.reason };
  const { marks, endInZero } = seen;
  const zeros = endInZero();
  const sheet: Sheet = {
    ...layout,
    mark: marks["."] + marks[","] === 0 ? null : marks["."] >= marks[","] ? "." : ",",
    mixed: marks["."] > 0 && marks[","] > 0,
    lineByLine,
    endInZero: zeros,
    notes: [...layout.notes, ...[...zeros].map(zerosTakenOff)],
  };
  return { outcome: "surveyed", sheet };
}

/** What is counted over all rows of a file. */
function contentsOf({ at }: Layout) {
  const amounts = [at.get("amount"), at.get("open_amount")].filter((place) => place !== undefined);
  const numbers = NUMBERS.flatMap((column) => {
    const place = at.get(column);
    return place === undefined ? [] : [{ column, place, filled: 0, zeros: 0 }];
  });
  const marks = { ".": 0, ",": 0 };
  return {
    marks,
    look(row: CsvRow) {
      for (const place of amounts) {
        const shown = markShownBy(row, place);
        if (shown !== null) marks[shown]++;
      }
      for (const one of numbers) {
        if (one.place >= row.count) continue;
        const [start, end] = [row.starts[one.place] ?? 0, row.ends[one.place] ?? 0];
        if (start === end) continue;
        one.filled++;
        if (endsInZero(row.text, start, end)) one.zeros++;
      }
    },
    endInZero: (): ReadonlySet<ReceivableColumn> =>
      new Set(
        numbers.filter(({ filled, zeros }) => zeros > 0 && zeros === filled).map(({ column }) => column),
      ),
  };
}

/** Which decimal mark an amount can only have; null when it could have either, or is none. */
function markShownBy(row: CsvRow, place: number): Mark | null {
  const end = row.ends[place] ?? 0;
  if (place >= row.count) return null;
  // nearly every amount: two decimals
  const code = row.text.charCodeAt(end - 3);
  if (end - 3 > (row.starts[place] ?? 0) && (code === 46 || code === 44)) return code === 46 ? "." : ",";
  return markOf(plainCell(cell(row, place).trim()));
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

function zerosTakenOff(column: ReceivableColumn): Message {
  return messages.allValuesColumnEndSpreadsheet(column);
}
