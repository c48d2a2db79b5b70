/**
 * The proof of one payout, in minor units and to the last one: the settlement is what its totals make, each total is
 * what its lines make, the debt rolls on. What the summary leaves out is computed from the lines, and said.
 *
 * Sources: Klarna's documented sum (docs.klarna.com "settlement files"), with the two terms it leaves out (deposit and
 * refunded VAT) that the Settlements API's totals have.
 */
import { absolute, minor, showMinor, subtract, ZERO, type Minor } from "../money.ts";
import { TOTAL_TOKENS, type TotalName } from "./columns.ts";
import { directions, type Correction } from "./direction.ts";
import type { Reason } from "./reasons.ts";
import type { Finding } from "./refusal.ts";
import type { Besides, LineType, SettlementType, Totals } from "./report.ts";
import type { Stated } from "./stated.ts";
import { missingTotalsHint, TABLE_WITHOUT_VAT } from "./unproven.ts";

/** What the lines of one payout add up to. */
export interface Counted {
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
export interface Way {
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

export type Proof =
  | {
      readonly outcome: "proven";
      readonly settlementType: SettlementType;
      readonly totals: Totals;
      readonly besides: Besides;
      readonly way: Way;
    }
  | { readonly outcome: "refused"; readonly findings: readonly ProofFinding[] };

export interface ProofFinding {
  readonly reason: Reason;
  readonly finding: Finding;
}

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
type Term = keyof typeof SIGN;
const TERMS = Object.keys(SIGN) as readonly Term[]; // Object.keys forgets the keys' type

/** Terms that are on the fee invoice when fees are not deducted. */
const FEE_TERMS: ReadonlySet<Term> = new Set(["fee", "tax", "feeRefund", "taxRefund"]);
/** Totals in which an issuer may have counted correction lines. */
const MAY_HOLD_CORRECTIONS: ReadonlySet<Term> = new Set([
  "credit",
  "charge",
  "fee",
  "feeRefund",
  "commission",
]);
/** Terms that no line carries. */
const WITHOUT_LINES: ReadonlySet<Term> = new Set(["feeCorrection", "repay", "deposit"]);

/** Proves one payout or finds everything that does not add up. `currency` is for the words. */
export function prove(stated: Stated, counted: Counted, currency: string): Proof {
  const first = beforeTheSums(stated, counted, currency);
  if (first.length > 0) return { outcome: "refused", findings: first };

  const closing: Closing[] = [];
  for (const base of baseWays(stated, counted)) {
    const attempt = attemptWay(stated, counted, base);
    for (const directed of directionsOf(attempt, counted)) {
      const way: Way = {
        ...base,
        corrections: directed.effects,
        correctionsAreFeeCorrection: directed.asFeeCorrection,
      };
      const one: Closing = { way, attempt, besides: besidesOf(way, attempt, counted) };
      if (!closing.some((other) => sameEffects(other, one, counted))) closing.push(one);
    }
  }
  const [only, ...others] = closing;
  if (!only) return { outcome: "refused", findings: whatDiffers(stated, counted, currency) };
  if (others.length > 0) {
    const found =
      counted.corrections.length > 0 ? "CORRECTION" : counted.commissionDoubtful > 0n ? "COMMISSION" : "FEE";
    return { outcome: "refused", findings: [{ reason: "direction_ambiguous", finding: { found } }] };
  }
  const debt = debtDiffers(stated, currency);
  if (debt) return { outcome: "refused", findings: [debt] };
  return conclude(stated, only, currency);
}

/** What refuses a payout before anything is added up. */
function beforeTheSums(stated: Stated, counted: Counted, currency: string): ProofFinding[] {
  const settlement = stated.totals.get("settlement");
  if (settlement && settlement.amount < 0n) {
    const found = showMinor(settlement.amount, currency);
    return [
      { reason: "negative_settlement", finding: { line: settlement.line, column: settlement.header, found } },
    ];
  }
  const [unknown] = stated.unknownTotals;
  if (unknown && !settlement) {
    const found = showMinor(unknown.amount, currency);
    return [{ reason: "unknown_total", finding: { line: unknown.line, column: unknown.header, found } }];
  }
  if (!counted.hasTable) {
    for (const term of TERMS) {
      const total = stated.totals.get(term);
      if (!total || total.amount === 0n || WITHOUT_LINES.has(term)) continue;
      const found = showMinor(total.amount, currency);
      return [{ reason: "table_missing", finding: { line: total.line, column: total.header, found } }];
    }
  }
  return [];
}

interface Closing {
  readonly way: Way;
  readonly attempt: Attempt;
  readonly besides: Besides;
}

type BaseWay = Omit<Way, "corrections" | "correctionsAreFeeCorrection">;

function baseWays(stated: Stated, counted: Counted): BaseWay[] {
  const usual = { feesDeducted: true, feeCorrectionCounts: true, isInvoice: false };
  const kinds = [usual];
  if (stated.settlementType === "GROSS") {
    kinds.push({ ...usual, feesDeducted: false });
    kinds.push({ ...usual, feesDeducted: false, feeCorrectionCounts: false });
  }
  if (stated.settlementType === "GROSS_FEE") kinds.push({ ...usual, isInvoice: true });
  return kinds.flatMap((kind) =>
    counted.commissionDoubtful === 0n
      ? [{ ...kind, doubtfulTaken: true }]
      : [true, false].map((doubtfulTaken) => ({ ...kind, doubtfulTaken })),
  );
}

interface Attempt {
  readonly terms: Readonly<Record<Term, Minor>>;
  /** Σ of the terms that count in this way, with their signs. */
  readonly identity: Minor;
  /** Settlement less identity; null where the settlement is not stated. */
  readonly gap: Minor | null;
  /** Stated total less the sum of its lines, where they differ. */
  readonly differences: readonly { readonly term: Term; readonly stated: Minor; readonly counted: Minor }[];
  readonly feeCorrection: Minor | null;
}

function attemptWay(stated: Stated, counted: Counted, base: BaseWay): Attempt {
  const printed = (term: TotalName) => stated.totals.get(term)?.amount ?? null;
  const terms: Record<Term, Minor> = { ...fromLines(counted, base.doubtfulTaken) };
  const differences: { term: Term; stated: Minor; counted: Minor }[] = [];
  const compare = (term: Term, said: Minor, fromRows: Minor) => {
    terms[term] = said;
    if (said !== fromRows) differences.push({ term, stated: said, counted: fromRows });
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
    const said = printed(term);
    // A GROSS summary may leave out the fees that its list still shows.
    const leftOut = said === 0n && !base.feesDeducted && FEE_TERMS.has(term);
    if (said !== null && !leftOut) compare(term, absolute(said), terms[term]);
  }
  // A net sum: its lines know its sign, and a file with signs may print the other one.
  const reversal = printed("reversal");
  if (reversal !== null && absolute(reversal) !== absolute(terms.reversal))
    compare("reversal", reversal, terms.reversal);
  compareCommission(printed("commission"), printed("commissionReversal"), terms, compare);
  const taxLeftOut = !base.feesDeducted && !printed("tax") && !printed("taxRefund");
  if (!taxLeftOut) compareTax(printed("tax"), printed("taxRefund"), counted, terms, compare);

  const feeCorrection = printed("feeCorrection");
  terms.feeCorrection = feeCorrection ?? ZERO;
  Object.assign(terms, debtTerms(stated));

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
  { sums, vatOut, vatIn, commissionTaken, commissionDoubtful }: Counted,
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

type Compare = (term: Term, said: Minor, fromRows: Minor) => void;

/** Taken-back commission has a total of its own in newer files; in others it is left out of, or netted in, the one. */
function compareCommission(
  said: Minor | null,
  back: Minor | null,
  terms: Record<Term, Minor>,
  compare: Compare,
): void {
  const net = subtract(terms.commission, terms.commissionReversal);
  const netted = back === null || back === 0n;
  if (said !== null && said !== terms.commission && absolute(said) !== absolute(net))
    compare("commission", said, terms.commission);
  if (back === null) return;
  if (said !== null && absolute(said) === absolute(net) && said !== terms.commission && netted) return;
  if (absolute(back) !== terms.commissionReversal)
    compare("commissionReversal", absolute(back), terms.commissionReversal);
}

/** VAT of refunded fees has a total of its own in the API; a CSV may net it in the one, or leave it to the lines. */
function compareTax(
  said: Minor | null,
  refund: Minor | null,
  { hasVat, sums }: Counted,
  terms: Record<Term, Minor>,
  compare: Compare,
): void {
  const tax = said === null ? null : absolute(said);
  const taxRefund = refund === null ? null : absolute(refund);
  if (!hasVat) {
    // No column to hold the totals against: they are taken as stated. TAX lines, if any, are part of the total.
    if (tax !== null && tax < sums.TAX) compare("tax", tax, sums.TAX);
    if (tax !== null) terms.tax = tax;
    if (taxRefund !== null) terms.taxRefund = taxRefund;
    return;
  }
  if (tax !== null && tax !== terms.tax) {
    const nettedTax = terms.tax - terms.taxRefund;
    if (refund !== null && refund !== 0n) compare("tax", tax, terms.tax);
    else if (tax !== nettedTax && said !== nettedTax) compare("tax", tax, terms.tax);
    else return;
  }
  if (taxRefund !== null) compare("taxRefund", taxRefund, terms.taxRefund);
}

/** Repayment and deposit as stated, or as the debt's two balances tell. */
function debtTerms({ totals }: Stated): { repay: Minor; deposit: Minor } {
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

function directionsOf(attempt: Attempt, counted: Counted) {
  const { gap, differences, feeCorrection } = attempt;
  if (counted.corrections.length === 0) {
    const closes = differences.length === 0 && (gap === null || gap === 0n);
    return closes ? [{ effects: [], asFeeCorrection: false }] : [];
  }
  return directions(counted.corrections, {
    gap,
    feeCorrection,
    differences: differences.map(({ term, stated, counted: fromRows }) => ({
      plausible: MAY_HOLD_CORRECTIONS.has(term),
      effect: minor(SIGN[term] * (stated - fromRows)),
    })),
  });
}

/** Two ways are one when no line, and nothing beside the lines, has another effect. */
function sameEffects(one: Closing, other: Closing, { sums }: Counted): boolean {
  const feeLines = sums.FEE > 0n || sums.FEE_REFUND > 0n || sums.TAX > 0n;
  return (
    one.way.isInvoice === other.way.isInvoice &&
    one.way.doubtfulTaken === other.way.doubtfulTaken &&
    (!feeLines || one.way.feesDeducted === other.way.feesDeducted) &&
    one.besides.vat === other.besides.vat &&
    one.besides.feeCorrection === other.besides.feeCorrection &&
    one.way.corrections.every((effect, index) => effect === other.way.corrections[index])
  );
}

/** The sentences for a person: each total that its lines do not make, and the settlement that the totals do not make. */
function whatDiffers(stated: Stated, counted: Counted, currency: string): ProofFinding[] {
  const [base] = baseWays(stated, counted);
  if (!base) return [];
  const { differences, gap, identity } = attemptWay(stated, counted, base);
  const findings: ProofFinding[] = differences.map(({ term, stated: said, counted: fromRows }) => ({
    reason: "row_total_differs",
    finding: {
      line: stated.totals.get(term)?.line ?? stated.line,
      column: stated.totals.get(term)?.header ?? TOTAL_TOKENS[term],
      expected: showMinor(said, currency),
      found: showMinor(fromRows, currency),
    },
  }));
  const settlement = stated.totals.get("settlement");
  if (settlement && gap !== null && gap !== 0n) {
    const hint =
      !counted.hasVat && counted.sums.FEE > 0n && !stated.totals.has("tax")
        ? TABLE_WITHOUT_VAT
        : missingTotalsHint(stated);
    findings.push({
      reason: "settlement_differs",
      finding: {
        line: settlement.line,
        column: settlement.header,
        expected: showMinor(settlement.amount, currency),
        found: showMinor(identity, currency),
        ...(hint ? { hint } : {}),
      },
    });
  }
  // Everything adds up but for corrections whose direction nothing tells.
  if (findings.length === 0)
    findings.push({ reason: "direction_ambiguous", finding: { found: "CORRECTION" } });
  return findings;
}

function debtDiffers({ totals }: Stated, currency: string): ProofFinding | null {
  const opening = totals.get("openingDebt");
  const closing = totals.get("closingDebt");
  const repay = totals.get("repay");
  const deposit = totals.get("deposit");
  if (!opening || !closing || !repay || !deposit) return null;
  const rolled = absolute(opening.amount) - absolute(repay.amount) + absolute(deposit.amount);
  if (rolled === absolute(closing.amount)) return null;
  return {
    reason: "debt_differs",
    finding: {
      line: closing.line,
      column: closing.header,
      expected: showMinor(absolute(closing.amount), currency),
      found: showMinor(rolled, currency),
    },
  };
}

function conclude(stated: Stated, { way, attempt, besides }: Closing, currency: string): Proof {
  const terms = { ...attempt.terms };
  const corrections = sumOf(way.corrections);
  const inTotals = way.correctionsAreFeeCorrection || attempt.differences.length > 0;
  const said = stated.totals.get("settlement")?.amount ?? null;
  let settlement =
    said !== null && !way.isInvoice ? said : minor(attempt.identity + (inTotals ? 0n : corrections));
  if (settlement < 0n) {
    // The payout's amount is not stated: by Klarna's rule a shortfall is paid out as 0 and becomes debt.
    if (stated.totals.has("deposit")) {
      const finding = { line: stated.line, found: showMinor(settlement, currency) };
      return { outcome: "refused", findings: [{ reason: "negative_settlement", finding }] };
    }
    terms.deposit = minor(terms.deposit - settlement);
    settlement = ZERO;
  }
  const debt = (name: "openingDebt" | "closingDebt") => {
    const total = stated.totals.get(name);
    return total ? absolute(total.amount) : null;
  };
  return {
    outcome: "proven",
    settlementType: stated.settlementType ?? "NET",
    totals: { ...terms, openingDebt: debt("openingDebt"), closingDebt: debt("closingDebt"), settlement },
    besides: { ...besides, deposit: terms.deposit },
    way,
  };
}

function besidesOf(way: Way, { terms }: Attempt, { sums }: Counted): Besides {
  const onLines = way.correctionsAreFeeCorrection ? sumOf(way.corrections) : 0n;
  return {
    vat: minor(way.feesDeducted ? terms.taxRefund - (terms.tax - sums.TAX) : 0n),
    feeCorrection: minor(way.feeCorrectionCounts ? terms.feeCorrection - onLines : 0n),
    repay: terms.repay,
    deposit: terms.deposit,
  };
}

function sumOf(amounts: readonly Minor[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
