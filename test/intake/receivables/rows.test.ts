import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { BadRow } from "../../../src/intake/receivables/bad-row.ts";
import { readRows, type ListRow, type RowsRead } from "../../../src/intake/receivables/rows.ts";
import { cells } from "../../../src/reports/csv/csv-row.ts";
import { CsvSplitter } from "../../../src/reports/csv/split-csv.ts";

interface Rows {
  readonly read: RowsRead;
  readonly rows: readonly ListRow[];
  readonly bad: readonly BadRow[];
}

async function rowsOf(text: string, lineByLine = false, piece = 5): Promise<Rows> {
  const bytes = Buffer.from(text);
  const rows: ListRow[] = [];
  const bad: BadRow[] = [];
  const source = async function* () {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
  const read = await readRows(source, {
    delimiter: ";",
    fromLine: 1,
    onRow: ({ line, cells: found }) => rows.push({ line, cells: [...found] }),
    ...(lineByLine ? { onBadLine: (fault: BadRow) => bad.push(fault) } : {}),
  });
  return { read, rows, bad };
}

test("a mark inside a cell is a character, and does not cost other rows their line ends", async () => {
  const { read, rows } = await rowsOf('a;5" tum\nb;"två\r\nrader"\nc;"""citat"""\n');
  expect(read).toEqual({ outcome: "read" });
  expect(rows).toEqual([
    { line: 1, cells: ["a", '5" tum'] },
    { line: 2, cells: ["b", "två\r\nrader"] },
    { line: 4, cells: ["c", '"citat"'] },
  ]);
});

test.each(['a;"b"c\n', 'a;"b"c;5" tum\n', 'a;""b\n', 'a;"b\n', '"a"";b\n'])(
  "%j is a broken row, and alone on its line when lines are read",
  async (text) => {
    expect((await rowsOf(text)).read).toEqual({ outcome: "broken_row" });
    const { rows, bad } = await rowsOf(`x;y\n${text}z;ö\n`, true);
    expect(rows).toEqual([
      { line: 1, cells: ["x", "y"] },
      { line: 3, cells: ["z", "ö"] },
    ]);
    expect(bad).toMatchObject([{ line: 2, column: null, found: text.trimEnd() }]);
  },
);

test("an open mark and text behind a closed one are told apart", async () => {
  const { bad } = await rowsOf('a;"b\na;"b"c\n', true);
  expect(bad.map(({ what }) => what.en)).toEqual([
    "A quotation mark that opens on this line is never closed.",
    "A closing quotation mark is followed by something other than a delimiter.",
  ]);
});

describe("what no row can be is refused alone", () => {
  const long = ["a line of three million characters", `"${"x".repeat(3_000_000)}"`, /longer than/] as const;
  const wide = ["more columns than there are", ";".repeat(2000), /more than 1000 columns/] as const;
  test.each([long, wide])("%s", async (_, row, what) => {
    const text = `a;b\n${row}\r\nc;d\n`;
    expect((await rowsOf(text, false, 65_536)).read).toEqual({ outcome: "broken_row" });
    const { rows, bad } = await rowsOf(text, true, 65_536);
    expect(rows.map(({ line }) => line)).toEqual([1, 3]);
    expect(bad).toMatchObject([{ line: 2, what: { en: expect.stringMatching(what) } }]);
  });
});

test("a row of empty cells without end is not kept in memory", async () => {
  let pieces = 0;
  const source = async function* () {
    await Promise.resolve();
    for (; pieces < 10_000; pieces++) yield Buffer.alloc(65_536, ";");
  };
  const read = await readRows(source, { delimiter: ";", fromLine: 1, onRow: () => undefined });
  expect(read).toEqual({ outcome: "broken_row" });
  expect(pieces).toBeLessThan(100);
});

test("agrees with the splitter of settlement reports on any text", async () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab;"\n\r '), maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (input, piece) => {
      const expected: ListRow[] = [];
      const splitter = new CsvSplitter(";", (row) => {
        expected.push({ line: row.line, cells: cells(row) });
        return true;
      });
      const isBroken = (splitter.write(input) ?? splitter.end()) !== null;
      const { read, rows } = await rowsOf(input, false, piece);
      // a row that holds both kinds of misplaced mark is refused where the splitter may read it
      if (isBroken) expect(read.outcome).toBe("broken_row");
      else if (read.outcome === "read") expect(rows).toEqual(expected);
      else expect(input).toMatch(/[ab ]"[^]*"|"[^]*[ab ]"/);
    }),
    { numRuns: 1000 },
  );
});
