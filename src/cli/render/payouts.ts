/** The table of payouts. */
import type { PayoutView } from "../../books/views.ts";
import { PAYOUT_STATES } from "../../format/state-texts.ts";
import type { Language } from "../../message.ts";
import { amountText } from "../../format/amount.ts";
import { tableByMerchant } from "./merchants.ts";
import { messages } from "./messages.ts";
import { numbers, text } from "./table.ts";

const COLUMNS = [
  text(messages.columnPayout),
  text(messages.columnDate),
  numbers(messages.columnAmount),
  text(),
  numbers(messages.columnLines),
  numbers(messages.columnMatched),
  numbers(messages.columnDeviations),
  numbers(messages.columnDifference),
  text(messages.columnState),
];

export function renderPayouts(payouts: readonly PayoutView[], language: Language): string {
  if (payouts.length === 0) return messages.noPayoutsYet[language];
  const cells = payouts.map(
    ({ paymentReference, payoutDate, settlementAmount, currency, lines, remainder, state }) => [
      paymentReference,
      payoutDate,
      amountText(settlementAmount, currency, language),
      currency,
      String(lines.total),
      String(lines.settled),
      lines.deviating === 0 ? "–" : String(lines.deviating),
      amountText(remainder, currency, language),
      PAYOUT_STATES[state]?.[language] ?? state,
    ],
  );
  const merchants = payouts.map(({ merchantId }) => merchantId);
  return tableByMerchant({ columns: COLUMNS, cells, merchants, at: 1 }, language);
}
