/** Formats cells of the evidence's CSV files, safe against spreadsheet formulas, and numbers in its JSON. */
import { csvCell } from "../../mail/csv.ts";
import { decimalsOf, showMinor } from "../../money.ts";
import type { Language } from "../../message.ts";

/** The byte order mark. The files are UTF-8, with `;` between cells and CR LF line ends. */
export const MARK = "\ufeff";

export function csvLine(cells: readonly unknown[]): string {
  const texts = cells.map((cell) => (cell === null || cell === undefined ? "" : String(cell)));
  return `${texts.map((text) => csvCell(text.replaceAll("\0", ""))).join(";")}\r\n`;
}

export function amountIn(language: Language, currency: string) {
  return (amount: bigint | null) => {
    if (amount === null) return "";
    const plain = showMinor(amount, currency);
    return language === "sv" && decimalsOf(currency) > 0 ? plain.replace(".", ",") : plain;
  };
}

/** A JSON replacer: bigints as numbers, or as text where a number would not be exact. */
export function plain(_key: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}
