/** Amounts as a person reads them on a terminal. */
import { formatMinor, parsePlain } from "../../money.ts";
import type { Language } from "../../message.ts";

/** "1193.75" or 119375n is "1 193,75" in Swedish. What is no amount stays as it is. */
export function amountText(amount: bigint | string, currency: string, language: Language): string {
  const units = typeof amount === "string" ? parsePlain(amount, currency) : amount;
  return units === null ? String(amount) : formatMinor(units, currency, language);
}
