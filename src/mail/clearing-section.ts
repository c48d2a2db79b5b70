/**
 * The clearing account, merchant by merchant, where some book their sales as daily sums: nothing of theirs is a deviation,
 * so the account's balance is what is watched.
 */
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
  each: { sv: "väntar på kundfordringar", en: "waits for receivables" },
  none: { sv: "bokfört mot dagssummor", en: "booked against daily sums" },
};

/** How such a balance is read. */
export const DAILY_SUMS: Message = {
  sv: "Butiker med receivables: none bokför sin försäljning som dagssummor mot samma konto. Jämför med kontots saldo i bokföringen: det som står kvar där är försäljning som ännu inte har betalats ut. Står samma belopp kvar längre än till nästa utbetalning skiljer sig dagssummorna från det som betalats ut.",
  en: "Merchants with receivables: none book their sales as daily sums against the same account. Compare with the account's balance in the books: what is left there is sold and not paid out yet. An amount that stays longer than until the next payout means that the daily sums differ from what was paid out.",
};

export function clearingBlocks(clearing: readonly ClearingOf[], language: Language): readonly Block[] {
  if (clearing.length === 0) return [];
  const say = (words: Message) => words[language];
  return [
    {
      kind: "section",
      title: say({ sv: "Avräkningskontot per butik", en: "The clearing account by merchant" }),
    },
    { kind: "sentence", text: say(DAILY_SUMS) },
    {
      kind: "table",
      columns: [
        { title: say({ sv: "Butik", en: "Merchant" }), align: "left" },
        { title: say({ sv: "Kvitt har bokfört", en: "Booked by Kvitt" }), align: "right" },
      ],
      rows: clearing.map(({ merchantId, receivables, ...money }) => [
        { text: oneLine(merchantId, 40), notes: [say(CLEARING_WORDS[receivables])] },
        { text: moneyText(money, language) },
      ]),
    },
  ];
}
