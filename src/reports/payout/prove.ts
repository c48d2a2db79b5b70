/**
 * Proves one payout to the last minor unit: the settlement is the sum of its totals, each total is the sum of its lines,
 * and the debt balances agree. What the summary leaves out is computed from the lines and reported as unproven.
 *
 * Sources: Klarna's documented sum (docs.klarna.com "settlement files"), with the two terms it leaves out (deposit and
 * refunded VAT) that the Settlements API's totals have.
 */
import { absolute, minor, showMinor, ZERO, type Minor } from "../../money.ts";
import {
  evaluate,
  SIGN,
  type Evaluation,
  type BaseInterpretation,
  type ComputedTotals,
  type Term,
  type Interpretation,
} from "./interpretation.ts";
import { findDirections } from "./direction.ts";
import type { Adjustments, SettlementType, Totals } from "../report.ts";
import type { DeclaredTotals } from "./summary.ts";
import { beforeTheSums, debtDiffers, whatDiffers, type ProofFinding } from "./proof-findings.ts";

export type PayoutProof =
  | {
      readonly outcome: "proven";
      readonly settlementType: SettlementType;
      readonly totals: Totals;
      readonly adjustments: Adjustments;
      readonly interpretation: Interpretation;
    }
  | { readonly outcome: "refused"; readonly findings: readonly ProofFinding[] };

/** Proves one payout or finds everything that does not add up. `currency` is for the messages. */
export function prove(declared: DeclaredTotals, computed: ComputedTotals, currency: string): PayoutProof {
  const first = beforeTheSums(declared, computed, currency);
  if (first.length > 0) return { outcome: "refused", findings: first };

  const closing: Closing[] = [];
  for (const base of baseInterpretations(declared, computed)) {
    const evaluation = evaluate(declared, computed, base);
    for (const directed of directionsOf(evaluation, computed)) {
      const interpretation: Interpretation = {
        ...base,
        corrections: directed.effects,
        correctionsAreFeeCorrection: directed.asFeeCorrection,
      };
      const one: Closing = {
        interpretation,
        evaluation,
        adjustments: adjustmentsOf(interpretation, evaluation, computed),
      };
      if (!closing.some((other) => sameEffects(other, one, computed))) closing.push(one);
    }
  }
  const [only, ...others] = closing;
  if (!only)
    return {
      outcome: "refused",
      findings: whatDiffers(declared, computed, evaluate(declared, computed, USUAL), currency),
    };
  if (others.length > 0 || mayHideDebt(declared, computed, only.interpretation)) {
    const found =
      computed.corrections.length > 0
        ? "CORRECTION"
        : computed.commissionDoubtful > 0n
          ? "COMMISSION"
          : "FEE";
    return { outcome: "refused", findings: [{ reason: "direction_ambiguous", finding: { found } }] };
  }
  const debt = debtDiffers(declared, currency);
  if (debt) return { outcome: "refused", findings: [debt] };
  return combineProofs(declared, only, currency);
}

/**
 * A GROSS payout of zero, with fees and without debt totals, closes in two ways: the fees are invoiced, or they were
 * deducted and the shortfall became a debt that the summary leaves out.
 */
function mayHideDebt(
  declared: DeclaredTotals,
  computed: ComputedTotals,
  { feesDeducted }: Interpretation,
): boolean {
  const { totals } = declared;
  const declaresDebt = totals.has("deposit") || (totals.has("openingDebt") && totals.has("closingDebt"));
  if (feesDeducted || declaresDebt || totals.get("settlement")?.amount !== 0n) return false;
  return evaluate(declared, computed, USUAL).identity < 0n;
}

interface Closing {
  readonly interpretation: Interpretation;
  readonly evaluation: Evaluation;
  readonly adjustments: Adjustments;
}

const USUAL: BaseInterpretation = {
  feesDeducted: true,
  feeCorrectionCounts: true,
  isInvoice: false,
  doubtfulTaken: true,
};

