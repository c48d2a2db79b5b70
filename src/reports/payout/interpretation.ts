/**
 * One way of reading a payout's sums: what each total is, where the summary and the lines disagree, and what is left
 * between the settlement and its explanation. Which way is the right one is for the proof to find.
 */
import { absolute, minor, subtract, ZERO, type Minor } from "../../money.ts";
import type { TotalName } from "../values/columns.ts";
import type { Correction } from "./direction.ts";
import type { LineType } from "../report.ts";
import type { DeclaredTotals } from "./summary.ts";

/** What the lines of one payout add up to. */
export interface ComputedTotals {
  /** Sums of the lines' amounts, all taken as positive; without COMMISSION taken back and without CORRECTION. */
  readonly sums: Readonly<Record<LineType, Minor>>;
  /** Whether the file has a transaction list at all. */
  readonly hasTable: boolean;
  readonly hasVat: boolean;
  /** VAT on what is deducted (fees), and on what is given back (refunded fees). */
  readonly vatOut: Minor;
  readonly vatIn: Minor;
  readonly corrections: readonly Correction[];
  /** COMMISSION lines printed with a minus, and lines whose detailed type speaks of taking back; not in `sums`. */
  readonly commissionTaken: Minor;
  readonly commissionDoubtful: Minor;
}

/** How the proof read what a file leaves open. */
export interface Interpretation {
  /** False: fees are invoiced separately (GROSS) and take nothing from the payout. */
  readonly feesDeducted: boolean;
  /** False: the fee correction is on that invoice too. */
  readonly feeCorrectionCounts: boolean;
  /** The commission lines whose detailed type speaks of taking back do take back. */
  readonly doubtfulTaken: boolean;
  /** The effect of each correction, in their order. */
  readonly corrections: readonly Minor[];
  /** The correction lines are what stands behind the summary's fee correction. */
  readonly correctionsAreFeeCorrection: boolean;
  /** A GROSS_FEE report whose amount is the invoice to pay: nothing reaches the bank, the debt to Klarna grows. */
  readonly isInvoice: boolean;
}

/** A way before the corrections have found their direction. */
export type BaseInterpretation = Omit<Interpretation, "corrections" | "correctionsAreFeeCorrection">;

/** How each total enters the settlement. */
export const SIGN = {
  sale: 1n,
  return: -1n,
  reversal: -1n,
  fee: -1n,
  feeCorrection: 1n,
  commission: 1n,
  commissionReversal: -1n,
  tax: -1n,
  charge: -1n,
  credit: 1n,
  repay: -1n,
  holdback: -1n,
  release: 1n,
  feeRefund: 1n,
  taxRefund: 1n,
  deposit: 1n,
} as const satisfies Partial<Record<TotalName, 1n | -1n>>;
export type Term = keyof typeof SIGN;
export const TERMS = Object.keys(SIGN) as readonly Term[]; // Object.keys forgets the keys' type

/** Terms that are on the fee invoice when fees are not deducted. */
const FEE_TERMS: ReadonlySet<Term> = new Set(["fee", "tax", "feeRefund", "taxRefund"]);
/** Terms that no line carries. */
export const WITHOUT_LINES: ReadonlySet<Term> = new Set(["feeCorrection", "repay", "deposit"]);

export interface Evaluation {
  readonly terms: Readonly<Record<Term, Minor>>;
  /** Σ of the terms that count in this way, with their signs. */
  readonly identity: Minor;
  /** Settlement less identity; null where the settlement is not stated. */
  readonly gap: Minor | null;
  /** Stated total less the sum of its lines, where they differ. */
  readonly differences: readonly {
    readonly term: Term;
    readonly declared: Minor;
    readonly computed: Minor;
  }[];
  readonly feeCorrection: Minor | null;
}

export function evaluate(
  declared: DeclaredTotals,
  computed: ComputedTotals,
  base: BaseInterpretation,
): Evaluation {
  const printed = (term: TotalName) => declared.totals.get(term)?.amount ?? null;
  const terms: Record<Term, Minor> = { ...fromLines(computed, base.doubtfulTaken) };
  const differences: { term: Term; declared: Minor; computed: Minor }[] = [];
  const compare = (term: Term, declaredAmount: Minor, computedAmount: Minor) => {
    terms[term] = declaredAmount;
    if (declaredAmount !== computedAmount)
      differences.push({ term, declared: declaredAmount, computed: computedAmount });
  };

  for (const term of [
    "sale",
    "return",
    "fee",
    "feeRefund",
    "charge",
    "credit",
    "holdback",
    "release",
  ] as const) {
    const declaredAmount = printed(term);
    // A GROSS summary may leave out the fees that its list still shows.
    const leftOut = declaredAmount === 0n && !base.feesDeducted && FEE_TERMS.has(term);
    if (declaredAmount !== null && !leftOut) compare(term, absolute(declaredAmount), terms[term]);
  }
  // A net sum: its lines know its sign, and a file with signs may print the other one.
  const reversal = printed("reversal");
  if (reversal !== null && absolute(reversal) !== absolute(terms.reversal))
    compare("reversal", reversal, terms.reversal);
  compareCommission(printed("commission"), printed("commissionReversal"), terms, compare);
  const taxLeftOut = !base.feesDeducted && !printed("tax") && !printed("taxRefund");
  if (!taxLeftOut) compareTax(printed("tax"), printed("taxRefund"), computed, terms, compare);

  const feeCorrection = printed("feeCorrection");
  terms.feeCorrection = feeCorrection ?? ZERO;
  Object.assign(terms, debtTerms(declared));

  const counts = (term: Term) =>
    (base.feesDeducted || !FEE_TERMS.has(term)) && (term !== "feeCorrection" || base.feeCorrectionCounts);
  let identity = 0n;
  for (const term of TERMS) if (counts(term)) identity += SIGN[term] * terms[term];
  let settlement = printed("settlement");
  if (base.isInvoice) {
    // The amount is what the merchant owes, printed as the settlement or nowhere: it becomes new debt.
    const owed = -identity;
    if (
      owed > 0n &&
      terms.deposit === 0n &&
      (settlement === null || settlement === 0n || settlement === owed)
    ) {
      terms.deposit = minor(owed);
      identity = 0n;
      settlement = ZERO;
    } else identity = (settlement ?? 0n) + 1n; // this way is none
  }
  const gap = settlement === null ? null : minor(settlement - identity);
  return { terms, identity: minor(identity), gap, differences, feeCorrection };
}

