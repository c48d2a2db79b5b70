/**
 * Converts the voucher of a payout in another currency than the books. In the books it is in the payout's currency; targets
 * that have only one currency (a SIE file) get it converted. Exact integer arithmetic, row by row; the rounding of the rows
 * goes to the rounding account, so that the result balances. Pure.
 *
 * A receivable was booked at the rate of its own day, and only that amount clears its account. The difference to the rate of
 * the payout's day is an exchange gain or loss (3960, 7960), in two rows per receivable.
 *
 * VAT on fees that the report gives in the book currency is booked as given; other VAT is converted.
 */
import { messages } from "./messages.ts";
import type { Accounts } from "../config/accounts.ts";
import type { VoucherRow } from "../ledger/voucher.ts";
import { decimalsOf, minor, ZERO, type Minor } from "../money.ts";
import type { Language } from "../message.ts";
import type { Rate } from "./rates-file.ts";
import { rateOn, type Rates } from "./rates.ts";
import type { SettledReceivable, VoucherSource } from "./voucher-source.ts";

export type InBookCurrency =
  /** `rates`: those used, the voucher's own first; empty when nothing was converted. */
  | { readonly kind: "ready"; readonly voucher: VoucherSource; readonly rates: readonly Rate[] }
  | { readonly kind: "needs_rate"; readonly currency: string; readonly date: string };

export interface BookCurrency {
  readonly currency: string;
  readonly accounts: Pick<Accounts, "receivable" | "rounding" | "fxGain" | "fxLoss" | "feeVat">;
  readonly language: Language;
}

/**
 * The voucher unchanged, or converted with the latest rate at or before its rate date, or the rate that is missing. A
 * receivable without a date, with one after the payout's, or from before the first known rate has no exchange difference.
 */
export function inBookCurrency(voucher: VoucherSource, book: BookCurrency, rates: Rates): InBookCurrency {
  const { currency, rateDate: date } = voucher;
  if (currency === book.currency) return { kind: "ready", voucher, rates: [] };
  const own = rateOn(rates, currency, date);
  if (own === null) return { kind: "needs_rate", currency, date };
  const earlier = new Map<string, Rate>();
  for (const day of voucher.settled.dates) {
    const rate = day < date ? rateOn(rates, currency, day) : null;
    if (rate !== null && rate.date !== own.date) earlier.set(day, rate);
  }
  return {
    kind: "ready",
    voucher: converted(voucher, book, own, earlier),
    rates: [own, ...new Set(earlier.values())],
  };
}

/** Converts an amount, rounding half away from zero. `rate` is a decimal text above zero. */
export function convert(amount: Minor, from: string, to: string, rate: string): Minor {
  return converter(from, to, rate)(amount);
}

function converter(from: string, to: string, rate: string): (amount: Minor) => Minor {
  const [whole = "", fraction = ""] = rate.split(".");
  // The rate as a ratio of integers, between minor units: 11.4523 SEK for a EUR is 114523/10000, also öre for a cent.
  let over = BigInt(whole + fraction);
  let under = 10n ** BigInt(fraction.length);
  const shift = decimalsOf(to) - decimalsOf(from);
  if (shift > 0) over *= 10n ** BigInt(shift);
  else under *= 10n ** BigInt(-shift);
  return (amount) => {
    const positive = amount < 0n ? -amount : amount;
    const rounded = (positive * over * 2n + under) / (under * 2n);
    return minor(amount < 0n ? -rounded : rounded);
  };
}

/** `earlier`: the rates of the receivables' days, where they differ from the voucher's own. */
function converted(
  voucher: VoucherSource,
  book: BookCurrency,
  own: Rate,
  earlier: ReadonlyMap<string, Rate>,
): VoucherSource {
  const into = converter(voucher.currency, book.currency, own.rate);
  const { receivable, rounding, fxGain, fxLoss } = book.accounts;
  const added = earlier.size > 0 ? [rounding, receivable, fxGain, fxLoss] : [rounding];
  return {
    ...voucher,
    currency: book.currency,
    text: `${voucher.text} (${showRate(own, book)})`,
    // Declared before the rows are known, so also where there will be no rounding and no difference.
    uses: {
      ...voucher.uses,
      accounts: [...new Set([...voucher.uses.accounts, ...added])].sort((a, b) => a - b),
    },
    async *batches() {
      let balance = 0n;
      let stated = voucher.statedVat ?? null;
      let last: VoucherRow | undefined;
      for await (const batch of voucher.batches()) {
        const rows = batch.map((row) => {
          if (stated === null || row.account !== book.accounts.feeVat)
            return { ...row, debit: into(row.debit), credit: into(row.credit) };
          const amount = minor(row.debit - row.credit);
          const { of, as } = stated;
          stated = null; // it is in the first row on the account; any other row is converted
          return { ...row, ...sides(minor(as + (of === null ? 0n : into(minor(amount - of))))) };
        });
        for (const row of rows) balance += row.debit - row.credit;
        last = rows.at(-1) ?? last;
        yield rows;
      }
      if (!last) return;
      if (balance !== 0n)
        yield [rowOf(rounding, minor(-balance), messages.conversionRounding[book.language], last)];
      if (earlier.size === 0) return;
      for await (const batch of voucher.settled.batches())
        yield batch.flatMap((one) => exchangeDifference(one, book, into, earlier.get(one.date), last));
    },
  };
}

/** Corrects the receivable's account from the amount at the payout's rate to the amount it was booked at. */
function exchangeDifference(
  { number, amount }: SettledReceivable,
  book: BookCurrency,
  into: (amount: Minor) => Minor,
  rate: Rate | undefined,
  like: VoucherRow,
): readonly VoucherRow[] {
  if (rate === undefined) return [];
  const left = minor(convert(amount, rate.currency, book.currency, rate.rate) - into(amount));
  if (left === 0n) return [];
  const text = `${messages.exchangeDifference[book.language]} ${number} (${showRate(rate, book)})`;
  const { receivable, fxGain, fxLoss } = book.accounts;
  return [rowOf(receivable, left, text, like), rowOf(left > 0n ? fxGain : fxLoss, minor(-left), text, like)];
}

/** "EUR 11,4523" */
function showRate({ currency, rate }: Rate, { language }: BookCurrency): string {
  return `${currency} ${language === "sv" ? rate.replace(".", ",") : rate}`;
}

/** Debit above zero, credit below. With the voucher's cost centre and project: some programs refuse a row without them. */
function rowOf(
  account: number,
  amount: Minor,
  text: string,
  { costCentre, project }: VoucherRow,
): VoucherRow {
  return { account, ...sides(amount), text, costCentre, project };
}

function sides(amount: Minor): Pick<VoucherRow, "debit" | "credit"> {
  return amount > 0n ? { debit: amount, credit: ZERO } : { debit: ZERO, credit: minor(-amount) };
}
