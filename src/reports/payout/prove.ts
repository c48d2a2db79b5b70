/**
 * The proof of one payout, in minor units and to the last one: the settlement is what its totals make, each total is
 * what its lines make, the debt rolls on. What the summary leaves out is computed from the lines, and said.
 *
 * Sources: Klarna's documented sum (docs.klarna.com "settlement files"), with the two terms it leaves out (deposit and
 * refunded VAT) that the Settlements API's totals have.
 */
import { absolute, minor, showMinor, ZERO, type Minor } from "../../money.ts";
import {
  evaluate,
  SIGN,
  TERMS,
  WITHOUT_LINES,
  type Evaluation,
  type BaseInterpretation,
  type ComputedTotals,
  type Term,
  type Interpretation,
} from "./interpretation.ts";
import { TOTAL_TOKENS } from "../values/columns.ts";
import { findDirections } from "./direction.ts";
import type { Reason } from "../refusals/reasons.ts";
import type { RefusalFacts } from "../refusals/refusal.ts";
import type { Adjustments, SettlementType, Totals } from "../report.ts";
import type { DeclaredTotals } from "./summary.ts";
import { missingTotalsHint, TABLE_WITHOUT_VAT } from "./unverified.ts";

export type PayoutProof =
  | {
      readonly outcome: "proven";
      readonly settlementType: SettlementType;
      readonly totals: Totals;
      readonly adjustments: Adjustments;
      readonly interpretation: Interpretation;
    }
  | { readonly outcome: "refused"; readonly findings: readonly ProofFinding[] };

export interface ProofFinding {
  readonly reason: Reason;
  readonly finding: RefusalFacts;
}

/** Proves one payout or finds everything that does not add up. `currency` is for the words. */
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
  if (!only) return { outcome: "refused", findings: whatDiffers(declared, computed, currency) };
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
 * A GROSS payout of nothing, with fees and no word of debt, closes in two ways: the fees are invoiced, or they were
 * deducted and the shortfall became a debt that the summary leaves out.
 */
function mayHideDebt(
  declared: DeclaredTotals,
  computed: ComputedTotals,
  { feesDeducted }: Interpretation,
): boolean {
  const { totals } = declared;
  const saysDebt = totals.has("deposit") || (totals.has("openingDebt") && totals.has("closingDebt"));
  if (feesDeducted || saysDebt || totals.get("settlement")?.amount !== 0n) return false;
  const [deducted] = baseInterpretations(declared, computed);
  return deducted !== undefined && evaluate(declared, computed, deducted).identity < 0n;
}

/** What refuses a payout before anything is added up. */
function beforeTheSums(declared: DeclaredTotals, computed: ComputedTotals, currency: string): ProofFinding[] {
  const settlement = declared.totals.get("settlement");
  if (settlement && settlement.amount < 0n) {
    const found = showMinor(settlement.amount, currency);
    return [
      { reason: "negative_settlement", finding: { line: settlement.line, column: settlement.header, found } },
    ];
  }
  const [unknown] = declared.unknownTotals;
  if (unknown && !settlement) {
    const found = showMinor(unknown.amount, currency);
    return [{ reason: "unknown_total", finding: { line: unknown.line, column: unknown.header, found } }];
  }
  if (!computed.hasTable) {
    for (const term of TERMS) {
      const total = declared.totals.get(term);
      if (!total || total.amount === 0n || WITHOUT_LINES.has(term)) continue;
      const found = showMinor(total.amount, currency);
      return [{ reason: "table_missing", finding: { line: total.line, column: total.header, found } }];
    }
  }
  return [];
}

interface Closing {
  readonly interpretation: Interpretation;
  readonly evaluation: Evaluation;
  readonly adjustments: Adjustments;
}

function baseInterpretations(declared: DeclaredTotals, computed: ComputedTotals): BaseInterpretation[] {
  const usual = { feesDeducted: true, feeCorrectionCounts: true, isInvoice: false };
  const kinds = [usual];
  if (declared.settlementType === "GROSS") {
    kinds.push({ ...usual, feesDeducted: false });
    kinds.push({ ...usual, feesDeducted: false, feeCorrectionCounts: false });
  }
  if (declared.settlementType === "GROSS_FEE") kinds.push({ ...usual, isInvoice: true });
  return kinds.flatMap((kind) =>
    computed.commissionDoubtful === 0n
      ? [{ ...kind, doubtfulTaken: true }]
      : [true, false].map((doubtfulTaken) => ({ ...kind, doubtfulTaken })),
  );
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

/** Two ways are one when no line, and nothing beside the lines, has another effect. */
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

/** The sentences for a person: each total that its lines do not make, and the settlement that the totals do not make. */
function whatDiffers(declared: DeclaredTotals, computed: ComputedTotals, currency: string): ProofFinding[] {
  const [base] = baseInterpretations(declared, computed);
  if (!base) return [];
  const { differences, gap, identity } = evaluate(declared, computed, base);
  const findings: ProofFinding[] = differences.map(
    ({ term, declared: declaredAmount, computed: computedAmount }) => ({
      reason: "row_total_differs",
      finding: {
        line: declared.totals.get(term)?.line ?? declared.line,
        column: declared.totals.get(term)?.header ?? TOTAL_TOKENS[term],
        expected: showMinor(declaredAmount, currency),
        found: showMinor(computedAmount, currency),
      },
    }),
  );
  const settlement = declared.totals.get("settlement");
  if (settlement && gap !== null && gap !== 0n) {
    const hint =
      !computed.hasVat && computed.sums.FEE > 0n && !declared.totals.has("tax")
        ? TABLE_WITHOUT_VAT
        : missingTotalsHint(declared);
    findings.push({
      reason: hint === TABLE_WITHOUT_VAT ? "vat_not_in_report" : "settlement_differs",
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

function debtDiffers({ totals }: DeclaredTotals, currency: string): ProofFinding | null {
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
    // The payout's amount is not stated: by Klarna's rule a shortfall is paid out as 0 and becomes debt.
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
