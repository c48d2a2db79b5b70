/**
 * Splits CSV text into rows and cells (RFC 4180, any one-character delimiter), as a stream and without copying:
 * a row is a view of the text with the places of its cells. What the cells mean is not known here.
 *
 * All other CSV is read by csv-parse. Settlement reports are not, because this is the hot path of the import (a million
 * lines of thirty columns in a nightly run): of 30 columns, this splitter reads 1.3 to 1.46 million lines a second and
 * csv-parse 0.13 to 0.14 million (measured by `npm run bench -- reader 200000`). The tests hold it against csv-parse.
 */
import { undouble, type CsvRow } from "./csv-row.ts";

/** A report has some 45 columns; Excel pads to what was once used. More than this is no report but an attack or a mistake. */
export const MAX_COLUMNS = 1_000;
/** Characters of one row. The longest honest cell is a comment of some hundred characters. */
export const MAX_ROW_LENGTH = 1 << 20;

export interface CsvFault {
  readonly reason: "quote_open" | "quote_garbage" | "row_too_long" | "too_many_columns";
  readonly line: number;
  readonly found: string;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
/** Returned instead of a place: the text ends within the row. */
const UNFINISHED = -1;

/**
 * LF, CRLF and CR all end a row. A cell that begins with a quote ends with one, and holds a doubled quote as one;
 * a quote further in is a character like any other. `onRow` answering false ends the reading.
 */
export class CsvSplitter {
  readonly #delimiter: string;
  readonly #delim: number;
  readonly #onRow: (row: CsvRow) => boolean;
  readonly #row: CsvRow = {
    line: 1,
    text: "",
    starts: new Int32Array(MAX_COLUMNS + 1),
    ends: new Int32Array(MAX_COLUMNS + 1),
    count: 0,
  };
  #tail = "";
  #line = 1;
  /** Line ends inside the quotes of the present row. */
  #linesInside = 0;
  #stopped = false;

  constructor(delimiter: string, onRow: (row: CsvRow) => boolean) {
    this.#delimiter = delimiter;
    this.#delim = delimiter.charCodeAt(0);
    this.#onRow = onRow;
  }

