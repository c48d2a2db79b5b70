/** The table of vouchers. */
import type { VoucherView } from "../../books/views.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import { POSTING_STATES } from "../../format/state-texts.ts";
import type { Language } from "../../message.ts";
import { amountText } from "../../format/amount.ts";
import { tableByMerchant } from "./merchants.ts";
import { messages } from "./messages.ts";
import { numbers, text } from "./table.ts";

const COLUMNS = [
  text(messages.columnVoucher),
  text(messages.columnDate),
  text(messages.columnPayout),
  numbers(messages.columnDebit),
  text(),
  numbers(messages.columnRows),
  text(messages.columnDeliveredTo),
];

export function renderVouchers(vouchers: readonly VoucherView[], language: Language): string {
  if (vouchers.length === 0) return messages.noVouchers[language];
  const cells = vouchers.map(({ series, number, date, paymentReference, rows, currency, postings }) => [
    `${series}${number}`,
    date,
    paymentReference,
    amountText(totalOf(rows), currency, language),
    currency,
    String(rows.length),
    postings.map((posting) => postingText(posting, language)).join(", "),
  ]);
  const merchants = vouchers.map(({ merchantId }) => merchantId);
  return tableByMerchant({ columns: COLUMNS, cells, merchants, at: 3 }, language);
}

function postingText(
  { target, state, reference, waitsFor }: VoucherView["postings"][number],
  language: Language,
): string {
  if (reference !== null) return `${target}: ${reference}`;
  const why =
    waitsFor === "gathered"
      ? messages.waitsForFile[language]
      : waitsFor !== null && isDeviationCode(waitsFor)
        ? deviationTexts(waitsFor).title[language]
        : null;
  const shown = POSTING_STATES[state]?.[language] ?? state;
  return `${target}: ${shown}${why === null ? "" : ` (${why})`}`;
}

function totalOf(rows: readonly { readonly debit: string }[]): string {
  // decimal strings of one currency have equally many decimals, so they add up as integers
  const places = rows[0]?.debit.split(".")[1]?.length ?? 0;
  const total = rows.reduce((sum, { debit }) => sum + BigInt(debit.replace(".", "")), 0n);
  const digits = String(total).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
