/**
 * The rows of a list, read by csv-parse piece by piece. A list whose quotation marks are all in place is read as one
 * text, so that a cell may hold line ends. In one that has a misplaced mark every line is a row by itself, so that only
 * the broken lines are refused; cells with line ends are lost then.
 */
import { CsvError, parse, type Options } from "csv-parse";
import { parse as parseText } from "csv-parse/sync";
import { pipeline } from "node:stream/promises";
import { MAX_COLUMNS, MAX_ROW_LENGTH } from "../../reports/csv/split-csv.ts";
import { textDecoding, type DecodeFault, type TextDecoding } from "../../reports/values/encoding.ts";
import type { ByteSource } from "../../reports/report.ts";
import type { QuarantineReason } from "../files/quarantine.ts";
import type { BadRow } from "./bad-row.ts";
import { brokenLine, brokenText, type LineFault } from "./refusals.ts";

export interface ListRow {
  /** 1-based number of the line on which the row starts. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface RowReading {
  readonly delimiter: string;
  /** Where to begin: the line of the headers, 1-based. */
  readonly fromLine: number;
  /** Blank lines come as rows of one empty cell. */
  onRow(row: ListRow): void;
  /** Given: each line is a row by itself, and those that cannot be read come here. */
  readonly onBadLine?: (bad: BadRow) => void;
  /** After each piece of the file; awaited before the next one is read. */
  readonly onPiece?: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

export type RowsRead =
  | { readonly outcome: "read" }
  /** A row is broken, and no `onBadLine` was given. */
  | { readonly outcome: "broken_row" }
  /** It is no text that can be read. */
  | { readonly outcome: "refused"; readonly refusal: QuarantineReason };

/** What was read before a fault has been handed on. */
export async function readRows(source: ByteSource, reading: RowReading): Promise<RowsRead> {
  const { onBadLine } = reading;
  try {
    await (onBadLine === undefined ? readWhole(source, reading) : readLines(source, reading, onBadLine));
    return { outcome: "read" };
  } catch (error) {
    if (error instanceof TextFault) return { outcome: "refused", refusal: brokenText(error.fault) };
    if (onBadLine === undefined && (error instanceof CsvError || error instanceof RowFault))
      return { outcome: "broken_row" };
    throw error;
  }
}

class TextFault extends Error {
  readonly fault: DecodeFault;

  constructor(fault: DecodeFault) {
    super(`the text cannot be decoded: ${fault}`);
    this.name = "TextFault";
    this.fault = fault;
  }
}

class RowFault extends Error {
  readonly reason: LineFault;

  constructor(reason: LineFault) {
    super(`a row cannot be read: ${reason}`);
    this.name = "RowFault";
    this.reason = reason;
  }
}

/** `relax_quotes`: a mark inside a cell that does not begin with one is a character like any other. */
function optionsFor(delimiter: string): Options {
  return {
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
  };
}

async function readWhole(source: ByteSource, reading: RowReading): Promise<void> {
  const { delimiter, fromLine, onRow } = reading;
  let line = fromLine;
  const progress = { rows: 0 };
  const parser = parse({
    ...optionsFor(delimiter),
    from_line: fromLine,
    max_record_size: MAX_ROW_LENGTH,
    raw: true,
    on_record(both) {
      const { record: cells, raw } = both as unknown as RawRow; // csv-parse's types leave out what `raw` changes
      progress.rows++;
      const isMarked = raw.includes('"');
      checkRow(cells, isMarked ? raw : null, delimiter);
      onRow({ line, cells });
      line += isMarked ? 1 + linesInside(cells) : 1;
      return null; // the stream has no other reader
    },
  });
  parser.resume();
  await pipeline(bounded(texts(source, reading), progress), parser);
}

interface RawRow {
  readonly record: readonly string[];
  /** The row as it stands in the file. */
  readonly raw: string;
}

/** csv-parse counts the characters of cells; a row of empty ones without end would fill the memory. */
async function* bounded(pieces: AsyncIterable<string>, progress: { rows: number }): AsyncIterable<string> {
  let rows = 0;
  let length = 0;
  for await (const piece of pieces) {
    length = progress.rows === rows ? length + piece.length : piece.length;
    rows = progress.rows;
    if (length > 4 * MAX_ROW_LENGTH) throw new RowFault("row_too_long");
    yield piece;
  }
}

/** csv-parse's own count takes a CRLF inside a cell for two lines. */
function linesInside(cells: readonly string[]): number {
  return cells.reduce((lines, cell) => lines + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}

/**
 * `relax_quotes` also lets text stand behind a closing mark, and the cell then begins with a mark. So do well-formed
 * cells that hold one; reading the row strictly tells them apart. `raw` is null when it holds no mark.
 */
function checkRow(cells: readonly string[], raw: string | null, delimiter: string): void {
  if (cells.length > MAX_COLUMNS) throw new RowFault("too_many_columns");
  if (raw !== null && cells.some((cell) => cell.startsWith('"')))
    parseText(raw, { ...optionsFor(delimiter), relax_quotes: false });
}

async function readLines(
  source: ByteSource,
  reading: RowReading,
  onBadLine: NonNullable<RowReading["onBadLine"]>,
): Promise<void> {
  const { delimiter, fromLine, onRow } = reading;
  let line = fromLine - 1;
  const parser = parse({
    ...optionsFor(delimiter),
    from_line: fromLine,
    quote: false,
    on_record(parts: string[]) {
      line++;
      const text = parts.join(delimiter);
      const cells = cellsOf(text, delimiter);
      if (typeof cells === "string") onBadLine(brokenLine(cells, line, text));
      else onRow({ line, cells });
      return null;
    },
  });
  parser.resume();
  await pipeline(shortened(texts(source, reading)), parser);
}

/** The cells of one line, or what is wrong with it. */
export function cellsOf(line: string, delimiter: string): readonly string[] | LineFault {
  if (line.length > MAX_ROW_LENGTH) return "row_too_long";
  try {
    const [cells = []] = line.includes('"')
      ? parseText(line, optionsFor(delimiter))
      : [line.split(delimiter)];
    checkRow(cells, line, delimiter);
    return cells;
  } catch (error) {
    if (error instanceof RowFault) return error.reason;
    if (!(error instanceof CsvError)) throw error;
    return error.code === "CSV_QUOTE_NOT_CLOSED" ? "quote_open" : "quote_garbage";
  }
}

/** Takes the end off lines that are longer than a row may be, so that the memory stays bounded; they are too long still. */
async function* shortened(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let length = 0;
  for await (const piece of pieces) {
    yield piece.replace(/[\r\n]+|[^\r\n]+/g, (run) => {
      const isLineEnd = run.startsWith("\r") || run.startsWith("\n");
      const room = isLineEnd ? run.length : Math.max(0, MAX_ROW_LENGTH + 1 - length);
      length = isLineEnd ? 0 : length + run.length;
      return run.slice(0, room);
    });
  }
}

/** The file's text, piece by piece. Throws a TextFault. */
async function* texts(source: ByteSource, { onPiece, signal }: RowReading): AsyncIterable<string> {
  let decoding: TextDecoding | undefined;
  let text = "";
  const gather = (piece: string) => {
    text += piece;
    return true;
  };
  const next = (fault: DecodeFault | null) => {
    if (fault !== null) throw new TextFault(fault);
    const piece = text;
    text = "";
    return piece;
  };
  for await (const bytes of source()) {
    signal?.throwIfAborted();
    decoding ??= textDecoding(bytes);
    yield next(decoding.write(bytes, gather));
    await onPiece?.();
  }
  if (decoding !== undefined) yield next(decoding.end(gather));
}
