/**
 * Finds out how a CSV is written: its delimiter, its columns, the format of amounts and dates, and whether the summary
 * comes before its list. Reads the head of the file, and all of it only when the head leaves something open.
 */
import { isKnownName } from "../values/columns.ts";
import { CsvSplitter, MAX_COLUMNS } from "./split-csv.ts";
import { cell, type CsvRow } from "./csv-row.ts";
import { textDecoding } from "../values/encoding.ts";
import { formatEvidence, type FormatEvidence } from "./cell-format.ts";
import { noSigns } from "../payout/computed-totals.ts";
import { LineReader } from "./line.ts";
import { refusalList } from "../refusals/refusal.ts";
import { scan, type FileHead } from "./scan.ts";
import { LayoutReader, type SummaryCell, type TableHeader } from "./layout.ts";
import type { ByteSource, ReadOptions } from "../report.ts";
import { summaryField } from "../values/columns.ts";

export const DELIMITERS = [";", ",", "\t", "|"] as const;

export interface CsvSniff {
  readonly evidence: FormatEvidence;
  /** The summary and the lists in the order in which they come, the first few of them. */
  readonly parts: readonly ("summary" | "vertical summary" | "table")[];
  readonly tables: readonly TableHeader[];
  readonly summaries: readonly (readonly SummaryCell[])[];
  readonly rows: number;
}

/** Parts of the layout that are kept; a file of many blocks repeats them. */
const MAX_PARTS = 6;

/** The currency of the summaries, where they have one and the same: for lists that come before their summary. */
export function declaredCurrency({ summaries }: CsvSniff): string | null {
  const declared = new Set<string>();
  for (const fields of summaries) {
    for (const { name, value } of fields) {
      const field = summaryField(name);
      if (field?.kind === "fact" && field.name === "settlement_currency") declared.add(value.toUpperCase());
    }
  }
  const [only] = declared;
  return declared.size === 1 ? (only ?? null) : null;
}

/** The text of the head, up to its last complete line; null when it cannot be decoded. */
export function headText({ bytes, complete }: FileHead): string | null {
  const decoding = textDecoding(bytes);
  let text = "";
  const take = (piece: string) => {
    text += piece;
    return true;
  };
  if (decoding.write(bytes, take)) return null;
  if (complete) return decoding.end(take) ? null : text;
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
  return end === -1 ? text : text.slice(0, end + 1);
}

/** The delimiter with which the first lines have the most known names; null when there are none. */
export function findDelimiter(text: string, nameOf: (raw: string) => string): string | null {
  const hint = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (hint && DELIMITERS.some((delimiter) => delimiter === hint)) return hint;
  let best: string | null = null;
  let most = 0;
  const lines = text.split(/\r\n|\n|\r/, DELIMITER_LINES);
  for (const delimiter of DELIMITERS) {
    let known = 0;
    // Headers have no delimiters inside, so quotes need no care here.
    for (const line of lines) {
      if (!line.includes(delimiter)) continue;
      for (const value of line.split(delimiter, MAX_COLUMNS)) {
        if (value.length <= MAX_NAME && value.length > 0 && isKnownName(nameOf(value))) known++;
      }
    }
    if (known > most) {
      most = known;
      best = delimiter;
    }
  }
  return best;
}

/** Lines read to find the delimiter: headers come first, and of labels below each other a dozen is enough. */
const DELIMITER_LINES = 12;
/** Longer than any name of a column, with quotes and spaces around it. */
const MAX_NAME = 80;

/** The line that Excel puts first to remember the delimiter. */
export function isDelimiterHint(row: CsvRow): boolean {
  return row.line === 1 && row.count <= 2 && /^sep=/i.test(row.text);
}

/** Sniffs `text`; the caller decides whether that was enough. */
export function sniffText(text: string, delimiter: string, nameOf: (raw: string) => string): CsvSniff {
  const sniffer = startSniffing(nameOf);
  const splitter = new CsvSplitter(delimiter, sniffer.onRow);
  splitter.write(text);
  splitter.end();
  return sniffer.end();
}

/** Sniffs the whole file. */
export async function sniffAll(
  source: ByteSource,
  head: Uint8Array,
  delimiter: string,
  nameOf: (raw: string) => string,
  options: ReadOptions,
): Promise<CsvSniff> {
  const sniffer = startSniffing(nameOf);
  // Bad rows are refused by the reading that follows, which knows the format.
  const refusals = refusalList(options.name);
  await scan(source, { head, delimiter, refusals, signal: options.signal, onRow: sniffer.onRow });
  return sniffer.end();
}

function startSniffing(nameOf: (raw: string) => string): {
  onRow: (row: CsvRow) => boolean;
  end: () => CsvSniff;
} {
  const found = formatEvidence();
  const parts: ("summary" | "vertical summary" | "table")[] = [];
  const tables: TableHeader[] = [];
  const summaries: (readonly SummaryCell[])[] = [];
  const ignored = refusalList("");
  let reader: LineReader | null = null;
  let amounts: readonly number[] = [];
  let dates: readonly number[] = [];
  let header: TableHeader | null = null;
  let rows = 0;

  const layout = new LayoutReader(
    nameOf,
    {
      summary(fields) {
        const vertical = fields.length > 1 && fields[0]?.line !== fields[1]?.line;
        if (parts.length < MAX_PARTS) parts.push(vertical ? "vertical summary" : "summary");
        if (summaries.length < MAX_PARTS) summaries.push(fields);
        for (const { name, value, line, header: column } of fields) {
          const field = summaryField(name);
          if (field?.kind === "fact") {
            if (field.name === "payout_date") found.date(value, { line, column });
          } else if (field) found.amount(value, { line, column });
        }
      },
      table(next) {
        if (parts.length < MAX_PARTS) parts.push("table");
        if (tables.length < MAX_PARTS) tables.push(next);
        header = next;
        reader = new LineReader(next, { mark: ".", order: null }, noSigns(), ignored);
        const places = (tokens: readonly ("amount" | "vat_amount" | "sale_date" | "capture_date")[]) =>
          tokens.flatMap((token) => next.places.get(token) ?? []);
        amounts = places(["amount", "vat_amount"]);
        dates = places(["sale_date", "capture_date"]);
      },
      incompleteTable(next) {
        if (tables.length < MAX_PARTS) tables.push(next);
      },
      row(row) {
        if (!reader || reader.typeOf(row) < 0) return false;
        rows++;
        for (const index of amounts) see(found.amount, row, index);
        for (const index of dates) see(found.date, row, index);
        return true;
      },
      unknownType() {},
    },
    ignored,
  );

  function see(note: FormatEvidence["amount"], row: CsvRow, index: number): void {
    const text = cell(row, index).trim();
    if (text !== "") note(text, { line: row.line, column: header?.headers[index] ?? null });
  }

  return {
    onRow(row) {
      if (!isDelimiterHint(row)) layout.row(row);
      return true;
    },
    end() {
      layout.end();
      return { evidence: found, parts, tables, summaries, rows };
    },
  };
}
