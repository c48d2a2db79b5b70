/** Why a payout is not proven: what refuses it before anything is added up, and what does not add up. */
import { absolute, showMinor } from "../../money.ts";
import { TERMS, WITHOUT_LINES, type ComputedTotals, type Evaluation } from "./interpretation.ts";
import { TOTAL_TOKENS } from "../values/columns.ts";
import type { Reason } from "../refusals/reasons.ts";
import type { RefusalFacts } from "../refusals/refusal.ts";
import type { DeclaredTotals } from "./summary.ts";
import { missingTotalsHint, TABLE_WITHOUT_VAT } from "./unverified.ts";

export interface ProofFinding {
  readonly reason: Reason;
  readonly finding: RefusalFacts;
}

/** What refuses a payout before anything is added up. */
export function beforeTheSums(
  declared: DeclaredTotals,
  computed: ComputedTotals,
  currency: string,
): ProofFinding[] {
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

/** The findings: each total that its lines do not make, and the settlement that the totals do not make. */
export function whatDiffers(
  declared: DeclaredTotals,
  computed: ComputedTotals,
  { differences, gap, identity }: Evaluation,
  currency: string,
): ProofFinding[] {
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
  // Everything adds up except corrections whose direction is unknown.
  if (findings.length === 0)
    findings.push({ reason: "direction_ambiguous", finding: { found: "CORRECTION" } });
  return findings;
}

/** The debt balances that do not follow from each other. */
export function debtDiffers({ totals }: DeclaredTotals, currency: string): ProofFinding | null {
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
