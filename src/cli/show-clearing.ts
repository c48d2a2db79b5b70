/** The clearing account by merchant on a terminal, where some book their sales as daily sums. */
import type { MerchantClearing } from "../books/clearing.ts";
import { amountText } from "../format/amount.ts";
import { CLEARING_TEXTS } from "../format/clearing-texts.ts";
import type { Language } from "../message.ts";
import { table } from "./table.ts";

/** "" where every merchant has receivables. */
export function showClearing(clearing: readonly MerchantClearing[], language: Language): string {
  if (clearing.length === 0) return "";
  const titles = {
    sv: ["butik", "på avräkningskontot", "", "vad det är"],
    en: ["merchant", "on the clearing account", "", "what it is"],
  }[language];
  const columns = titles.map((title, index) => ({
    title,
    align: index === 1 ? ("right" as const) : ("left" as const),
  }));
  const cells = clearing.map(({ merchantId, currency, amount, receivables }) => [
    merchantId,
    amountText(amount, currency, language),
    currency,
    CLEARING_TEXTS[receivables][language],
  ]);
  return `\n${table(columns, cells)}`;
}
