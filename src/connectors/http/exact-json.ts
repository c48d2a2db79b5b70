/**
 * JSON with amounts as exact decimal numbers. An amount goes out as the digits of its integer, never by way of a float; and comes back
 * from the number's own text.
 */
import { parsePlain, showMinor, type Minor } from "../../money.ts";

/** An amount that JSON shall have as a number. */
export class DecimalNumber {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static of(amount: bigint, currency: string): DecimalNumber {
    return new DecimalNumber(showMinor(amount, currency));
  }
}

/** Text of JSON in which every DecimalNumber stands as its digits. */
export function textOfJson(content: unknown): string {
  const numbers: string[] = [];
  // a text that nothing else holds, since its control character is taken out of all others
  const text = JSON.stringify(content, (_key, cell: unknown) => {
    if (typeof cell === "string") return cell.replaceAll("\u0001", "");
    if (!(cell instanceof DecimalNumber)) return cell;
    numbers.push(cell.text);
    return `\u0001${numbers.length - 1}\u0001`;
  });
  return text.replace(/"\\u0001(\d+)\\u0001"/g, (_whole, place: string) => numbers[Number(place)] ?? "null");
}

/** An amount in an answer, where it may be a number or a text; null where it is neither, or has too many decimals. */
export function amountIn(cell: unknown, currency: string): Minor | null {
  if (typeof cell === "string") return parsePlain(cell.trim(), currency);
  if (typeof cell !== "number" || !Number.isFinite(cell)) return null;
  // the shortest text of a double has what the system wrote, for as many digits as an amount has
  return parsePlain(String(cell), currency);
}
