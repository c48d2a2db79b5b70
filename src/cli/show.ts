/** How payouts, vouchers and runs are shown on a terminal. */
import { messages } from "./messages.ts";
import { amountText } from "../format/amount.ts";
import type { PayoutView, RunView, VoucherView } from "../books/views.ts";
import { dateIn, timeIn } from "../clock.ts";
import { deviationTexts, isDeviationCode } from "../format/deviation-texts.ts";
import type { AgedBucket } from "../format/ageing.ts";
import { PAYOUT_STATES, POSTING_STATES, RUN_KINDS, RUN_STATES } from "../format/state-texts.ts";
import type { Language } from "../message.ts";
import { table, type Column } from "./table.ts";

export function showPayouts(payouts: readonly PayoutView[], language: Language): string {
  if (payouts.length === 0) return messages.noPayoutsYet[language];
  const titles = {
    sv: ["utbetalning", "datum", "belopp", "", "rader", "klara", "avvikelser", "rest", "läge"],
    en: ["payout", "date", "amount", "", "lines", "settled", "deviations", "remainder", "state"],
  }[language];
  const numbers = new Set([2, 4, 5, 6, 7]);
  const columns = titles.map((title, index) => ({
    title,
    align: numbers.has(index) ? ("right" as const) : ("left" as const),
  }));
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
  return table(...withMerchants({ columns, cells, merchants, at: 1 }, language));
}

interface Listed {
  readonly columns: readonly Column[];
  readonly cells: readonly (readonly string[])[];
  /** Of each row; "" where it is not known. */
  readonly merchants: readonly string[];
  /** Where their column goes. */
  readonly at: number;
}

/** Two merchants may have the same payment reference, so where there are several each row says whose it is. */
export function withMerchants({ columns, cells, merchants, at }: Listed, language: Language) {
  if (new Set(merchants.filter((one) => one !== "")).size < 2) return [columns, cells] as const;
  const column: Column = { title: messages.merchant[language] };
  return [
    columns.toSpliced(at, 0, column),
    cells.map((row, index) => row.toSpliced(at, 0, merchants[index] ?? "")),
  ] as const;
}

export function showVouchers(vouchers: readonly VoucherView[], language: Language): string {
  if (vouchers.length === 0) return messages.noVouchers[language];
  const titles = {
    sv: ["verifikation", "datum", "utbetalning", "debet", "", "rader", "lämnad till"],
    en: ["voucher", "date", "payout", "debit", "", "rows", "delivered to"],
  }[language];
  const right = new Set([3, 5]);
  const columns = titles.map((title, index) => ({
    title,
    align: right.has(index) ? ("right" as const) : ("left" as const),
  }));
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
  return table(...withMerchants({ columns, cells, merchants, at: 3 }, language));
}

function postingText(
  { target, state, reference, waitsFor }: VoucherView["postings"][number],
  language: Language,
): string {
  if (reference !== null) return `${target}: ${reference}`;
  const why =
    waitsFor !== null && isDeviationCode(waitsFor) ? deviationTexts(waitsFor).title[language] : null;
  const words = POSTING_STATES[state]?.[language] ?? state;
  return `${target}: ${words}${why === null ? "" : ` (${why})`}`;
}

function totalOf(rows: readonly { readonly debit: string }[]): string {
  // decimal strings of one currency add up as integers of their last place
  const places = rows[0]?.debit.split(".")[1]?.length ?? 0;
  const total = rows.reduce((sum, { debit }) => sum + BigInt(debit.replace(".", "")), 0n);
  const digits = String(total).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

export function showRuns(runs: readonly RunView[], language: Language, timeZone: string): string {
  if (runs.length === 0) return messages.nothingRunYet[language];
  const titles = {
    sv: ["id", "körning", "läge", "började", "filer", "utbetalningar", "problem"],
    en: ["id", "run", "state", "began", "files", "payouts", "problem"],
  }[language];
  const right = new Set([0, 4, 5]);
  const columns = titles.map((title, index) => ({
    title,
    align: right.has(index) ? ("right" as const) : ("left" as const),
  }));
  const cells = runs.map(({ id, kind, state, startedAt, files, payouts, problem }) => [
    String(id),
    RUN_KINDS[kind]?.[language] ?? kind,
    RUN_STATES[state]?.[language] ?? state,
    `${dateIn(timeZone, new Date(startedAt))} ${timeIn(timeZone, new Date(startedAt))}`,
    String(files),
    String(payouts),
    problem ?? "",
  ]);
  return table(columns, cells);
}

/** Open deviations and the clearing account by age; empty when nothing is open. A currency more is a row more. */
export function showAges(ages: readonly AgedBucket[], language: Language): string {
  if (ages.every(({ open, clearing }) => open === 0 && clearing.length === 0)) return "";
  const titles = {
    sv: ["dagar", "öppna avvikelser", "på avräkningskontot", ""],
    en: ["days", "open deviations", "on the clearing account", ""],
  }[language];
  const columns = titles.map((title, index) => ({
    title,
    align: index === 1 || index === 2 ? ("right" as const) : ("left" as const),
  }));
  const rows = ages.flatMap(({ name, open, clearing }) => {
    const [first, ...others] = clearing.map(({ currency, amount }) => [
      amountText(amount, currency, language),
      currency,
    ]);
    return [[name, String(open), ...(first ?? ["–", ""])], ...others.map((money) => ["", "", ...money])];
  });
  return `\n${table(columns, rows)}`;
}