function fromLines(
  { sums, vatOut, vatIn, commissionTaken, commissionDoubtful }: ComputedTotals,
  doubtfulTaken: boolean,
) {
  return {
    sale: sums.SALE,
    return: sums.RETURN,
    reversal: subtract(sums.REVERSAL, sums.REVERSAL_MERCHANT_PROTECTION),
    fee: sums.FEE,
    feeCorrection: ZERO,
    feeRefund: sums.FEE_REFUND,
    commission: minor(sums.COMMISSION + (doubtfulTaken ? 0n : commissionDoubtful)),
    commissionReversal: minor(commissionTaken + (doubtfulTaken ? commissionDoubtful : 0n)),
    tax: minor(vatOut + sums.TAX),
    taxRefund: vatIn,
    charge: sums.CHARGE,
    credit: sums.CREDIT,
    holdback: sums.HOLDBACK,
    release: sums.RELEASE,
    repay: ZERO,
    deposit: ZERO,
  } satisfies Record<Term, Minor>;
}

type Compare = (term: Term, declaredAmount: Minor, computedAmount: Minor) => void;

/** Taken-back commission has a total of its own in newer files; in others it is left out of, or netted in, the one. */
function compareCommission(
  declaredAmount: Minor | null,
  back: Minor | null,
  terms: Record<Term, Minor>,
  compare: Compare,
): void {
  const net = subtract(terms.commission, terms.commissionReversal);
  const netted = back === null || back === 0n;
  if (
    declaredAmount !== null &&
    declaredAmount !== terms.commission &&
    absolute(declaredAmount) !== absolute(net)
  )
    compare("commission", declaredAmount, terms.commission);
  if (back === null) return;
  if (
    declaredAmount !== null &&
    absolute(declaredAmount) === absolute(net) &&
    declaredAmount !== terms.commission &&
    netted
  )
    return;
  if (absolute(back) !== terms.commissionReversal)
    compare("commissionReversal", absolute(back), terms.commissionReversal);
}

/** VAT of refunded fees has a total of its own in the API; a CSV may net it in the one, or leave it to the lines. */
function compareTax(
  declaredAmount: Minor | null,
  refund: Minor | null,
  { hasVat, sums }: ComputedTotals,
  terms: Record<Term, Minor>,
  compare: Compare,
): void {
  const tax = declaredAmount === null ? null : absolute(declaredAmount);
  const taxRefund = refund === null ? null : absolute(refund);
  if (!hasVat) {
    // No column to hold the totals against: they are taken as stated. TAX lines, if any, are part of the total, and all
    // of it where there is no fee whose VAT could be the rest.
    const isAllOfIt = sums.FEE === 0n && sums.FEE_REFUND === 0n;
    if (tax !== null && (isAllOfIt ? tax !== sums.TAX : tax < sums.TAX)) compare("tax", tax, sums.TAX);
    if (tax !== null) terms.tax = tax;
    if (taxRefund !== null) terms.taxRefund = taxRefund;
    return;
  }
  if (tax !== null && tax !== terms.tax) {
    const nettedTax = terms.tax - terms.taxRefund;
    if (refund !== null && refund !== 0n) compare("tax", tax, terms.tax);
    else if (tax !== nettedTax && declaredAmount !== nettedTax) compare("tax", tax, terms.tax);
    else return;
  }
  if (taxRefund !== null) compare("taxRefund", taxRefund, terms.taxRefund);
}

/** Repayment and deposit as stated, or as the debt's two balances tell. */
function debtTerms({ totals }: DeclaredTotals): { repay: Minor; deposit: Minor } {
  const size = (name: TotalName) => {
    const total = totals.get(name);
    return total ? absolute(total.amount) : null;
  };
  const opening = size("openingDebt");
  const closing = size("closingDebt");
  let repay = size("repay");
  let deposit = size("deposit");
  if (opening !== null && closing !== null && (repay === null || deposit === null)) {
    const less = opening - closing + (deposit ?? 0n) - (repay ?? 0n);
    if (repay === null && less > 0n) repay = minor(less);
    if (deposit === null && less < 0n) deposit = minor(-less);
  }
  return { repay: repay ?? ZERO, deposit: deposit ?? ZERO };
}
