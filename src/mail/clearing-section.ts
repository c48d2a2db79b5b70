/**
 * The clearing account, merchant by merchant, where some book their sales as daily sums: nothing of theirs is a deviation,
 * so the account's balance is what is watched.
 */
import { messages } from "./messages.ts";
import type { Minor } from "../money.ts";
import type { Language, Message } from "../message.ts";
import { moneyText } from "../format/amount.ts";
import { oneLine, type Block } from "./page.ts";

export interface ClearingOf {
  readonly merchantId: string;
  readonly currency: string;
  /** Debit positive. */
  readonly amount: Minor;
  readonly receivables: "each" | "none";
}

/** What a merchant's amount on the clearing account is. */
export const CLEARING_WORDS: Readonly<Record<ClearingOf["receivables"], Message>> = {
  each: messages.clearingEach,
  none: messages.clearingNone,
};

/** How such a balance is read. */
export const DAILY_SUMS: Message = messages.dailySums;

export function clearingBlocks(clearing: readonly ClearingOf[], language: Language): readonly Block[] {
  if (clearing.length === 0) return [];
  const say = (words: Message) => words[language];
  return [
    {
      kind: "section",
      title: say(messages.clearingAccountMerchant),
    },
    { kind: "sentence", text: say(DAILY_SUMS) },
    {
      kind: "table",
      columns: [
        { title: say(messages.merchant), align: "left" },
        { title: say(messages.bookedKvitt), align: "right" },
      ],
      rows: clearing.map(({ merchantId, receivables, ...money }) => [
        { text: oneLine(merchantId, 40), notes: [say(CLEARING_WORDS[receivables])] },
        { text: moneyText(money, language) },
      ]),
    },
  ];
}
