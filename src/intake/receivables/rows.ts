/** The rows of a CSV file, piece by piece: decoding and splitting are the report room's, the words are ours. */
import { messages } from "./messages.ts";
import {
  csvSplitter,
  MAX_COLUMNS,
  MAX_ROW_LENGTH,
  type CsvFault,
  type CsvRow,
} from "../../reports/csv/split-csv.ts";
import { textDecoding, type DecodeFault, type TextDecoding } from "../../reports/values/encoding.ts";
import type { ByteSource } from "../../reports/report.ts";
import type { Message } from "../../message.ts";
import { lineSplitter } from "./line-splitter.ts";
import type { QuarantineReason } from "../files/quarantine.ts";

export interface RowReading {
  readonly delimiter: string;
  /** The row is valid only until it returns. Blank lines come as rows of one empty cell. */
  onRow(row: CsvRow): void;
  /** Given: each line is a row by itself, and those that are none come here; else the first such ends the reading. */
  readonly onFault?: (fault: QuarantineReason) => void;
  /** After each piece of the file; awaited before the next one is read. */
  readonly onPiece?: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Why a file could not be read on. What was read before has been handed on. */
export interface ReadFault {
  /** "row": something is wrong with the rows; "text": it is no text that can be read. */
  readonly of: "row" | "text";
  readonly reason: QuarantineReason;
}

/** null when all was read. */
export async function readRows(source: ByteSource, reading: RowReading): Promise<ReadFault | null> {
  const { delimiter, onRow, onFault, onPiece, signal } = reading;
  const splitter =
    onFault === undefined
      ? csvSplitter(delimiter, (row) => {
          onRow(row);
          return true;
        })
      : lineSplitter(delimiter, onRow, (fault) => onFault(wordsOf(fault)));
  let decoding: TextDecoding | undefined;
  let rowFault: CsvFault | null = null;
  const write = (text: string) => {
    rowFault ??= splitter.write(text);
    return rowFault === null;
  };
  const faultOf = (textFault: DecodeFault | null): ReadFault | null => {
    if (rowFault !== null) return { of: "row", reason: wordsOf(rowFault) };
    return textFault === null ? null : { of: "text", reason: wordsOf(textFault) };
  };
  for await (const bytes of source()) {
    signal?.throwIfAborted();
    decoding ??= textDecoding(bytes);
    const fault = faultOf(decoding.write(bytes, write));
    if (fault !== null) return fault;
    await onPiece?.();
  }
  const textFault = decoding?.end(write) ?? null;
  rowFault ??= splitter.end();
  const fault = faultOf(textFault);
  if (fault === null) await onPiece?.();
  return fault;
}

/** Characters in which a first line must show itself; a file without any line end in them is something else. */
const MAX_HEAD = 1 << 20;

export interface FirstLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** There is nothing but blank lines; `text` is empty then. */
  readonly isEmpty: boolean;
  /** What Excel's own line before the header ("sep=;") says; null when there is none. */
  readonly delimiter: string | null;
}

const EXCELS_LINE = /^"?sep=(.)"?[;,\t ]*$/i;

/** The first line that is not blank, after the one that Excel writes for itself. */
export async function firstLine(
  source: ByteSource,
  signal: AbortSignal | undefined,
): Promise<FirstLine | { readonly fault: QuarantineReason }> {
  let decoding: TextDecoding | undefined;
  let text = "";
  const gather = (piece: string) => {
    text += piece;
    return true;
  };
  const search = (isLast: boolean): FirstLine | null => {
    const lines = text.split(/\r\n|\r|\n/);
    let index = lines.findIndex((one) => one.trim() !== "");
    const delimiter = EXCELS_LINE.exec(lines[index] ?? "")?.[1] ?? null;
    if (delimiter !== null) index = lines.findIndex((one, at) => at > index && one.trim() !== "");
    if (index === -1 || (index === lines.length - 1 && !isLast)) return null;
    return { line: index + 1, text: lines[index] ?? "", isEmpty: false, delimiter };
  };
  for await (const bytes of source()) {
    signal?.throwIfAborted();
    decoding ??= textDecoding(bytes);
    const fault = decoding.write(bytes, gather);
    if (fault !== null) return { fault: wordsOf(fault) };
    const found = search(text.length > MAX_HEAD);
    if (found !== null || text.length > MAX_HEAD) return found ?? NOTHING;
  }
  const fault = decoding?.end(gather) ?? null;
  if (fault !== null) return { fault: wordsOf(fault) };
  return search(true) ?? NOTHING;
}

const NOTHING: FirstLine = { line: 1, text: "", isEmpty: true, delimiter: null };

export const EXPORT_AGAIN: Message = messages.exportAgain;

const WHAT: Readonly<Record<CsvFault["reason"] | DecodeFault, Message>> = {
  quote_open: messages.whatQuoteOpen,
  quote_garbage: messages.whatQuoteGarbage,
  row_too_long: messages.whatRowTooLong(MAX_ROW_LENGTH),
  too_many_columns: messages.whatTooManyColumns(MAX_COLUMNS),
  nul_bytes: messages.whatNulBytes,
  encoding_broken: messages.whatEncodingBroken,
};

function wordsOf(fault: CsvFault | DecodeFault): QuarantineReason {
  const isText = typeof fault === "string";
  const reason = isText ? fault : fault.reason;
  return {
    code: "unreadable",
    reason,
    line: isText ? null : fault.line,
    column: null,
    found: isText ? null : fault.found,
    expected: null,
    what: WHAT[reason],
    todo: EXPORT_AGAIN,
  };
}
