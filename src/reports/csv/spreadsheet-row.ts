/** Recognises rows that were added to a report in a spreadsheet: sums, notes, rows without type or amount. */
import { cells, type CsvRow } from "./csv-row.ts";

/** "Summa", "Total", "I alt", "Yhteensä" and the like, as the beginning of a cell. */
const SUM_WORD =
  /^(?:(?:del|total|slut)?summa|sum(?:me|ma|mary)?|(?:grand |sub-?)?total(?:t|er|sum)?|i alt|samtals|yhteens\u00e4|gesamt(?:summe)?|saldo|att betala)(?![\p{L}_])/iu;

export function isSumWord(text: string): boolean {
  return SUM_WORD.test(text.trim());
}

/** For a row of unknown type. Klarna leaves neither the type nor the amount of a transaction empty. */
export function isSpreadsheetRow(
  row: CsvRow,
  { type, amount }: { readonly type: string; readonly amount: string },
): boolean {
  const first = cells(row).find((value) => value.trim() !== "") ?? "";
  return type === "" || amount === "" || isSumWord(first) || isSumWord(type);
}

/** The filled cells, for a message. */
export function shownRow(row: CsvRow): string {
  const filled = cells(row)
    .map((value) => value.trim())
    .filter((value) => value !== "");
  return filled.join(" ");
}