/** The usual one first. */
function baseInterpretations(declared: DeclaredTotals, computed: ComputedTotals): BaseInterpretation[] {
  const kinds = [USUAL];
  if (declared.settlementType === "GROSS") {
    kinds.push({ ...USUAL, feesDeducted: false });
    kinds.push({ ...USUAL, feesDeducted: false, feeCorrectionCounts: false });
  }
  if (declared.settlementType === "GROSS_FEE") kinds.push({ ...USUAL, isInvoice: true });
  if (computed.commissionDoubtful === 0n) return kinds;
  return kinds.flatMap((kind) => [kind, { ...kind, doubtfulTaken: false }]);
}

/** Totals in which an issuer may have counted correction lines. */
const MAY_HOLD_CORRECTIONS: ReadonlySet<Term> = new Set([
  "credit",
  "charge",
  "fee",
  "feeRefund",
  "commission",
]);

function directionsOf(evaluation: Evaluation, computed: ComputedTotals) {
  const { gap, differences, feeCorrection } = evaluation;
  if (computed.corrections.length === 0) {
    const closes = differences.length === 0 && (gap === null || gap === 0n);
    return closes ? [{ effects: [], asFeeCorrection: false }] : [];
  }
  return findDirections(computed.corrections, {
    gap,
    feeCorrection,
    differences: differences.map(({ term, declared, computed: computedAmount }) => ({
      plausible: MAY_HOLD_CORRECTIONS.has(term),
      effect: minor(SIGN[term] * (declared - computedAmount)),
    })),
  });
}

/** Two interpretations are the same when all lines and all adjustments have the same effect. */
function sameEffects(one: Closing, other: Closing, { sums }: ComputedTotals): boolean {
  const feeLines = sums.FEE > 0n || sums.FEE_REFUND > 0n || sums.TAX > 0n;
  return (
    one.interpretation.isInvoice === other.interpretation.isInvoice &&
    one.interpretation.doubtfulTaken === other.interpretation.doubtfulTaken &&
    (!feeLines || one.interpretation.feesDeducted === other.interpretation.feesDeducted) &&
    one.adjustments.vat === other.adjustments.vat &&
    one.adjustments.feeCorrection === other.adjustments.feeCorrection &&
    one.interpretation.corrections.every(
      (effect, index) => effect === other.interpretation.corrections[index],
    )
  );
}

function combineProofs(
  declared: DeclaredTotals,
  { interpretation, evaluation, adjustments }: Closing,
  currency: string,
): PayoutProof {
  const terms = { ...evaluation.terms };
  const corrections = sumOf(interpretation.corrections);
  const inTotals = interpretation.correctionsAreFeeCorrection || evaluation.differences.length > 0;
  const declaredAmount = declared.totals.get("settlement")?.amount ?? null;
  let settlement =
    declaredAmount !== null && !interpretation.isInvoice
      ? declaredAmount
      : minor(evaluation.identity + (inTotals ? 0n : corrections));
  if (settlement < 0n) {
    // The payout's amount is not declared: by Klarna's rule a shortfall is paid out as 0 and becomes debt.
    if (declared.totals.has("deposit")) {
      const finding = { line: declared.line, found: showMinor(settlement, currency) };
      return { outcome: "refused", findings: [{ reason: "negative_settlement", finding }] };
    }
    terms.deposit = minor(terms.deposit - settlement);
    settlement = ZERO;
  }
  const debt = (name: "openingDebt" | "closingDebt") => {
    const total = declared.totals.get(name);
    return total ? absolute(total.amount) : null;
  };
  return {
    outcome: "proven",
    settlementType: declared.settlementType ?? "NET",
    totals: { ...terms, openingDebt: debt("openingDebt"), closingDebt: debt("closingDebt"), settlement },
    adjustments: { ...adjustments, deposit: terms.deposit },
    interpretation,
  };
}

function adjustmentsOf(
  interpretation: Interpretation,
  { terms }: Evaluation,
  { sums }: ComputedTotals,
): Adjustments {
  const onLines = interpretation.correctionsAreFeeCorrection ? sumOf(interpretation.corrections) : 0n;
  return {
    vat: minor(interpretation.feesDeducted ? terms.taxRefund - (terms.tax - sums.TAX) : 0n),
    feeCorrection: minor(interpretation.feeCorrectionCounts ? terms.feeCorrection - onLines : 0n),
    repay: terms.repay,
    deposit: terms.deposit,
  };
}

function sumOf(amounts: readonly Minor[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
