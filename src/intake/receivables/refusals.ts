/** Why a file, or a line of it, is refused as a list of receivables: what was found, and what to do. */
import { messages } from "./messages.ts";
import { RECEIVABLE_COLUMNS, REQUIRED_COLUMNS } from "../../receivable-columns.ts";
import { MAX_COLUMNS, MAX_ROW_LENGTH } from "../../reports/csv/split-csv.ts";
import type { DecodeFault } from "../../reports/values/encoding.ts";
import type { Message } from "../../message.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import type { BadRow } from "./bad-row.ts";

export function emptyFile(): QuarantineReason {
  return {
    ...whole("empty_file"),
    what: messages.fileEmpty,
    todo: messages.exportAgain,
  };
}

/** Whether a header is one of Klarna's: a settlement report that was put into the wrong folder. */
export function isReport(text: string): boolean {
  return /payment_reference|total_\w+_amount|capture_date|detailed_type/i.test(text);
}

export function noReceivables(line: number, text: string): QuarantineReason {
  return {
    ...whole("not_receivables"),
    line,
    found: text.slice(0, 200),
    expected: REQUIRED_COLUMNS.join(", "),
    what: messages.notReceivables(RECEIVABLE_COLUMNS.join(", ")),
    todo: isReport(text) ? messages.notReceivablesButReport : messages.notReceivablesTodo,
  };
}

export function missingColumns(
  line: number,
  missing: readonly string[],
  names: readonly string[],
): QuarantineReason {
  return {
    ...whole("missing_column"),
    line,
    column: missing[0] ?? null,
    found: names.join(", ").slice(0, 200),
    expected: missing.join(", "),
    what: messages.columnMissing({
      missing: missing.join(", "),
      names: names.join(", ").slice(0, 500),
    }),
    todo: messages.columnMissingTodo,
  };
}

export function twice(line: number, name: string): QuarantineReason {
  return {
    ...whole("duplicate_column"),
    line,
    column: name,
    found: name,
    what: messages.columnTwice(name),
    todo: messages.columnTwiceTodo,
  };
}

export function severalMaps(line: number, maps: readonly string[]): QuarantineReason {
  const list = maps.join(", ");
  return {
    ...whole("several_maps"),
    line,
    found: list,
    what: messages.severalMaps(list),
    todo: messages.severalMapsTodo,
  };
}

/** Why a line is no row. */
export type LineFault = "quote_open" | "quote_garbage" | "row_too_long" | "too_many_columns";

const WHAT: Readonly<Record<LineFault | DecodeFault, Message>> = {
  quote_open: messages.quoteOpen,
  quote_garbage: messages.quoteGarbage,
  row_too_long: messages.rowTooLong(MAX_ROW_LENGTH),
  too_many_columns: messages.tooManyColumns(MAX_COLUMNS),
  nul_bytes: messages.nulBytes,
  encoding_broken: messages.encodingBroken,
};

export function brokenText(fault: DecodeFault): QuarantineReason {
  return { ...whole(fault), what: WHAT[fault], todo: messages.exportAgain };
}

export function brokenLine(fault: LineFault, line: number, text: string): BadRow {
  return { line, column: null, found: text.slice(0, 200), what: WHAT[fault], todo: messages.exportAgain };
}

/** What is the same of every refusal of a whole file, unless it is overridden. */
function whole(reason: string) {
  return { code: "unreadable", reason, line: null, column: null, found: null, expected: null };
}
