import { describe, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { cells } from "../../../src/reports/csv/csv-row.ts";
import {
  CsvSplitter,
  MAX_COLUMNS,
  MAX_ROW_LENGTH,
  type CsvFault,
} from "../../../src/reports/csv/split-csv.ts";
import { seedFromEnvironment } from "../../fuzz/random.ts";

function split(
  pieces: readonly string[],
  delimiter: string,
): { rows: string[][]; lines: number[]; fault: CsvFault | null } {
  const rows: string[][] = [];
  const lines: number[] = [];
  const splitter = new CsvSplitter(delimiter, (row) => {
    rows.push(cells(row));
    lines.push(row.line);
    return true;
  });
  let fault: CsvFault | null = null;
  for (const piece of pieces) fault ??= splitter.write(piece);
  fault ??= splitter.end();
  return { rows, lines, fault };
}

/** The text cut at these places. */
function cut(text: string, places: readonly number[]): string[] {
  const sorted = [0, ...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
}

/** csv-parse is the reference; it says "no record" where we say "a row with one empty cell". */
function reference(text: string, delimiter: string): string[][] {
  return parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: false,
  });
}

const seed = seedFromEnvironment();
const delimiter = fc.constantFrom(";", ",", "\t", "|");
const plainCell = fc.string({
  unit: fc.constantFrom("a", "1", "å", "€", " ", "'", ".", "-", "0"),
  maxLength: 12,
});
const anyCell = fc.string({
  unit: fc.constantFrom("a", "1", "å", '"', ";", ",", "\t", "|", "\n", "\r", " "),
  maxLength: 8,
});
const places = fc.array(fc.nat(500), { maxLength: 6 });

describe("the CSV layer", () => {
  test("agrees with csv-parse on any well-formed text, wherever the pieces are cut", () => {
    const rows = fc.array(fc.array(fc.oneof(plainCell, anyCell), { minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        rows,
        delimiter,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.boolean(),
        places,
        (values, mark, end, last, all, at) => {
          const write = (value: string) =>
            all || value.includes(mark) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
          const text = values.map((row) => row.map(write).join(mark)).join(end) + (last ? end : "");
          const found = split(cut(text, at), mark);
          expect(found.fault).toBeNull();
          expect(found.rows).toEqual(reference(text, mark));
        },
      ),
      { seed, numRuns: 1500 },
    );
  });

  test("agrees with csv-parse on any text at all, or says what is wrong with it", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", '"', '"', ";", "\n", "\r", "\r\n", " "),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, places, (written, at) => {
        const found = split(cut(written, at), ";");
        const whole = split([written], ";");
        const where = ({ rows, lines, fault }: typeof found) => ({
          rows,
          lines,
          reason: fault?.reason,
          at: fault?.line,
        });
        expect(where(found)).toEqual(where(whole));
        if (found.fault) return;
        expect(found.rows).toEqual(reference(written, ";"));
      }),
      { seed, numRuns: 5000 },
    );
  });

  test("counts the lines of the file, also those inside quotes", () => {
    const found = split(['a;b\r\n"x\ny\r\nz";c\n\nlast;row'], ";");
    expect(found.rows).toEqual([["a", "b"], ["x\ny\r\nz", "c"], [""], ["last", "row"]]);
    expect(found.lines).toEqual([1, 2, 5, 6]);
  });

  test("takes a quote inside a cell as it is", () => {
    expect(split(['5" skruv;a"b"\n'], ";").rows).toEqual([['5" skruv', 'a"b"']]);
  });

  test("a quote that is never closed is a fault with its line", () => {
    expect(split(['a;b\nc;"d\ne;f\n'], ";").fault).toEqual({
      reason: "quote_open",
      line: 2,
      found: '"d\ne;f\n',
    });
  });

  test("text after a closing quote is a fault with its line", () => {
    expect(split(['a;b\n"c"d;e\n'], ";").fault).toMatchObject({ reason: "quote_garbage", line: 2 });
  });

  test("a row of too many columns is a fault, quoted or not", () => {
    const most = `${";".repeat(MAX_COLUMNS - 1)}\n`;
    expect(split([most], ";").fault).toBeNull();
    expect(split([`;${most}`], ";").fault).toMatchObject({ reason: "too_many_columns", line: 1 });
    expect(split([`"";${most}`], ";").fault).toMatchObject({ reason: "too_many_columns", line: 1 });
  });

  test("a row that is too long is a fault as soon as it is", () => {
    const long = "x".repeat(MAX_ROW_LENGTH + 1);
    expect(split([`a\n${long}`, "\n"], ";").fault).toMatchObject({ reason: "row_too_long", line: 2 });
    expect(split([`a\n"${long}`, '"\n'], ";").fault).toMatchObject({ reason: "row_too_long", line: 2 });
    expect(split([`a\n${long}\nb\n`], ";").fault).toMatchObject({ reason: "row_too_long", line: 2 });
  });

  test("stops when it is told to", () => {
    let seen = 0;
    const splitter = new CsvSplitter(";", () => ++seen < 2);
    expect(splitter.write("a\nb\nc\nd\n")).toBeNull();
    expect(splitter.write("e\n")).toBeNull();
    expect(splitter.end()).toBeNull();
    expect(seen).toBe(2);
  });
});
