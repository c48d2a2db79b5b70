/** Amounts with their currency, and counts, as the mails write them. */
import { messages } from "./messages.ts";
import { formatMinor, sum, type Money } from "../money.ts";
import type { Language } from "../message.ts";

/** "1 193,75 SEK" */
export function moneyText({ amount, currency }: Money, language: Language): string {
  return `${formatMinor(amount, currency, language)} ${currency}`;
}

/** "1 193,75 SEK, 20,00 EUR": a sum for each currency, never over two of them. Empty for nothing. */
export function sumsText(amounts: readonly Money[], language: Language): string {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))].sort();
  return currencies
    .map((currency) => {
      const own = amounts.filter((one) => one.currency === currency);
      return moneyText({ currency, amount: sum(own.map(({ amount }) => amount)) }, language);
    })
    .join(", ");
}

/** 1204 is "1 204" in Swedish, "1,204" in English. */
export function countText(count: number, language: Language): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, messages.countText[language]);
}
