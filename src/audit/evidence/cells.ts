/** Cells and lines of the evidence's CSV files, which a spreadsheet reads and runs nothing of; and numbers in its JSON. */
import { csvCell } from "../../mail/csv.ts";
import { decimalsOf, showMinor } from "../../money.ts";
import type { Language } from "../../message.ts";

/** UTF-8 with its mark, `;` between the cells, CR LF at the end of lines. */
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

/** Ids are counts that no program should round: as text where they are too large to be exact. */
export function plain(_key: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}