  /**
   * Takes the next piece of text; `onRow` gets every row that it completes before this returns. A row that the last piece
   * left unfinished is completed on its own, so that the rest of the text is read in place: a joined string is several
   * times slower to read.
   */
  write(text: string): CsvFault | null {
    if (this.#stopped) return null;
    if (this.#tail === "") return this.#split(text, false);
    const lineEnd = nextLineEnd(text);
    const fault = this.#split(this.#tail + text.slice(0, lineEnd), false);
    if (fault || this.#stopped || lineEnd === text.length) return fault;
    return this.#split(this.#tail + text.slice(lineEnd), false);
  }

  /** No more text: `onRow` gets the last row, if the file does not end in a line end. */
  end(): CsvFault | null {
    return this.#stopped ? null : this.#split(this.#tail, true);
  }

  #split(text: string, last: boolean): CsvFault | null {
    const row = this.#row;
    const length = text.length;
    // The next of each at or after the row's start; `length` when there is none.
    let lf = -1;
    let cr = -1;
    let quote = -1;
    let rowStart = 0;
    while (rowStart < length && !this.#stopped) {
      if (lf < rowStart) lf = place(text, "\n", rowStart);
      if (cr < rowStart) cr = place(text, "\r", rowStart);
      if (quote < rowStart) quote = place(text, '"', rowStart);
      const lineEnd = lf < cr ? lf : cr;
      let next: number;
      if (quote < lineEnd) {
        const read = this.#splitQuoted(text, rowStart, last);
        if (typeof read !== "number") return read;
        if (read === UNFINISHED) return this.#keep(text, rowStart);
        next = read;
      } else {
        // A CR that ends the piece may be the first half of CRLF.
        if (!last && (lineEnd === length || (lineEnd === cr && cr + 1 === length)))
          return this.#keep(text, rowStart);
        if (lineEnd - rowStart > MAX_ROW_LENGTH) return this.#fault("row_too_long", text, rowStart);
        const count = this.#splitPlain(text, rowStart, lineEnd);
        if (count > MAX_COLUMNS) return this.#fault("too_many_columns", text, rowStart);
        row.count = count;
        row.text = text;
        next = lineEnd === cr && lf === cr + 1 ? cr + 2 : lineEnd + 1;
        this.#linesInside = 0;
      }
      row.line = this.#line;
      if (!this.#onRow(row)) this.#stopped = true;
      this.#line += this.#linesInside + 1;
      rowStart = next;
    }
    this.#tail = "";
    return null;
  }

  /** A row without quotes: jumps from delimiter to delimiter. */
  #splitPlain(text: string, from: number, to: number): number {
    const delimiter = this.#delimiter;
    const { starts, ends } = this.#row;
    let count = 0;
    let start = from;
    for (;;) {
      const found = text.indexOf(delimiter, start);
      starts[count] = start;
      if (found === -1 || found >= to) {
        ends[count] = to;
        return count + 1;
      }
      ends[count] = found;
      if (++count > MAX_COLUMNS) return count;
      start = found + 1;
    }
  }

  /** A row with quotes. Returns where the next row starts, UNFINISHED, or the fault. */
  #splitQuoted(text: string, rowStart: number, last: boolean): number | CsvFault {
    const row = this.#row;
    const delim = this.#delim;
    const { starts, ends } = row;
    const length = text.length;
    let doubled: number[] | null = null;
    let count = 0;
    let i = rowStart;
    this.#linesInside = 0;
    for (;;) {
      if (count >= MAX_COLUMNS) return this.#fault("too_many_columns", text, rowStart);
      if (text.charCodeAt(i) === QUOTE) {
        const close = closingQuote(text, i + 1);
        if (close === length) return last ? this.#fault("quote_open", text, i) : UNFINISHED;
        this.#linesInside += linesIn(text, i + 1, close);
        if (hasDoubled) (doubled ??= []).push(count);
        starts[count] = i + 1;
        ends[count] = close;
        const opened = i;
        i = close + 1;
        // The quote may be the first half of a doubled one that the next piece of text completes.
        if (i === length && !last) return UNFINISHED;
        const after = i === length ? LF : text.charCodeAt(i);
        if (after !== delim && after !== LF && after !== CR)
          return this.#fault("quote_garbage", text, opened, Math.min(i + 20, opened + 200));
      } else {
        starts[count] = i;
        for (; i < length; i++) {
          const code = text.charCodeAt(i);
          if (code === delim || code === LF || code === CR) break;
        }
        ends[count] = i;
      }
      count++;
      if (i === length && !last) return UNFINISHED;
      if (i < length && text.charCodeAt(i) === delim) {
        i++;
        continue;
      }
      if (text.charCodeAt(i) === CR && i + 1 === length && !last) return UNFINISHED;
      if (i - rowStart > MAX_ROW_LENGTH) return this.#fault("row_too_long", text, rowStart);
      row.count = count;
      row.text = text;
      if (doubled) undouble(row, doubled);
      return text.charCodeAt(i) === CR && text.charCodeAt(i + 1) === LF ? i + 2 : i + 1;
    }
  }

  #keep(text: string, from: number): CsvFault | null {
    this.#tail = text.slice(from);
    return this.#tail.length > MAX_ROW_LENGTH ? this.#fault("row_too_long", text, from) : null;
  }

  /** A fault of the row is on its first line, one of a quote on the quote's own. */
  #fault(reason: CsvFault["reason"], text: string, from: number, to = from + 200): CsvFault {
    const isOfQuote = reason === "quote_open" || reason === "quote_garbage";
    const line = isOfQuote ? this.#line + this.#linesInside : this.#line;
    return { reason, line, found: text.slice(from, to) };
  }
}

function place(text: string, char: string, from: number): number {
  const found = text.indexOf(char, from);
  return found === -1 ? text.length : found;
}

/** The place after the first line end, or the text's length. */
function nextLineEnd(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF) return at + 1;
    if (code === CR) return Math.min(text.length, text.charCodeAt(at + 1) === LF ? at + 2 : at + 1);
  }
  return text.length;
}

/** Set by `closingQuote`: the cell holds a doubled quote. */
let hasDoubled = false;

/** The place of the quote that closes a cell, or the text's length when there is none yet. */
function closingQuote(text: string, from: number): number {
  hasDoubled = false;
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    if (text.charCodeAt(quote + 1) !== QUOTE) return quote;
    hasDoubled = true;
    at = quote + 2;
  }
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) lines++;
  }
  return lines;
}
