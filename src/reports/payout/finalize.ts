/** The end of a reading: names, currencies and signs are settled, each payout is proven, the file as a whole judged. */
import type { SharedSummary } from "../csv/group-payouts.ts";
import { decimalsOf, showMinor } from "../../money.ts";
import { unfindableWords } from "./findable.ts";
import { referenceInName } from "../file-name.ts";
import type { Signs } from "./computed-totals.ts";
import type { Interpretation } from "./interpretation.ts";
import { prove, type Proof } from "./prove.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { Issuer, ProvenPayout } from "../report.ts";
import type { DeclaredTotals } from "./summary.ts";
import { countedOf, together, type PayoutAccumulator } from "./accumulator.ts";
import { unprovenOf } from "./unverified.ts";

export interface Conclusion {
  readonly payouts: readonly ProvenPayout[];
  readonly ways: readonly Interpretation[];
  readonly signed: boolean | null;
}

/** Null when something has been refused. `fileName` may carry the payment reference of a file with one payout. */
export function finalize(
  tallies: readonly PayoutAccumulator[],
  signs: Signs,
  facts: {
    readonly fileName: string;
    readonly markShown: boolean;
    readonly shared?: readonly SharedSummary[];
    /** An answer of the API: its transactions are another answer. */
    readonly isJson?: boolean;
  },
  refusals: RefusalList,
): Conclusion | null {
  const signed = signs.minusOnNegative > 0 ? true : signs.plusOnNegative ? false : null;
  refuseSigns(signs, refusals);
  nameTheOnly(tallies, facts.fileName, refusals);
  for (const one of facts.shared ?? []) proveShared(one, signed === true, refusals);
  const payouts: ProvenPayout[] = [];
  const ways: Interpretation[] = [];
  for (const tally of tallies) {
    if (refusals.full()) break;
    if (tally.currency === null) {
      refusals.add("no_currency", { line: tally.stated.line });
      continue;
    }
    if (refuseMisread(tally.stated, tally.currency, refusals)) continue;
    const proof = prove(tally.stated, countedOf(tally, signed === true), tally.currency);
    if (proof.outcome === "refused") {
      for (const { reason, finding } of proof.findings)
        refusals.add(facts.isJson && reason === "table_missing" ? "json_transactions_missing" : reason, {
          ...finding,
          line: finding.line ?? tally.firstOpenLine ?? tally.stated.line,
          ...(reason === "table_missing" ? { expected: tally.reference } : {}),
        });
      continue;
    }
    payouts.push(payoutOf(tally, proof, tally.currency, facts.markShown));
    ways.push(proof.way);
  }
  return refusals.all.length > 0 ? null : { payouts, ways, signed };
}

/**
 * A summary that names no currency was read with two decimals; the lines have told since that it is one without. True:
 * that has been refused.
 */
function refuseMisread(stated: DeclaredTotals, currency: string, refusals: RefusalList): boolean {
  const read = stated.totals.size + stated.unknownTotals.length;
  if (read === 0 || decimalsOf(stated.currency ?? "") === decimalsOf(currency)) return false;
  refusals.add("summary_without_currency", { line: stated.line, found: currency });
  return true;
}

/** Totals over several payouts must be those of all their lines; what no line carries cannot be divided between them. */
function proveShared({ stated, tallies }: SharedSummary, signed: boolean, refusals: RefusalList): void {
  const currency = stated.currency ?? tallies[0]?.currency;
  if (!currency || refuseMisread(stated, currency, refusals)) return;
  for (const name of ["feeCorrection", "repay", "deposit"] as const) {
    const total = stated.totals.get(name);
    if (!total || total.amount === 0n) continue;
    const found = showMinor(total.amount, currency);
    refusals.add("summary_of_several", { line: total.line, column: total.header, found });
    return;
  }
  const proof = prove(stated, together(tallies.map((tally) => countedOf(tally, signed))), currency);
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
function nameTheOnly(tallies: readonly PayoutAccumulator[], fileName: string, refusals: RefusalList): void {
  const nameless = tallies.filter(({ reference }) => reference === null);
  const [first] = nameless;
  if (!first) return;
  if (tallies.length > 1) {
    refusals.add("layout_unclear", { line: first.stated.line });
    return;
  }
  first.reference = referenceInName(fileName);
  first.referenceFrom = "file name";
  if (first.reference === null)
    refusals.add("no_payment_reference", {
      line: first.stated.line,
      column: "payment_reference",
      found: fileName,
    });
}

function payoutOf(
  tally: PayoutAccumulator,
  proof: Proof & { outcome: "proven" },
  currency: string,
  markShown: boolean,
): ProvenPayout {
  const { stated } = tally;
  const columns = [...tally.columns].sort();
  return {
    index: tally.index,
    issuer: issuerOf(tally.merchantId),
    merchantId: tally.merchantId,
    paymentReference: tally.reference ?? "",
    currency,
    payoutDate: stated.payoutDate,
    settlementType: proof.settlementType,
    totals: proof.totals,
    besides: proof.besides,
    latestCaptureDate: tally.latestCapture,
    lineCount: tally.lineCount,
    columns,
    unfindable: tally.seeks && !tally.isFindable ? unfindableWords(columns) : null,
    unproven: unprovenOf({
      stated,
      hasVat: tally.hasVat,
      totals: proof.totals,
      reference: tally.referenceFrom,
      merchantId: tally.merchantId !== null,
      isInvoice: proof.way.isInvoice,
      wholeAmounts: !markShown && tally.decimals > 0,
    }),
  };
}

/** Merchant ids made at Kustom begin with M, Klarna's with K or a digit (help.kustom.co). */
export function issuerOf(merchantId: string | null): Issuer {
  return merchantId !== null && /^m/i.test(merchantId) ? "kustom" : "klarna";
}
