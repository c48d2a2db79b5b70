import { expect, test } from "@jest/globals";
import { csvCell, csvLine, csvNumber } from "../../src/format/csv.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+46 70 123", "'+46 70 123"],
  ["-A1", "'-A1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", '"\'\r=1"'],
  ["\n=1", '"\'\n=1"'],
  ["＝1+1", "'＝1+1"],
  ['=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'],
  ["-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"],
])("a cell that a spreadsheet would run is disarmed: %j", (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test.each(["-5", "+5", "-5,25", "-5.25", "1193,75", "10045", "a-b", "x=1", ""])(
  "%j stays as it is",
  (text) => {
    expect(csvCell(text)).toBe(text);
  },
);

test("a cell with the delimiter, a quote or blanks at its ends is quoted", () => {
  expect([";", 'a"b', " a", "a ", "a\nb"].map(csvCell)).toEqual(['";"', '"a""b"', '" a"', '"a "', '"a\nb"']);
});

test("a line has an empty cell for what is not known, and no zero bytes", () => {
  expect(csvLine([1n, null, undefined, "a\0b"])).toBe("1;;;ab\r\n");
});

test("a number has the decimal mark of the language, any other text stays as it is", () => {
  expect(["1193.75", "-0.05", "12", "3 lines", ""].map((text) => csvNumber(text, "sv"))).toEqual([
    "1193,75",
    "-0,05",
    "12",
    "3 lines",
    "",
  ]);
  expect(csvNumber("1193.75", "en")).toBe("1193.75");
});
