/**
 * The clearing account by merchant, where some book their sales as daily sums: none of their lines is a deviation, so the
 * balance of the account is what has to be watched.
 */
import { messages } from "./messages.ts";
import type { Minor } from "../money.ts";
import type { Language } from "../message.ts";
import { moneyText } from "../format/amount.ts";
import { CLEARING_TEXTS, DAILY_SUMS } from "../format/clearing-texts.ts";
import { oneLine } from "../format/one-line.ts";
import type { Block } from "../format/page.ts";

const SHOWN_MAX = 30;

export interface ClearingOf {
  readonly merchantId: string;
  readonly currency: string;
  /** Debit positive. */
  readonly amount: Minor;
  readonly receivables: "each" | "none";
}

export function clearingBlocks(clearing: readonly ClearingOf[], language: Language): readonly Block[] {
  if (clearing.length === 0) return [];
  return [
    { kind: "section", title: messages.clearingByMerchant[language] },
    { kind: "sentence", text: DAILY_SUMS[language] },
    {
      kind: "table",
      columns: [
        { title: messages.columnMerchantId[language], align: "left" },
        { title: messages.bookedByKvitt[language], align: "right" },
      ],
      rows: clearing
        .slice(0, SHOWN_MAX)
        .map(({ merchantId, receivables, ...money }) => [
          { text: oneLine(merchantId, 40), notes: [CLEARING_TEXTS[receivables][language]] },
          { text: moneyText(money, language) },
        ]),
    },
    ...(clearing.length <= SHOWN_MAX
      ? []
      : [{ kind: "sentence" as const, text: messages.more(clearing.length - SHOWN_MAX)[language] }]),
  ];
}
