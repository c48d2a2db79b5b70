/**
 * Splits CSV text into rows and cells (RFC 4180, any one-character delimiter), as a stream and without copying:
 * a row is a view of the text with the places of its cells. What the cells mean is not known here.
 *
 * All other CSV is read by csv-parse. Settlement reports are not, because this is the hot path of the import (a million
 * lines of thirty columns in a nightly run): of 30 columns, this splitter reads 1.3 to 1.46 million lines a second and
 * csv-parse 0.13 to 0.14 million (measured by `npm run bench -- reader 200000`). The tests hold it against csv-parse.
 */

/** A report has some 45 columns; Excel pads to what was once used. More than this is no report but an attack or a mistake. */
export const MAX_COLUMNS = 1_000;
/** Characters of one row. The longest honest cell is a comment of some hundred characters. */
export const MAX_ROW_LENGTH = 1 << 20;

/** One row, valid only until the next one is read: the buffers are used again. */
export interface CsvRow {
  /** 1-based number of the line of the file on which the row starts. */
  line: number;
  text: string;
  /** Cell i is text.slice(starts[i], ends[i]), already without its quotes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count: number;
}

export interface CsvFault {
  readonly reason: "quote_open" | "quote_garbage" | "row_too_long" | "too_many_columns";
  readonly line: number;
  readonly found: string;
}

export interface CsvSplitter {
  /** Takes the next piece of text; every row that it completes is handed on before this returns. */
  write(text: string): CsvFault | null;
  /** No more text: hands on the last row, if the file does not end in a line end. */
  end(): CsvFault | null;
}

export function cell(row: CsvRow, index: number): string {
  return index < row.count ? row.text.slice(row.starts[index], row.ends[index]) : "";
}

export function cells(row: CsvRow): string[] {
  return Array.from({ length: row.count }, (_, index) => cell(row, index));
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
/** Said instead of a place: the text ends within the row. */
const UNFINISHED = -1;

/**
 * LF, CRLF and CR all end a row. A cell that begins with a quote ends with one, and holds a doubled quote as one;
 * a quote further in is a character like any other. `onRow` answering false ends the reading.
 */
export function csvSplitter(delimiter: string, onRow: (row: CsvRow) => boolean): CsvSplitter {
  const delim = delimiter.charCodeAt(0);
  const starts = new Int32Array(MAX_COLUMNS + 1);
  const ends = new Int32Array(MAX_COLUMNS + 1);
  const row: CsvRow = { line: 1, text: "", starts, ends, count: 0 };
  let tail = "";
  let line = 1;
  /** Line ends inside the quotes of the present row. */
  let linesInside = 0;
  let stopped = false;

  function split(text: string, last: boolean): CsvFault | null {
    const length = text.length;
    // The next of each at or after the row's start; `length` when there is none.
    let lf = -1;
    let cr = -1;
    let quote = -1;
    let rowStart = 0;
    while (rowStart < length && !stopped) {
      if (lf < rowStart) lf = place(text, "\n", rowStart);
      if (cr < rowStart) cr = place(text, "\r", rowStart);
      if (quote < rowStart) quote = place(text, '"', rowStart);
      const lineEnd = lf < cr ? lf : cr;
      let next: number;
      if (quote < lineEnd) {
        const read = splitQuoted(text, rowStart, last);
        if (typeof read !== "number") return read;
        if (read === UNFINISHED) return keep(text, rowStart);
        next = read;
      } else {
        // A CR that ends the piece may be the first half of CRLF.
        if (!last && (lineEnd === length || (lineEnd === cr && cr + 1 === length)))
          return keep(text, rowStart);
        if (lineEnd - rowStart > MAX_ROW_LENGTH) return tooLong(text, rowStart);
        const count = splitPlain(text, rowStart, lineEnd);
        if (count > MAX_COLUMNS) return tooManyColumns(text, rowStart);
        row.count = count;
        row.text = text;
        next = lineEnd === cr && lf === cr + 1 ? cr + 2 : lineEnd + 1;
        linesInside = 0;
      }
      row.line = line;
      if (!onRow(row)) stopped = true;
      line += linesInside + 1;
      rowStart = next;
    }
    tail = "";
    return null;
  }

  /** A row without quotes: jumps from delimiter to delimiter. */
  function splitPlain(text: string, from: number, to: number): number {
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

  /** A row with quotes in it. Answers where the next row starts, or that the text ends too early, or what is wrong. */
  function splitQuoted(text: string, rowStart: number, last: boolean): number | CsvFault {
    const length = text.length;
    let doubled: number[] | null = null;
    let count = 0;
    let i = rowStart;
    linesInside = 0;
    for (;;) {
      if (count >= MAX_COLUMNS) return tooManyColumns(text, rowStart);
      if (text.charCodeAt(i) === QUOTE) {
        const close = closingQuote(text, i + 1);
        if (close === length) {
          if (!last) return UNFINISHED;
          return { reason: "quote_open", line: line + linesInside, found: text.slice(i, i + 200) };
        }
        linesInside += linesIn(text, i + 1, close);
        if (hasDoubled) (doubled ??= []).push(count);
        starts[count] = i + 1;
        ends[count] = close;
        const opened = i;
        i = close + 1;
        // The quote may be the first half of a doubled one that the next piece of text completes.
        if (i === length && !last) return UNFINISHED;
        const after = i === length ? LF : text.charCodeAt(i);
        if (after !== delim && after !== LF && after !== CR)
          return {
            reason: "quote_garbage",
            line: line + linesInside,
            found: text.slice(opened, i + 20).slice(0, 200),
          };
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
      if (i - rowStart > MAX_ROW_LENGTH) return tooLong(text, rowStart);
      row.count = count;
      row.text = text;
      if (doubled) undouble(row, doubled);
      return text.charCodeAt(i) === CR && text.charCodeAt(i + 1) === LF ? i + 2 : i + 1;
    }
  }

  function keep(text: string, from: number): CsvFault | null {
    tail = text.slice(from);
    return tail.length > MAX_ROW_LENGTH ? tooLong(text, from) : null;
  }

  function tooManyColumns(text: string, from: number): CsvFault {
    return { reason: "too_many_columns", line, found: text.slice(from, from + 200) };
  }

  function tooLong(text: string, from: number): CsvFault {
    return { reason: "row_too_long", line, found: text.slice(from, from + 200) };
  }

  /**
   * A row that the last piece left unfinished is finished by itself, so that the rest of the text is read where it
   * lies: a joined string is several times slower to walk through.
   */
  function write(text: string): CsvFault | null {
    if (tail === "") return split(text, false);
    const lineEnd = nextLineEnd(text);
    const fault = split(tail + text.slice(0, lineEnd), false);
    if (fault || stopped || lineEnd === text.length) return fault;
    return split(tail === "" ? text.slice(lineEnd) : tail + text.slice(lineEnd), false);
  }

  return {
    write: (text) => (stopped ? null : write(text)),
    end: () => (stopped ? null : split(tail, true)),
  };
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

/** Said by `closingQuote` of the cell it has just passed. */
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

/** Gives the row a text of its own in which doubled quotes are single. */
function undouble(row: CsvRow, doubled: readonly number[]): void {
  const values = cells(row);
  for (const index of doubled) values[index] = (values[index] ?? "").replaceAll('""', '"');
  row.text = values.join("");
  let at = 0;
  values.forEach((value, index) => {
    row.starts[index] = at;
    row.ends[index] = at += value.length;
  });
}
