/**
 * Splits CSV text into rows and cells (RFC 4180, any one-character delimiter), as a stream and without copying:
 * a row is a view of the text with the places of its cells. What the cells mean is not known here.
 *
 * Written by hand because this is the hot path of the whole import (a million lines of thirty columns a night);
 * csv-parse is the reference it is held against in the tests.
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

/**
 * LF, CRLF and CR all end a row. A cell that begins with a quote ends with one, and holds a doubled quote as one;
 * a quote further in is a character like any other. `onRow` answering false ends the reading.
 */
export function csvSplitter(delimiter: string, onRow: (row: CsvRow) => boolean): CsvSplitter {
  const delim = delimiter.charCodeAt(0);
  const starts = new Int32Array(MAX_COLUMNS + 1);
  const ends = new Int32Array(MAX_COLUMNS + 1);
  const row: CsvRow = { line: 1, text: "", starts, ends, count: 0 };
  /** Cells of the present row that hold doubled quotes. */
  let doubled: number[] = [];
  let tail = "";
  let line = 1;
  let stopped = false;

  function split(text: string, last: boolean): CsvFault | null {
    const length = text.length;
    let rowStart = 0;
    while (rowStart < length && !stopped) {
      let i = rowStart;
      let start = i;
      let count = 0;
      let linesInside = 0;
      let next = -1;
      for (;;) {
        if (i < length && text.charCodeAt(i) === QUOTE) {
          const close = closingQuote(text, i + 1);
          if (close === length) {
            // Unfinished: more text may close it.
            if (!last && length - rowStart <= MAX_ROW_LENGTH) return keep(text, rowStart);
            return last
              ? { reason: "quote_open", line: line + linesInside, found: text.slice(i, i + 200) }
              : tooLong(text, rowStart);
          }
          if (close > i + 1) linesInside += linesIn(text, i + 1, close);
          if (hasDoubled) doubled.push(count);
          starts[count] = i + 1;
          ends[count] = close;
          i = close + 1;
          // The quote may be the first half of a doubled one that the next piece of text completes.
          if (i === length && !last) return keep(text, rowStart);
          const after = i === length ? LF : text.charCodeAt(i);
          if (after !== delim && after !== LF && after !== CR)
            return { reason: "quote_garbage", line: line + linesInside, found: text.slice(start, i + 20) };
        } else {
          let code = 0;
          while (i < length) {
            code = text.charCodeAt(i);
            if (code === delim) break;
            if (code <= CR && (code === LF || code === CR)) break;
            i++;
          }
          starts[count] = start;
          ends[count] = i;
        }
        count++;
        if (i === length) {
          if (!last) return keep(text, rowStart);
          next = length;
          break;
        }
        const mark = text.charCodeAt(i);
        if (mark === delim) {
          if (count >= MAX_COLUMNS)
            return { reason: "too_many_columns", line, found: text.slice(rowStart, rowStart + 200) };
          start = ++i;
          continue;
        }
        // A CR that ends the piece may be the first half of CRLF.
        if (mark === CR && i + 1 === length && !last) return keep(text, rowStart);
        next = mark === CR && text.charCodeAt(i + 1) === LF ? i + 2 : i + 1;
        break;
      }
      if (i - rowStart > MAX_ROW_LENGTH) return tooLong(text, rowStart);
      row.line = line;
      row.count = count;
      row.text = text;
      if (doubled.length > 0) {
        undouble(row, doubled);
        doubled = [];
      }
      if (!onRow(row)) stopped = true;
      line += linesInside + 1;
      rowStart = next;
    }
    tail = "";
    return null;
  }

  function keep(text: string, from: number): CsvFault | null {
    doubled = [];
    tail = text.slice(from);
    return tail.length > MAX_ROW_LENGTH ? tooLong(text, from) : null;
  }

  function tooLong(text: string, from: number): CsvFault {
    return { reason: "row_too_long", line, found: text.slice(from, from + 200) };
  }

  return {
    write: (text) => (stopped ? null : split(tail === "" ? text : tail + text, false)),
    end: () => (stopped ? null : split(tail, true)),
  };
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
