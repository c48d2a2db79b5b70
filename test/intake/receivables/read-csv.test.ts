import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { Receivable } from "../../../src/books/receivables.ts";
import { readReceivables, type ReceivablesRead } from "../../../src/intake/receivables/read-csv.ts";
import { minor } from "../../../src/money.ts";
import { sinkInto } from "./read-list.ts";

type Read = { readonly result: ReceivablesRead; readonly rows: readonly Receivable[] };

async function read(input: string | Uint8Array, piece = 7): Promise<Read> {
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  const rows: Receivable[] = [];
  const source = async function* () {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
  const result = await readReceivables(source, sinkInto(rows));
  return { result, rows };
}

/** A whole file must be readable in one piece and in small ones alike. */
async function readAnyhow(input: string | Uint8Array): Promise<Read> {
  const whole = await read(input, 1 << 20);
  expect(await read(input, 3)).toEqual(whole);
  return whole;
}

const HEADER =
  "kind;number;order_number;order_id;capture_id;refund_id;currency;amount;open_amount;date;credits";

const FULL: Receivable = {
  row: 2,
  merchantId: "",
  kind: "invoice",
  number: "F1001",
  orderNumber: "5001",
  orderId: "o-1",
  captureId: "c-1",
  refundId: null,
  currency: "SEK",
  amount: minor(125050n),
  openAmount: minor(50000n),
  date: "2024-05-02",
  credits: null,
  otherCells: 0,
};
const FULL_ROW = "invoice;F1001;5001;o-1;c-1;;SEK;1250.50;500.00;2024-05-02;";

test("every column of the contract is read", async () => {
  const { result, rows } = await readAnyhow(
    `${HEADER}\n${FULL_ROW}\ncredit_note;K7;;;;r-1;EUR;10;;;F1001\norder;5002;;;;;SEK;0.01;0;;\n`,
  );
  expect(result).toEqual({
    outcome: "read",
    columns: ["order_number", "order_id", "capture_id", "refund_id", "date", "credits"],
    rows: 3,
    refused: [],
    refusedCount: 0,
    notes: [],
  });
  expect(rows).toEqual([
    FULL,
    expect.objectContaining({
      row: 3,
      kind: "credit_note",
      refundId: "r-1",
      amount: 1000n,
      openAmount: 1000n,
      credits: "F1001",
    }),
    expect.objectContaining({ row: 4, kind: "order", number: "5002", amount: 1n, openAmount: 0n }),
  ]);
});

test("columns come in any order, with their names in any case, and four are enough", async () => {
  const { result, rows } = await readAnyhow("Amount;CURRENCY; Number ;Kind\r\n10.00;sek;F1;Invoice\r\n");
  expect(result).toMatchObject({ outcome: "read", columns: [] });
  expect(rows).toMatchObject([
    { kind: "invoice", number: "F1", currency: "SEK", amount: 1000n, openAmount: 1000n },
  ]);
});

test.each([
  ["semicolon and comma", ";", "1250,50", "500,00"],
  ["semicolon, grouped by points", ";", "1.250,50", "500,00"],
  ["semicolon, grouped by spaces", ";", "1 250,50", "500,00"],
  ["semicolon, grouped by commas", ";", "1,250.50", "500.00"],
  ["tab and comma", "\t", "1250,5", "500"],
  ["tab and point", "\t", "1250.5", "500"],
  ["comma and point", ",", "1250.50", "500.00"],
  ["comma, and a quoted decimal comma", ",", '"1250,50"', '"500,00"'],
])("delimiter and decimal mark: %s", async (_, delimiter, amount, open) => {
  const row = FULL_ROW.replace("1250.50", "A").replace("500.00", "B").replaceAll(";", delimiter);
  const { rows } = await readAnyhow(
    `${HEADER.replaceAll(";", delimiter)}\n${row.replace("A", amount).replace("B", open)}\n`,
  );
  expect(rows).toEqual([FULL]);
});

test.each([
  ["UTF-8", (text: string) => Buffer.from(text, "utf8")],
  ["UTF-8 with a byte order mark", (text: string) => Buffer.from(`\ufeff${text}`, "utf8")],
  ["Windows-1252", (text: string) => Buffer.from(text, "latin1")],
  ["UTF-16 as Excel's Unicode text", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
])("%s is understood", async (_, encode) => {
  const { rows } = await readAnyhow(encode("kind;number;currency;amount\norder;Räksmörgås-7;SEK;5.00\n"));
  expect(rows).toMatchObject([{ number: "Räksmörgås-7" }]);
});

test("unknown columns are passed over, and said", async () => {
  const { result, rows } = await readAnyhow(
    "kind;customer;number;currency;amount;\ninvoice;Anna;F1;SEK;5.00;\n",
  );
  expect(rows).toHaveLength(1);
  expect(result).toMatchObject({ notes: [{ en: expect.stringContaining("customer") }] });
});

test("blank lines before, between and after are no rows", async () => {
  const { result, rows } = await readAnyhow(
    "\n\n kind;number;currency;amount\n\ninvoice;F1;SEK;5.00\n;;;\n   \n",
  );
  expect(result).toMatchObject({ outcome: "read", rows: 1, refusedCount: 0 });
  expect(rows).toMatchObject([{ row: 5 }]);
});

test.each([
  ["an unknown kind", "avi;F9;SEK;5.00;;", "kind", "avi"],
  ["no number", "invoice;;SEK;5.00;;", "number", ""],
  ["a number that Excel has rewritten", "invoice;1.23457E+08;SEK;5.00;;", "number", "1.23457E+08"],
  ["a number that no index can hold", `invoice;${"9".repeat(3000)};SEK;5.00;;`, "number", "9".repeat(200)],
  ["no currency", "invoice;F9;;5.00;;", "currency", ""],
  ["a currency that is none", "invoice;F9;kronor;5.00;;", "currency", "kronor"],
  ["no amount", "invoice;F9;SEK;;;", "amount", ""],
  ["an amount that is none", "invoice;F9;SEK;5.00 kr;;", "amount", "5.00 kr"],
  ["an amount of nothing", "invoice;F9;SEK;0.00;;", "amount", "0.00"],
  ["a negative invoice", "invoice;F9;SEK;-5.00;;", "amount", "-5.00"],
  ["a negative order", "order;F9;SEK;5.00-;;", "amount", "5.00-"],
  ["a long number that Excel has rewritten", "invoice;-1,2E+12;SEK;5.00;;", "number", "-1,2E+12"],
  ["a third decimal", "invoice;F9;SEK;5.005;;", "amount", "5.005"],
  ["more digits than are exact", "invoice;F9;SEK;99999999999999.00;;", "amount", "99999999999999.00"],
  ["more open than there is", "invoice;F9;SEK;5.00;5.01;", "open_amount", "5.01"],
  ["less open than nothing", "invoice;F9;SEK;5.00;-1.00;", "open_amount", "-1.00"],
  ["a date that could be two days", "invoice;F9;SEK;5.00;;02/05/2024", "date", "02/05/2024"],
  ["a day in words", "invoice;F9;SEK;5.00;;2 maj 2024", "date", "2 maj 2024"],
  ["a day that is none", "invoice;F9;SEK;5.00;;2023-02-29", "date", "2023-02-29"],
  ["a cell too many", "invoice;F9;SEK;5.00;;;x", null, "x"],
])("%s refuses its row alone, with line, column, value and what to do", async (_, bad, column, found) => {
  const { result, rows } = await readAnyhow(
    `kind;number;currency;amount;open_amount;date\ninvoice;F1;SEK;5.00;;\n${bad}\ninvoice;F2;SEK;6.50;;2024-02-29\n`,
  );
  expect(rows.map(({ number }) => number)).toEqual(["F1", "F2"]);
  if (result.outcome !== "read") throw new Error("it was refused whole");
  const [refused, ...others] = result.refused;
  expect(others).toEqual([]);
  expect(refused).toMatchObject({ line: 3, column, found });
  expect(refused?.what.sv).not.toBe("");
  expect(refused?.todo.en).not.toBe("");
});

test("an amount that could be a thousand or one is refused unless the file shows its decimal mark", async () => {
  const file = (amounts: string[]) =>
    `kind;number;currency;amount\n${amounts.map((amount, i) => `invoice;F${i};SEK;${amount}`).join("\n")}\n`;
  const unclear = await readAnyhow(file(["1.234", "100"]));
  expect(unclear.rows.map(({ amount }) => amount)).toEqual([10_000n]);
  expect(unclear.result).toMatchObject({ refused: [{ line: 2, column: "amount", found: "1.234" }] });
  const shown = await readAnyhow(file(["1.234", "0,50"]));
  expect(shown.rows.map(({ amount }) => amount)).toEqual([123_400n, 50n]);
  // the mark is decided for the file: what goes against it is refused, and what could be either as well
  const mixed = await readAnyhow(file(["1.00", "2.00", "3,00", "1.234", "1,234"]));
  expect(mixed.rows.map(({ amount }) => amount)).toEqual([100n, 200n]);
  expect(mixed.result).toMatchObject({ refusedCount: 3 });
});

test("a misplaced quotation mark costs its own row and no other", async () => {
  const { result, rows } = await readAnyhow(
    'kind;number;currency;amount\ninvoice;F1;SEK;1.00\ninvoice;"F2"x;SEK;2.00\ninvoice;"F3;SEK;3.00\r\ninvoice;"F""4";SEK;4.00\n',
  );
  expect(rows.map(({ row, number }) => [row, number])).toEqual([
    [2, "F1"],
    [5, 'F"4'],
  ]);
  expect(result).toMatchObject({ refused: [{ line: 3 }, { line: 4 }] });
});

test("a line of megabytes costs its own row, in bounded memory", async () => {
  const long = `invoice;${"x".repeat(3_000_000)};SEK;1.00`;
  const { result, rows } = await read(
    `kind;number;currency;amount\ninvoice;F1;SEK;1.00\n${long}\ninvoice;F2;SEK;2.00\n`,
    65_536,
  );
  expect(rows.map(({ row, number }) => [row, number])).toEqual([
    [2, "F1"],
    [4, "F2"],
  ]);
  expect(result).toMatchObject({ refusedCount: 1, refused: [{ line: 3 }] });
});

test.each([
  ["nothing at all", "", "empty_file"],
  ["blank lines only", "\n\n  \n", "empty_file"],
  ["no header that is known", "foo;bar\n1;2\n", "not_receivables"],
  ["a required column missing", "kind;number;amount\ninvoice;F1;5.00\n", "missing_column"],
  ["a column twice", "kind;number;currency;amount;number\n", "duplicate_column"],
  ["bytes that are no text", "kind;number;currency;amount\nin\0oice;F1;SEK;5.00\n", "nul_bytes"],
  ["no good row among the bad", "kind;number;currency;amount\nx;F1;SEK;5.00\n", "bad_row"],
])("%s refuses the file", async (_, text, reason) => {
  const { result } = await readAnyhow(text);
  expect(result).toMatchObject({ outcome: "refused", refusals: [{ code: "unreadable", reason }] });
});

test("a header alone is a file with nothing new", async () => {
  expect((await readAnyhow("kind;number;currency;amount\n")).result).toMatchObject({
    outcome: "read",
    rows: 0,
  });
});

test("a settlement report in the wrong folder is told where it belongs", async () => {
  const { result } = await readAnyhow(
    "type;capture_date;order_id;amount;posting_currency\nSALE;;o;1.00;SEK\n",
  );
  expect(result).toMatchObject({ refusals: [{ todo: { en: expect.stringContaining("inbox/") } }] });
});

test("of a million bad rows the first thousand are kept and all are counted", async () => {
  const { result } = await read(
    `kind;number;currency;amount\ninvoice;F1;SEK;1.00\n${"x;F;SEK;1.00\n".repeat(20_000)}`,
    65_536,
  );
  expect(result).toMatchObject({ rows: 1, refusedCount: 20_000 });
  expect(result.outcome === "read" && result.refused.length).toBe(1000);
});

test("what a writer of any dialect writes is read back exactly", async () => {
  const text = fc
    .string({ unit: fc.constantFrom(..."abcXYZ0129 ;,\t\"'åä-#/."), maxLength: 12 })
    .map((s) => s.trim());
  const row = fc.record({
    kind: fc.constantFrom("invoice", "credit_note", "order"),
    // an apostrophe before a value is a spreadsheet's
    number: text.filter((s) => s !== "" && !s.startsWith("'")),
    reference: text.filter((s) => !s.startsWith("'")),
    units: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  });
  const dialect = fc.record({
    delimiter: fc.constantFrom(";", ",", "\t"),
    mark: fc.constantFrom(".", ","),
    end: fc.constantFrom("\n", "\r\n", "\r"),
    order: fc.shuffledSubarray(["kind", "number", "currency", "amount", "order_id"], { minLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), dialect, async (list, how) => {
      const quote = (value: string) => (/[;,\t"\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
      const lines = list.map(({ kind, number, reference, units }) => {
        const amount = `${units / 100n}${how.mark}${String(units % 100n).padStart(2, "0")}`;
        const cells: Record<string, string> = { kind, number, currency: "SEK", amount, order_id: reference };
        return how.order.map((column) => quote(cells[column] ?? "")).join(how.delimiter);
      });
      const { rows, result } = await read([how.order.join(how.delimiter), ...lines].join(how.end), 11);
      expect(result).toMatchObject({ outcome: "read", refusedCount: 0 });
      expect(rows.map(({ kind, number, orderId, amount }) => [kind, number, orderId, amount])).toEqual(
        list.map(({ kind, number, reference, units }) => [kind, number, reference || null, units]),
      );
    }),
    { numRuns: 500 },
  );
});
