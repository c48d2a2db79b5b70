/** Canonical amounts and rates for the extra columns of a line, whatever the file's format is. */
import { decimalsOf, showMinor } from "../../money.ts";
import { readAnyAmount, type Mark } from "./amount.ts";

/** Unchanged when it is not an amount: nothing is proven with it. */
export function plainAmount(text: string, mark: Mark, currency: string): string {
  const length = text.length;
  if (mark === "." && length > 3 && text.indexOf(".") === length - 3 && /^\d+\.\d\d$/.test(text)) return text;
  const units = readAnyAmount(text, mark, decimalsOf(currency));
  return Number.isNaN(units) ? text : showMinor(BigInt(units), currency);
}

/** "25.00", "25,0" and "25 %" are all "25". A rate has no groups, so either mark is its decimal mark. */
export function plainRate(text: string): string {
  const plain = text.replace(/\s*%$/, "").replace(",", ".");
  return /^\d+\.\d+$/.test(plain) ? plain.replace(/\.?0+$/, "") : plain;
}
