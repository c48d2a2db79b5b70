/** The table of the clearing account by merchant, where some merchants book their sales as daily sums. */
import type { MerchantClearing } from "../../books/clearing.ts";
import { CLEARING_TEXTS } from "../../format/clearing-texts.ts";
import type { Language } from "../../message.ts";
import { amountText } from "../../format/amount.ts";
import { messages } from "./messages.ts";
import { columnsIn, numbers, table, text } from "./table.ts";

const COLUMNS = [
  text(messages.columnMerchant),
  numbers(messages.columnOnClearing),
  text(),
  text(messages.columnWhatItIs),
];

/** "" where every merchant has receivables. */
export function renderClearing(clearing: readonly MerchantClearing[], language: Language): string {
  if (clearing.length === 0) return "";
  const cells = clearing.map(({ merchantId, currency, amount, receivables }) => [
    merchantId,
    amountText(amount, currency, language),
    currency,
    CLEARING_TEXTS[receivables][language],
  ]);
  return `\n${table(columnsIn(language, COLUMNS), cells)}`;
}
