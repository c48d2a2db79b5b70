/**
 * Amounts as reports print them, read straight from a piece of the row's text into whole minor units. The decimal
 * mark is decided once per file (see `csv/cell-format.ts`), never per cell; nothing is ever rounded.
 */

export type Mark = "." | ",";

/** Digits that a number holds exactly with room for sums; 999 billion kronor are enough for one line. */
export const MAX_DIGITS = 15;

type AmountFault = "amount_unreadable" | "amount_precision" | "amount_too_large";

/**
 * The amount in minor units (negative when a minus is printed before or after it), or NaN when it is none:
 * `amountFault` then says why. `decimals` is the number of minor-unit decimals of the currency.
 */
export function readAmount(text: string, start: number, end: number, mark: Mark, decimals: number): number {
  const markCode = mark === "." ? 46 : 44;
  let i = start;
  let negative = false;
  if (text.charCodeAt(i) === 45) {
    negative = true;
    i++;
  }
  // The plain form, which is nearly every cell: digits, mark, exactly the currency's decimals.
  const point = end - decimals - 1;
  if (decimals > 0 && point > i && end - i <= MAX_DIGITS && text.charCodeAt(point) === markCode) {
    let units = 0;
    for (; i < end; i++) {
      const digit = text.charCodeAt(i) - 48;
      if (digit >= 0 && digit <= 9) units = units * 10 + digit;
      else if (i !== point) return readAnyAmount(text.slice(start, end), mark, decimals);
    }
    return negative ? -units : units;
  }
  return readAnyAmount(text.slice(start, end), mark, decimals);
}

/** Grouped in threes by a space (also no-break and narrow no-break), an apostrophe or the other mark; always the same one. */
const GROUPED = {
  ".": /^(\d{1,3}(?:([ ,'\u2019\u00a0\u202f])\d{3}(?:\2\d{3})*)?|\d+)(?:\.(\d+))?$/,
  ",": /^(\d{1,3}(?:([ .'\u2019\u00a0\u202f])\d{3}(?:\2\d{3})*)?|\d+)(?:,(\d+))?$/,
} as const satisfies Record<Mark, RegExp>;

export function readAnyAmount(text: string, mark: Mark, decimals: number): number {
  const read = splitAmount(text, mark);
  if (!read) return Number.NaN;
  const fraction = read.fraction.padEnd(decimals, "0");
  // "12.500" is exact with two decimals, "12.505" is not: only zeros may be dropped.
  if (/[1-9]/.test(fraction.slice(decimals))) return Number.NaN;
  const digits = read.whole + fraction.slice(0, decimals);
  if (digits.replace(/^0+/, "").length > MAX_DIGITS) return Number.NaN;
  const units = Number(digits);
  return read.negative ? -units : units;
}

/** Why `readAmount` gave NaN. */
export function amountFault(text: string, mark: Mark, decimals: number): AmountFault {
  const read = splitAmount(text, mark);
  if (!read) return "amount_unreadable";
  return /[1-9]/.test(read.fraction.slice(decimals)) ? "amount_precision" : "amount_too_large";
}

function splitAmount(
  text: string,
  mark: Mark,
): { whole: string; fraction: string; negative: boolean } | null {
  const bare = text.trim();
  const unsigned = stripMinus(bare);
  if (unsigned === null) return null;
  const parts = GROUPED[mark].exec(unsigned);
  if (!parts) return null;
  return {
    whole: (parts[1] ?? "").replace(/\D/g, ""),
    fraction: parts[3] ?? "",
    negative: unsigned !== bare,
  };
}

/** The amount without its one minus (hyphen or U+2212, before or after); null when there are two. */
export function stripMinus(text: string): string | null {
  const parts = /^([-\u2212]?)\s?(.*?)\s?([-\u2212]?)$/u.exec(text);
  if (!parts) return null;
  const [, before = "", rest = "", after = ""] = parts;
  return before !== "" && after !== "" ? null : rest;
}
