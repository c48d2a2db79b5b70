/** One payout: its row, what could not be checked, its open deviations with what to do, and its vouchers. */
import type { DeviationView, PayoutView, VoucherView } from "../../books/views.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import type { Language } from "../../message.ts";
import { amountText } from "../../format/amount.ts";
import { renderDeviations } from "./deviations.ts";
import { messages } from "./messages.ts";
import { renderPayouts } from "./payouts.ts";
import { columnsIn, numbers, table, text } from "./table.ts";
import { wrapped } from "./wrap.ts";

export interface WholePayout {
  readonly payouts: readonly PayoutView[];
  readonly deviations: readonly DeviationView[];
  readonly vouchers: readonly VoucherView[];
}

export function renderPayout(
  { payouts, deviations, vouchers }: WholePayout,
  language: Language,
  now: Date,
  timeZone: string,
): string {
  const open = deviations.filter(({ state }) => state === "open");
  return [
    renderPayouts(payouts, language),
    ...payouts.map((one) => warnings(one, language)),
    ...(open.length > 0 ? [`\n${renderDeviations(open, language, now, timeZone)}`] : []),
    ...open.map((one) => whatToDo(one, language)),
    ...vouchers.map((voucher) => renderVoucher(voucher, language)),
  ].join("\n");
}

function warnings({ unproven, unfindable }: PayoutView, language: Language): string {
  const worst = unfindable === null ? [] : [`✗ ${unfindable[language]}`];
  return [...worst, ...unproven.map((warning) => `! ${warning[language]}`)].join("\n");
}

function whatToDo({ id, code, candidates, paymentReference }: DeviationView, language: Language): string {
  if (!isDeviationCode(code)) return "";
  const { cause, todo } = deviationTexts(code, { id, candidates, paymentReference });
  return wrapped(`${id}: ${cause[language]} ${todo[language]}`, 2, 3).join("\n");
}

const COLUMNS = [
  text(messages.columnAccount),
  numbers(messages.columnDebit),
  numbers(messages.columnCredit),
  text(messages.columnText),
];

function renderVoucher(
  { series, number, date, text: title, rows, currency }: VoucherView,
  language: Language,
): string {
  const side = (amount: string) => (amount === "0.00" ? "" : amountText(amount, currency, language));
  const cells = rows.map((row) => [String(row.account), side(row.debit), side(row.credit), row.text]);
  return `\n${series}${number}  ${date}  ${title}\n${table(columnsIn(language, COLUMNS), cells)}`;
}
