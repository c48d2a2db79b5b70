/** Rows that a spreadsheet, or a person in one, has added to a report: sums, notes, rows without what makes a transaction. */
import { cells, type CsvRow } from "./split-csv.ts";

/** "Summa", "Total", "I alt", "Yhteensä" and the like, as the beginning of a cell. */
const SUM_WORD =
  /^(?:(?:del|total|slut)?summa|sum(?:me|ma|mary)?|(?:grand |sub-?)?total(?:t|er|sum)?|i alt|samtals|yhteens\u00e4|gesamt(?:summe)?|saldo|att betala)(?![\p{L}_])/iu;

export function isSumWord(text: string): boolean {
  return SUM_WORD.test(text.trim());
}

/** Of a row whose type is none that is known. Klarna leaves neither the type nor the amount of a transaction empty. */
export function isSpreadsheetRow(
  row: CsvRow,
  { type, amount }: { readonly type: string; readonly amount: string },
): boolean {
  const first = cells(row).find((value) => value.trim() !== "") ?? "";
  return type === "" || amount === "" || isSumWord(first) || isSumWord(type);
}

/** What is in the row, for a person. */
export function shownRow(row: CsvRow): string {
  const filled = cells(row)
    .map((value) => value.trim())
    .filter((value) => value !== "");
  return filled.join(" ");
}
