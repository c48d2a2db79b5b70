/** CSV files for Excel: `;` between the cells, UTF-8 with its mark, and no cell that a spreadsheet would run as a formula. */
import { decimalText } from "./amount.ts";
import type { Language } from "../message.ts";

/** The byte order mark: without it Excel reads UTF-8 as another encoding. */
export const BYTE_ORDER_MARK = "\ufeff";

const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

/**
 * One cell. A text that a spreadsheet could take for a formula gets an apostrophe in front: order numbers and
 * references are written by customers and shops (OWASP, "CSV Injection"). A plain number stays a number.
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/u.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[";\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A line with its CR LF (RFC 4180). An empty cell for what is null. */
export function csvLine(cells: readonly unknown[]): string {
  const texts = cells.map((cell) => (cell === null || cell === undefined ? "" : String(cell)));
  return `${texts.map((text) => csvCell(text.replaceAll("\0", ""))).join(";")}\r\n`;
}

/** A decimal string as the language's Excel reads a number: "1193,75" in Swedish. Any other text stays as it is. */
export function csvNumber(text: string, language: Language): string {
  return NUMBER.test(text) ? decimalText(text, language) : text;
}
