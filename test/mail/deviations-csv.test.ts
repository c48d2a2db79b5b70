import { expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { deviationsCsv } from "../../src/mail/deviations-csv.ts";
import { FACT_NAMES, type LineFacts } from "../../src/format/line-facts.ts";
import { minor } from "../../src/money.ts";
import { BUSY_NIGHT, deviation } from "./example-night.ts";

test("the file reads back as it was, with its mark and CR LF", () => {
  const csv = deviationsCsv(BUSY_NIGHT.deviations.listed, "sv");
  expect(csv.startsWith("\ufeffAvvikelse;Kod;")).toBe(true);
  expect(csv.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const rows: Record<string, string>[] = parse(csv, { bom: true, delimiter: ";", columns: true });
  expect(rows.map((row) => row["Avvikelse"])).toEqual(["27", "28", "29", "32", "33", "30", "31", "12", "5"]);
  expect(rows[2]).toMatchObject({
    Belopp: "2500,00",
    Valuta: "SEK",
    Förslag: "invoice:F1001 (2500,00), invoice:F1002 (2500,00)",
    "Ålder (dagar)": "0",
    Ny: "ja",
  });
  expect(rows[7]).toMatchObject({ Ny: "nej", Referens: "10007 <b>&", Väntat: "1200,00" });
});

test("what a line is looked up by has a column each, and what speaks against a candidate stands with it", () => {
  const csv = deviationsCsv(BUSY_NIGHT.deviations.listed, "sv");
  const rows: Record<string, string>[] = parse(csv, { bom: true, delimiter: ";", columns: true });
  expect(rows[0]).toMatchObject({
    "Order-id": "b7e9b3a2-4f6b-4c1e-9a55-2d1f0c9e7a11",
    "Kort order-id": "4ZQ9KD2",
    "Referens 1": "10045",
    "Referens 2": "WOO-77",
    "Capture-id": "5d2f9f0e-1111-4c1e-9a55-2d1f0c9e7a12",
    "Återbetalnings-id": "",
    Såld: "2026-04-28",
    Debiterad: "2026-04-29",
    Betalsätt: "INVOICE",
    "Klarnas kommentar": "Picked up <in> store",
    "Liknar, men stämmer inte":
      "faktura F1054, order 10054, 2026-04-28, restbelopp 1193,75 SEK (samma belopp och liknande nummer)",
  });
  expect(rows[3]?.["Förslag"]).toBe(
    "invoice:1003 (299,00; fakturan hör till order 1001, raden gäller order 1003), " +
      "invoice:F88 (450,00; bara den andra referensen stämmer, och beloppet är ett annat)",
  );
  expect(rows.at(-1)).toMatchObject({ "Referens 1": "9881", Tvist: "DIS-9988" });
});

test("English has a decimal point", () => {
  const csv = deviationsCsv([deviation({ id: 1n, amount: minor(-5n), expected: "0.05" })], "en");
  const [row]: Record<string, string>[] = parse(csv, { bom: true, delimiter: ";", columns: true });
  expect(row).toMatchObject({ Amount: "-0.05", Expected: "0.05", New: "yes" });
});

test("references that are formulas are disarmed in the file too", () => {
  const csv = deviationsCsv([deviation({ id: 1n, reference: '=cmd|"/C calc"!A0', candidates: [] })], "sv");
  const [row]: Record<string, string>[] = parse(csv, { bom: true, delimiter: ";", columns: true });
  expect(row?.["Referens"]).toBe('\'=cmd|"/C calc"!A0');
});

test.each(['=cmd|"/C calc"!A0', "@SUM(1+1)", "+1+1", "-1+1|x", "\t=1+1", "\r\n=1+1", "\0=1+1", "＝1+1"])(
  "no cell of the file begins as a formula, whichever field of a report is %j",
  (evil) => {
    const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, name.endsWith("Date") ? null : evil]));
    const listed = deviation({
      id: 1n,
      reference: evil,
      merchantId: evil,
      paymentReference: evil,
      lineType: evil,
      file: evil,
      expected: evil,
      found: evil,
      currency: null,
      amount: null,
      candidates: [{ kind: "invoice", number: evil, open: evil, currency: evil }],
      // dates are read before they come here; every other fact is a text of the report
      facts: facts as unknown as LineFacts,
    });
    for (const language of ["sv", "en"] as const) {
      const rows: string[][] = parse(deviationsCsv([listed], language), { bom: true, delimiter: ";" });
      const cells = rows.flat();
      expect(cells.filter((cell) => cell.includes("1+1") || cell.includes("calc")).length).toBeGreaterThan(8);
      expect(cells.filter((cell) => /^[\s\0]*[=+\-@＝]/u.test(cell))).toEqual([]);
    }
  },
);

test("a candidate in another currency says which", () => {
  const listed = deviation({
    id: 1n,
    code: "currency_differs",
    currency: "SEK",
    candidates: [
      { kind: "invoice", number: "F1", open: "11.00", currency: "EUR" },
      { kind: "invoice", number: "F2", open: "11.00", currency: "SEK" },
    ],
  });
  const [row]: Record<string, string>[] = parse(deviationsCsv([listed], "sv"), {
    bom: true,
    delimiter: ";",
    columns: true,
  });
  expect(row?.["Förslag"]).toBe("invoice:F1 (11,00 EUR), invoice:F2 (11,00)");
});
