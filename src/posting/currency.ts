/**
 * A payout in another currency than the books: its voucher stands in the payout's own currency, and is converted for targets that know
 * only one (a SIE file has one currency). Exact integer arithmetic, row by row; what the rounding of the rows leaves over
 * goes to the rounding account, so that the result balances. Pure.
 */
import type { VoucherRow } from "../ledger/voucher.ts";
import { decimalsOf, minor, ZERO, type Minor } from "../money.ts";
import type { Language, Words } from "../words.ts";
import type { Rate } from "./rates-file.ts";
import { rateOn, type Rates } from "./rates.ts";
import type { VoucherSource } from "./voucher-source.ts";

export type InBookCurrency =
  | { readonly kind: "ready"; readonly voucher: VoucherSource; readonly rate: Rate | null }
  | { readonly kind: "needs_rate"; readonly currency: string; readonly date: string };

export interface BookCurrency {
  readonly currency: string;
  /** Takes the residue of rounding (3740). */
  readonly roundingAccount: number;
  readonly language: Language;
}

/** The voucher as it is, or converted with the latest rate at or before its date, or what is missing. */
export function inBookCurrency(voucher: VoucherSource, book: BookCurrency, rates: Rates): InBookCurrency {
  if (voucher.currency === book.currency) return { kind: "ready", voucher, rate: null };
  const rate = rateOn(rates, voucher.currency, voucher.date);
  if (rate === null) return { kind: "needs_rate", currency: voucher.currency, date: voucher.date };
  return { kind: "ready", voucher: converted(voucher, book, rate), rate };
}

/** An exact amount of one currency in another, half an öre away from zero. `rate` is a decimal text above zero. */
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

function converted(voucher: VoucherSource, book: BookCurrency, { rate }: Rate): VoucherSource {
  const into = converter(voucher.currency, book.currency, rate);
  const { accounts } = voucher.uses;
  return {
    ...voucher,
    currency: book.currency,
    text: `${voucher.text} (${voucher.currency} ${book.language === "sv" ? rate.replace(".", ",") : rate})`,
    // Declared before the rows are known, so also where no residue will be left.
    uses: {
      ...voucher.uses,
      accounts: [...new Set([...accounts, book.roundingAccount])].sort((a, b) => a - b),
    },
    async *batches() {
      let balance = 0n;
      let last: VoucherRow | undefined;
      for await (const batch of voucher.batches()) {
        const rows = batch.map((row) => ({ ...row, debit: into(row.debit), credit: into(row.credit) }));
        for (const row of rows) balance += row.debit - row.credit;
        last = rows.at(-1) ?? last;
        yield rows;
      }
      if (balance !== 0n && last) yield [residue(balance, book, last)];
    },
  };
}

const RESIDUE: Words = { en: "Rounding of currency", sv: "Öresavrundning vid valutaomräkning" };

/** Cost centre and project as the rows have them: some programs refuse an account that lacks one. */
function residue(balance: bigint, { roundingAccount, language }: BookCurrency, like: VoucherRow): VoucherRow {
  return {
    account: roundingAccount,
    debit: balance < 0n ? minor(-balance) : ZERO,
    credit: balance > 0n ? minor(balance) : ZERO,
    text: RESIDUE[language],
    costCentre: like.costCentre,
    project: like.project,
  };
}
