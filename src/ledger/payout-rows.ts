/**
 * The rows of a payout's voucher that are not sales or returns: bank, fees, VAT, reserves, debt (CONTRACT §6). Pure integer
 * arithmetic. The remainder is the payout less everything that explains it. It is zero for every verified report, and this
 * file recomputes that independently of the report's own verification.
 */
import { messages } from "./messages.ts";
import type { KindOfLine } from "../config/detailed-types.ts";
import { issuerName } from "../issuer-name.ts";
import { minor, negate, subtract, sum, type Minor } from "../money.ts";
import type { Adjustments, Totals } from "../reports/report.ts";
import type { Language, Message } from "../message.ts";
import { placeOf, roleAccount, type PlaceRules } from "./line-place.ts";
import { placeByVersion1 } from "./line-place-1.ts";

/** The sum of a payout's lines of one kind. */
export interface TypeSum extends KindOfLine {
  /** Sum of the lines' effects on the payout, without VAT. */
  readonly effect: Minor;
  readonly count: number;
  /** "order 1001, tvist krn:...": what the line is about, when it has a row of its own. */
  readonly about?: string | null;
}

export interface PayoutSums {
  readonly totals: Totals;
  readonly adjustments: Adjustments;
  readonly byType: readonly TypeSum[];
}

/** Debit is positive, credit negative, until rows are written. */
export interface Entry {
  readonly account: number;
  readonly amount: Minor;
  readonly text: string;
}

export interface BookingRules extends PlaceRules {
  readonly language: Language;
  /** "klarna" or "kustom" */
  readonly issuer: string;
  readonly paymentReference: string;
  /** Version of the matching rules: version 1 knew no detailed types. */
  readonly version: number;
}

/** Swedish VAT on services bought from abroad, both sides (reverse charge). */
const REVERSE_CHARGE_PERCENT = 25n;

/**
 * The payout less its lines and adjustments. Zero for a verified report; otherwise nothing is booked, and the remainder is
 * reported.
 */
export function remainderOf({ totals, adjustments, byType }: PayoutSums): Minor {
  const rowless = sum([
    adjustments.vat,
    adjustments.feeCorrection,
    negate(adjustments.repay),
    adjustments.deposit,
  ]);
  return subtract(totals.settlement, sum([...byType.map(({ effect }) => effect), rowless]));
}

/** Entries of the voucher, without the lines that matching books. Zero entries are left out. */
export function payoutEntries(sums: PayoutSums, rules: BookingRules): Entry[] {
  const { accounts, language, paymentReference } = rules;
  const { totals, adjustments } = sums;
  const say = (text: Message) => text[language];
  const entries: Entry[] = [];
  const feeAccount = rules.version === 1 ? accounts.fee : roleAccount("fee", rules);
  const feeAccounts = new Set([feeAccount]);
  const book = (account: number, amount: bigint, text: string) => {
    if (amount !== 0n) entries.push({ account, amount: minor(amount), text });
  };

  const payout = `${issuerName(rules.issuer)} ${say(messages.payout)} ${paymentReference}`;
  book(accounts.bank, totals.settlement, payout);
  for (const one of sums.byType) {
    const place = rules.version === 1 ? placeByVersion1(one, rules) : placeOf(one, rules);
    if (place === null) continue;
    book(
      place.account,
      negate(one.effect),
      one.about ? `${say(place.words)} ${one.about}` : say(place.words),
    );
    if (one.type === "FEE" || one.type === "FEE_REFUND") feeAccounts.add(place.account);
  }
  const vatAccount = rules.feeVat === "exempt" ? feeAccount : accounts.feeVat;
  book(vatAccount, negate(adjustments.vat), say(messages.vatOnFees));
  book(feeAccount, negate(adjustments.feeCorrection), say(messages.correctedFees));
  book(accounts.debt, adjustments.repay, say(messages.debtRepaid));
  book(accounts.debt, negate(adjustments.deposit), say(messages.newDebt));
  if (rules.feeVat === "reverse") bookReverseCharge(entries, feeAccounts, rules);
  return entries;
}

/** Fees from abroad carry no VAT: the buyer reports it on both sides, and the voucher's sum does not change. */
function bookReverseCharge(
  entries: Entry[],
  feeAccounts: ReadonlySet<number>,
  { accounts, language }: BookingRules,
): void {
  const fees = sum(entries.filter(({ account }) => feeAccounts.has(account)).map(({ amount }) => amount));
  const rounded = fees < 0n ? -50n : 50n;
  const vat = (fees * REVERSE_CHARGE_PERCENT + rounded) / 100n;
  if (vat === 0n) return;
  const text = messages.reverseCharge[language];
  entries.push({ account: accounts.feeVat, amount: minor(vat), text });
  entries.push({ account: accounts.reverseVatOut, amount: minor(-vat), text });
}
