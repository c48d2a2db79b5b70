/**
 * The rows of a payout's voucher that are not sales or returns: bank, fees, VAT, reserves, debt (CONTRACT §6).
 * Pure arithmetic on integers. What is left between the payout and everything that explains it is the remainder,
 * and it is zero for every report that was proven: this file recomputes that on its own way.
 */
import type { Accounts } from "../accounts.ts";
import { issuerName } from "../issuer-name.ts";
import { minor, negate, subtract, sum, type Minor } from "../money.ts";
import type { Besides, LineType, Totals } from "../report/report.ts";
import type { Language, Words } from "../words.ts";

/** All lines of one type and detailed type in a payout, added up. */
export interface TypeSum {
  readonly type: LineType;
  readonly detailedType: string | null;
  /** Sum of the lines' effects on the payout, without VAT. */
  readonly effect: Minor;
  readonly count: number;
  /** "order 1001, tvist krn:...": what a line is about that has a row of its own. */
  readonly about?: string | null;
}

export interface PayoutSums {
  readonly totals: Totals;
  readonly besides: Besides;
  readonly byType: readonly TypeSum[];
}

/** Debit is positive, credit negative, until rows are written. */
export interface Entry {
  readonly account: number;
  readonly amount: Minor;
  readonly text: string;
}

export interface BookingRules {
  readonly accounts: Accounts;
  /** The configured account of a CHARGE, CREDIT or CORRECTION; null: suspense. */
  readonly lineAccount: (type: LineType, detailedType: string | null) => number | null;
  readonly feeVat: "normal" | "reverse" | "exempt";
  readonly language: Language;
  /** "klarna" or "kustom" */
  readonly issuer: string;
  readonly paymentReference: string;
}

/** Types that have no account of their own: booked to suspense until one is configured. */
export const NEEDS_ACCOUNT: readonly LineType[] = ["CHARGE", "CREDIT", "CORRECTION"];

const LEFT_TO_MATCHING: readonly LineType[] = ["SALE", "RETURN"];
/** Swedish VAT on services bought from abroad, both sides (reverse charge). */
const REVERSE_CHARGE_PERCENT = 25n;

/**
 * What is left of the payout when its lines and what no line shows are taken from it: the report's proof, on a way of its
 * own. Zero for a proven report; anything else is shown, and nothing is booked.
 */
export function remainderOf({ totals, besides, byType }: PayoutSums): Minor {
  const rowless = sum([besides.vat, besides.feeCorrection, negate(besides.repay), besides.deposit]);
  return subtract(totals.settlement, sum([...byType.map(({ effect }) => effect), rowless]));
}

/** Entries of the voucher but for SALE and RETURN lines, which matching books. Zero entries are left out. */
export function payoutEntries(sums: PayoutSums, rules: BookingRules): Entry[] {
  const { accounts, language, paymentReference } = rules;
  const { totals, besides } = sums;
  const say = (words: Words) => words[language];
  const entries: Entry[] = [];
  const book = (account: number, amount: bigint, text: string) => {
    if (amount !== 0n) entries.push({ account, amount: minor(amount), text });
  };

  const payout = `${issuerName(rules.issuer)} ${say({ sv: "utbetalning", en: "payout" })} ${paymentReference}`;
  book(accounts.bank, totals.settlement, payout);
  for (const { type, detailedType, effect, about } of sums.byType) {
    if (LEFT_TO_MATCHING.includes(type)) continue;
    const { account, words } = placeOf(type, detailedType, rules);
    book(account, negate(effect), about ? `${say(words)} ${about}` : say(words));
  }
  const vatAccount = rules.feeVat === "exempt" ? accounts.fee : accounts.feeVat;
  book(vatAccount, negate(besides.vat), say({ sv: "Moms på avgifter", en: "VAT on fees" }));
  book(accounts.fee, negate(besides.feeCorrection), say({ sv: "Rättade avgifter", en: "Corrected fees" }));
  book(accounts.debt, besides.repay, say({ sv: "Återbetald skuld", en: "Debt repaid" }));
  book(accounts.debt, negate(besides.deposit), say({ sv: "Ny skuld", en: "New debt" }));
  if (rules.feeVat === "reverse") bookReverseCharge(entries, rules);
  return entries;
}

/** Fees from abroad carry no VAT: the buyer reports it on both sides, and the voucher's sum does not change. */
function bookReverseCharge(entries: Entry[], { accounts, language }: BookingRules): void {
  const fees = sum(entries.filter(({ account }) => account === accounts.fee).map(({ amount }) => amount));
  const rounded = fees < 0n ? -50n : 50n;
  const vat = (fees * REVERSE_CHARGE_PERCENT + rounded) / 100n;
  if (vat === 0n) return;
  const text = { sv: "Omvänd skattskyldighet 25 %", en: "Reverse charge 25 %" }[language];
  entries.push({ account: accounts.feeVat, amount: minor(vat), text });
  entries.push({ account: accounts.reverseVatOut, amount: minor(-vat), text });
}

/** Where a line type is booked, and in which words. */
function placeOf(
  type: LineType,
  detailedType: string | null,
  rules: BookingRules,
): { account: number; words: Words } {
  const { accounts } = rules;
  switch (type) {
    case "FEE":
      return { account: accounts.fee, words: { sv: "Avgifter", en: "Fees" } };
    case "FEE_REFUND":
      return { account: accounts.fee, words: { sv: "Återbetalda avgifter", en: "Fees returned" } };
    case "TAX":
      return { account: accounts.feeVat, words: { sv: "Moms på avgifter", en: "VAT on fees" } };
    case "COMMISSION":
      return { account: accounts.commission, words: { sv: "Provision", en: "Commission" } };
    case "REVERSAL":
      return { account: accounts.chargeback, words: { sv: "Återkrav (chargeback)", en: "Chargebacks" } };
    case "REVERSAL_MERCHANT_PROTECTION":
      return {
        account: accounts.chargeback,
        words: { sv: "Återkrav täckta av handlarskydd", en: "Chargebacks covered by merchant protection" },
      };
    case "HOLDBACK":
      return { account: accounts.holdback, words: { sv: "Innehållet", en: "Held back" } };
    case "RELEASE":
      return { account: accounts.holdback, words: { sv: "Frisläppt", en: "Released" } };
    case "CHARGE":
    case "CREDIT":
    case "CORRECTION": {
      const account = rules.lineAccount(type, detailedType) ?? accounts.suspense;
      const name = detailedType ?? type;
      return { account, words: { sv: name, en: name } };
    }
    case "SALE":
    case "RETURN":
      throw new Error(`${type} lines are booked by matching`);
  }
}
