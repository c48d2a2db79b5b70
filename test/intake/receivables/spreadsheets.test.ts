import { describe, expect, test } from "@jest/globals";
import { readList } from "./read-list.ts";

const csv = (...lines: string[]) => `${lines.join("\r\n")}\r\n`;

describe("what a spreadsheet does to numbers is taken off, with a note", () => {
  test.each([
    ["a formula", '="1001"', "1001"],
    ["a quoted formula", '"=""1001"""', "1001"],
    ["a formula with leading zeros", '="00017"', "00017"],
    ["an apostrophe", "'1001", "1001"],
  ])("%s", async (_what, written, number) => {
    const { rows, notes } = await readList(csv("kind;number;currency;amount", `order;${written};SEK;1,50`));
    expect(rows).toMatchObject([{ number, amount: 150n }]);
    expect(notes).toEqual([expect.stringMatching(/removed from 1 cell\./)]);
  });

  test("in every column, amounts as well", async () => {
    const { rows } = await readList(
      csv("kind;number;order_id;currency;amount;date", `="order";'7;="o-7";="SEK";="299,00";="2026-03-01"`),
    );
    expect(rows).toMatchObject([
      { kind: "order", number: "7", orderId: "o-7", currency: "SEK", amount: 29_900n, date: "2026-03-01" },
    ]);
  });

  test("a whole column that ends in .0", async () => {
    const { rows, notes } = await readList(
      csv(
        "kind;number;order_number;currency;amount",
        "invoice;1001.0;77.0;SEK;10.0",
        "invoice;1002.0;;SEK;20.5",
      ),
    );
    expect(rows).toMatchObject([
      { number: "1001", orderNumber: "77", amount: 1_000n },
      { number: "1002", orderNumber: null, amount: 2_050n },
    ]);
    expect(notes).toEqual([
      expect.stringContaining("number end in"),
      expect.stringContaining("order_number end in"),
    ]);
  });

  test("a column of which only some end in .0 is left as it is", async () => {
    const { rows, notes } = await readList(
      csv("kind;number;currency;amount", "invoice;1.0;SEK;1", "invoice;A2;SEK;1"),
    );
    expect(rows.map(({ number }) => number)).toEqual(["1.0", "A2"]);
    expect(notes).toEqual([]);
  });
});

test.each([
  ["sep=;", ";"],
  ["sep=,", ","],
  ["sep=\t", "\t"],
  ['"sep=;"', ";"],
  ["SEP=;;;;", ";"],
])("Excel's own first line %j is passed over, with a note", async (line, delimiter) => {
  const parted = (text: string) => text.replaceAll(";", delimiter);
  const { rows, notes } = await readList(
    csv(line, parted("kind;number;currency;amount"), parted("invoice;1003;SEK;1250.00")),
  );
  expect(rows).toMatchObject([{ row: 3, number: "1003", amount: 125_000n }]);
  expect(notes).toEqual([expect.stringContaining("sep=")]);
});

test("Excel's line alone is an empty file", async () => {
  expect((await readList("sep=;\r\n")).result).toMatchObject({ refusals: [{ reason: "empty_file" }] });
});

test("a byte order mark, blanks that do not break, and groups of thousands are read", async () => {
  const { rows } = await readList(
    `\ufeff${csv("kind;number;currency;amount;open_amount", "faktura;\u00a0F1\u00a0;SEK;1\u00a0250,50;1.250,50")}`,
  );
  expect(rows).toMatchObject([{ number: "F1", amount: 125_050n, openAmount: 125_050n }]);
});

test("a row of cells without anything is no row, and days with points are read day first", async () => {
  const { rows, result } = await readList(
    csv("kind;number;currency;amount;date", "invoice;1;SEK;1;31.12.2025", '="";;;'),
  );
  expect(rows).toMatchObject([{ date: "2025-12-31" }]);
  expect(result).toMatchObject({ refusedCount: 1 });
});

describe("a row of totals is refused alone, and told what it is", () => {
  test.each([
    ["in the first column", "Summa;;;350,00"],
    ["in the number", ";Totalt:;;350,00"],
    ["without a word", ";;;350,00"],
    ["without a word, in two columns", ";;SEK;350,00"],
    ["in English", "Grand total;;SEK;350,00"],
  ])("%s", async (_what, total) => {
    const { rows, result } = await readList(
      csv("kind;number;currency;amount", "faktura;1;SEK;350,00", total),
    );
    expect(rows).toHaveLength(1);
    expect(result).toMatchObject({
      refusedCount: 1,
      refused: [
        {
          line: 3,
          what: { en: expect.stringContaining("total") },
          todo: { sv: expect.stringContaining("summaraden") },
        },
      ],
    });
  });

  test("a row that lacks its number is not one", async () => {
    const { result } = await readList(
      csv("kind;number;currency;amount", "faktura;1;SEK;1", "faktura;;;350,00"),
    );
    expect(result).toMatchObject({ refused: [{ column: "number", what: { en: "The number is missing." } }] });
  });
});

test.each([
  ["invoice", ["invoice", "Faktura", "KUNDFAKTURA", "utgående faktura", "Sales Invoice"]],
  [
    "credit_note",
    ["credit note", "Credit-Memo", "kreditfaktura", "Kredit", "kreditnota", "KREDITNOTA", "Credit invoice"],
  ],
  ["order", ["order", "Ordre", "bestilling", "Beställning", "Sales order", "salgsordre"]],
])("%s is known by its names in Swedish, Norwegian, Danish and English", async (kind, names) => {
  const { rows } = await readList(
    csv("kind;number;currency;amount", ...names.map((name, n) => `${name};${n};SEK;1.00`)),
  );
  expect(rows.map((row) => row.kind)).toEqual(names.map(() => kind));
});

test("a credit note below zero is read without the minus, its open amount too, with a note", async () => {
  const { rows, notes } = await readList(
    csv(
      "kind;number;currency;amount;open_amount",
      "kreditfaktura;K1;SEK;-100,00;-40,00",
      "kreditfaktura;K2;SEK;100,00-;",
    ),
  );
  expect(rows).toMatchObject([
    { kind: "credit_note", amount: 10_000n, openAmount: 4_000n },
    { kind: "credit_note", amount: 10_000n, openAmount: 10_000n },
  ]);
  expect(notes).toEqual([expect.stringMatching(/^2 credit notes are negative/)]);
});
