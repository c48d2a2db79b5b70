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
  type Counted,
  type Term,
  type Interpretation,
} from "./interpretation.ts";
import { TOTAL_TOKENS } from "../values/columns.ts";
import { directions } from "./direction.ts";
import type { Reason } from "../refusals/reasons.ts";
import type { Finding } from "../refusals/refusal.ts";
import type { Adjustments, SettlementType, Totals } from "../report.ts";
import type { DeclaredTotals } from "./summary.ts";
import { missingTotalsHint, TABLE_WITHOUT_VAT } from "./unverified.ts";

export type Proof =
  | {
      readonly outcome: "proven";
      readonly settlementType: SettlementType;
      readonly totals: Totals;
      readonly besides: Adjustments;
      readonly way: Interpretation;
    }
  | { readonly outcome: "refused"; readonly findings: readonly ProofFinding[] };

export interface ProofFinding {
  readonly reason: Reason;
  readonly finding: Finding;
}

/** Proves one payout or finds everything that does not add up. `currency` is for the words. */
export function prove(stated: DeclaredTotals, counted: Counted, currency: string): Proof {
  const first = beforeTheSums(stated, counted, currency);
  if (first.length > 0) return { outcome: "refused", findings: first };

  const closing: Closing[] = [];
  for (const base of baseWays(stated, counted)) {
    const attempt = evaluate(stated, counted, base);
    for (const directed of directionsOf(attempt, counted)) {
      const way: Interpretation = {
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
  if (others.length > 0 || mayHideDebt(stated, counted, only.way)) {
    const found =
      counted.corrections.length > 0 ? "CORRECTION" : counted.commissionDoubtful > 0n ? "COMMISSION" : "FEE";
    return { outcome: "refused", findings: [{ reason: "direction_ambiguous", finding: { found } }] };
  }
  const debt = debtDiffers(stated, currency);
  if (debt) return { outcome: "refused", findings: [debt] };
  return combineProofs(stated, only, currency);
}

/**
 * A GROSS payout of nothing, with fees and no word of debt, closes in two ways: the fees are invoiced, or they were
 * deducted and the shortfall became a debt that the summary leaves out.
 */
function mayHideDebt(stated: DeclaredTotals, counted: Counted, { feesDeducted }: Interpretation): boolean {
  const { totals } = stated;
  const saysDebt = totals.has("deposit") || (totals.has("openingDebt") && totals.has("closingDebt"));
  if (feesDeducted || saysDebt || totals.get("settlement")?.amount !== 0n) return false;
  const [deducted] = baseWays(stated, counted);
  return deducted !== undefined && evaluate(stated, counted, deducted).identity < 0n;
}

/** What refuses a payout before anything is added up. */
function beforeTheSums(stated: DeclaredTotals, counted: Counted, currency: string): ProofFinding[] {
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
  readonly way: Interpretation;
  readonly attempt: Evaluation;
  readonly besides: Adjustments;
}

function baseWays(stated: DeclaredTotals, counted: Counted): BaseInterpretation[] {
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

/** Totals in which an issuer may have counted correction lines. */
const MAY_HOLD_CORRECTIONS: ReadonlySet<Term> = new Set([
  "credit",
  "charge",
  "fee",
  "feeRefund",
  "commission",
]);

function directionsOf(attempt: Evaluation, counted: Counted) {
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
function whatDiffers(stated: DeclaredTotals, counted: Counted, currency: string): ProofFinding[] {
  const [base] = baseWays(stated, counted);
  if (!base) return [];
  const { differences, gap, identity } = evaluate(stated, counted, base);
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

function combineProofs(stated: DeclaredTotals, { way, attempt, besides }: Closing, currency: string): Proof {
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

function besidesOf(way: Interpretation, { terms }: Evaluation, { sums }: Counted): Adjustments {
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
