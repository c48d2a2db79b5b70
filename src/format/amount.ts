/** How an amount is shown to a person: with the language's marks, with its currency, in every language, and summed. */
import { inEach, type Language, type Message } from "../message.ts";
import { parsePlain, showMinor, sum, type Money } from "../money.ts";

const MARKS: Readonly<Record<Language, { readonly thousands: string; readonly decimal: string }>> = {
  sv: { thousands: "\u00a0", decimal: "," },
  en: { thousands: ",", decimal: "." },
};

/**
 * An amount without its currency: 119375n or "1193.75" is "1 193,75" (no-break space) in Swedish, "1,193.75" in English.
 * What is expected or found may be an amount or words; words stay as they are.
 */
export function amountText(amount: bigint | string, currency: string, language: Language): string {
  const units = typeof amount === "string" ? parsePlain(amount, currency) : amount;
  if (units === null) return String(amount);
  const [whole = "0", fraction] = showMinor(units, currency).replace("-", "").split(".");
  const text = grouped(whole, language) + (fraction === undefined ? "" : MARKS[language].decimal + fraction);
  return units < 0n ? `\u2212${text}` : text;
}

/** An amount with its currency: "1 193,75 SEK". */
export function moneyText(
  { amount, currency }: { readonly amount: bigint | string; readonly currency: string },
  language: Language,
): string {
  return `${amountText(amount, currency, language)} ${currency}`;
}

/** An amount with its currency, in every language. */
export function moneyMessage(amount: bigint | string, currency: string): Message {
  return inEach((language) => moneyText({ amount, currency }, language));
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
  return grouped(String(count), language);
}

/** The decimal string of a number as the language's spreadsheet reads it, without grouping: "1193,75" in Swedish. */
export function decimalText(plain: string, language: Language): string {
  return plain.replace(".", MARKS[language].decimal);
}

function grouped(digits: string, language: Language): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, MARKS[language].thousands);
}
