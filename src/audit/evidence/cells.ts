/** Amounts in the cells of the evidence's CSV files, and numbers in its JSON. */
import { showMinor } from "../../money.ts";
import { csvNumber } from "../../format/csv.ts";
import type { Language } from "../../message.ts";

export function amountIn(language: Language, currency: string) {
  return (amount: bigint | null) => {
    if (amount === null) return "";
    return csvNumber(showMinor(amount, currency), language);
  };
}

/** A JSON replacer: bigints as numbers, or as text where a number would not be exact. */
export function plain(_key: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}
