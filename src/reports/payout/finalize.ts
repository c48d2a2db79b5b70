/** The end of a reading: names, currencies and signs are settled, each payout is proven, the file as a whole judged. */
import type { SharedSummary } from "../csv/group-payouts.ts";
import { decimalsOf, showMinor } from "../../money.ts";
import { unfindableWords } from "./findable.ts";
import { referenceInName } from "../file-name.ts";
import type { Signs } from "./computed-totals.ts";
import type { Interpretation } from "./interpretation.ts";
import { prove, type PayoutProof } from "./prove.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { Issuer, ProvenPayout } from "../report.ts";
import type { DeclaredTotals } from "./summary.ts";
import { computedTotals, combineTotals, type PayoutAccumulator } from "./accumulator.ts";
import { unverifiedOf } from "./unverified.ts";

export interface Finalized {
  readonly payouts: readonly ProvenPayout[];
  readonly interpretations: readonly Interpretation[];
  readonly signed: boolean | null;
}

/** Null when something has been refused. `fileName` may carry the payment reference of a file with one payout. */
export function finalize(
  accumulators: readonly PayoutAccumulator[],
  signs: Signs,
  facts: {
    readonly fileName: string;
    readonly markShown: boolean;
    readonly shared?: readonly SharedSummary[];
    /** An answer of the API: its transactions are another answer. */
    readonly isJson?: boolean;
  },
  refusals: RefusalList,
): Finalized | null {
  const signed = signs.minusOnNegative > 0 ? true : signs.plusOnNegative ? false : null;
  refuseSigns(signs, refusals);
  nameTheOnly(accumulators, facts.fileName, refusals);
  for (const one of facts.shared ?? []) proveShared(one, signed === true, refusals);
  const payouts: ProvenPayout[] = [];
  const interpretations: Interpretation[] = [];
  for (const accumulator of accumulators) {
    if (refusals.full()) break;
    if (accumulator.currency === null) {
      refusals.add("no_currency", { line: accumulator.declared.line });
      continue;
    }
    if (refuseMisread(accumulator.declared, accumulator.currency, refusals)) continue;
    const proof = prove(
      accumulator.declared,
      computedTotals(accumulator, signed === true),
      accumulator.currency,
    );
    if (proof.outcome === "refused") {
      for (const { reason, finding } of proof.findings)
        refusals.add(facts.isJson && reason === "table_missing" ? "json_transactions_missing" : reason, {
          ...finding,
          line: finding.line ?? accumulator.firstOpenLine ?? accumulator.declared.line,
          ...(reason === "table_missing" ? { expected: accumulator.reference } : {}),
        });
      continue;
    }
    payouts.push(payoutOf(accumulator, proof, accumulator.currency, facts.markShown));
    interpretations.push(proof.interpretation);
  }
  return refusals.all.length > 0 ? null : { payouts, interpretations, signed };
}

/**
 * A summary that names no currency was read with two decimals; the lines have told since that it is one without. True:
 * that has been refused.
 */
function refuseMisread(declared: DeclaredTotals, currency: string, refusals: RefusalList): boolean {
  const read = declared.totals.size + declared.unknownTotals.length;
  if (read === 0 || decimalsOf(declared.currency ?? "") === decimalsOf(currency)) return false;
  refusals.add("summary_without_currency", { line: declared.line, found: currency });
  return true;
}

/** Totals over several payouts must be those of all their lines; what no line carries cannot be divided between them. */
function proveShared(
  { declared, accumulators }: SharedSummary,
  signed: boolean,
  refusals: RefusalList,
): void {
  const currency = declared.currency ?? accumulators[0]?.currency;
  if (!currency || refuseMisread(declared, currency, refusals)) return;
  for (const name of ["feeCorrection", "repay", "deposit"] as const) {
    const total = declared.totals.get(name);
    if (!total || total.amount === 0n) continue;
    const found = showMinor(total.amount, currency);
    refusals.add("summary_of_several", { line: total.line, column: total.header, found });
    return;
  }
  const proof = prove(
    declared,
    combineTotals(accumulators.map((accumulator) => computedTotals(accumulator, signed))),
    currency,
  );
  if (proof.outcome === "proven") return;
  for (const { reason, finding } of proof.findings) refusals.add(reason, finding);
}

function refuseSigns(
  { minusOnPositive, plusOnNegative, minusOnNegative }: Signs,
  refusals: RefusalList,
): void {
  const contradicting = minusOnPositive ?? (minusOnNegative > 0 ? plusOnNegative : null);
  if (!contradicting) return;
  const { line, found, type } = contradicting;
  refusals.add("sign_contradicts", { line, column: "amount", found, expected: type });
}

/** A payout that neither summary nor column names takes its reference from the file's name, if it is the only one. */
function nameTheOnly(
  accumulators: readonly PayoutAccumulator[],
  fileName: string,
  refusals: RefusalList,
): void {
  const nameless = accumulators.filter(({ reference }) => reference === null);
  const [first] = nameless;
  if (!first) return;
  if (accumulators.length > 1) {
    refusals.add("layout_unclear", { line: first.declared.line });
    return;
  }
  first.reference = referenceInName(fileName);
  first.referenceFrom = "file name";
  if (first.reference === null)
    refusals.add("no_payment_reference", {
      line: first.declared.line,
      column: "payment_reference",
      found: fileName,
    });
}

function payoutOf(
  accumulator: PayoutAccumulator,
  proof: PayoutProof & { outcome: "proven" },
  currency: string,
  markShown: boolean,
): ProvenPayout {
  const { declared } = accumulator;
  const columns = [...accumulator.columns].sort();
  return {
    index: accumulator.index,
    issuer: issuerOf(accumulator.merchantId),
    merchantId: accumulator.merchantId,
    paymentReference: accumulator.reference ?? "",
    currency,
    payoutDate: declared.payoutDate,
    settlementType: proof.settlementType,
    totals: proof.totals,
    adjustments: proof.adjustments,
    latestCaptureDate: accumulator.latestCapture,
    lineCount: accumulator.lineCount,
    columns,
    unfindable: accumulator.seeks && !accumulator.isFindable ? unfindableWords(columns) : null,
    unproven: unverifiedOf({
      declared,
      hasVat: accumulator.hasVat,
      totals: proof.totals,
      reference: accumulator.referenceFrom,
      merchantId: accumulator.merchantId !== null,
      isInvoice: proof.interpretation.isInvoice,
      wholeAmounts: !markShown && accumulator.decimals > 0,
    }),
  };
}

/** Merchant ids made at Kustom begin with M, Klarna's with K or a digit (help.kustom.co). */
export function issuerOf(merchantId: string | null): Issuer {
  return merchantId !== null && /^m/i.test(merchantId) ? "kustom" : "klarna";
}
