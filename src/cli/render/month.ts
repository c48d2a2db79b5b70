/** The table of `kvitt month`: each settlement account's balances, and whether the closing one is explained. */
import type { AccountInMonth } from "../../audit/month/specification.ts";
import { amountText } from "../../format/amount.ts";
import type { Language } from "../../message.ts";
import { messages } from "./messages.ts";
import { columnsIn, numbers, table, text } from "./table.ts";

const COLUMNS = [
  text(messages.columnAccount),
  numbers(messages.columnOpening),
  numbers(messages.columnDebit),
  numbers(messages.columnCredit),
  numbers(messages.columnClosing),
  text(),
  numbers(messages.columnNotExplained),
];

export function renderMonth(accounts: readonly AccountInMonth[], language: Language): string {
  if (accounts.length === 0) return messages.nothingOnAccounts[language];
  const cells = accounts.map(({ account, name, currency, ...one }) => {
    const amount = (units: bigint) => amountText(units, currency, language);
    const { opening, debit, credit, closing, difference } = one;
    return [
      `${account} ${name}`,
      ...[opening, debit, credit, closing].map(amount),
      currency,
      amount(difference),
    ];
  });
  return table(columnsIn(language, COLUMNS), cells);
}
