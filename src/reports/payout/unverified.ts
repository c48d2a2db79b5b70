/** Messages on what a report leaves unproven because of its configuration, each with the field that would prove it. */
import { messages } from "./messages.ts";
import type { Message } from "../../message.ts";
import { TOTAL_NAMES, TOTAL_TOKENS, type TotalName } from "../values/columns.ts";
import type { Totals } from "../report.ts";
import type { DeclaredTotals } from "./summary.ts";

interface KnownFacts {
  readonly declared: DeclaredTotals;
  readonly hasVat: boolean;
  /** Totals that the lines add up to, by name; those that are 0 need no proof. */
  readonly totals: Totals;
  readonly reference: "summary" | "column" | "file name";
  readonly merchantId: boolean;
  readonly isInvoice: boolean;
  /** No amount in the file has decimals. */
  readonly wholeAmounts: boolean;
}

/** Empty is best. */
export function unverifiedOf(known: KnownFacts): Message[] {
  const { declared } = known;
  const words: Message[] = [];
  const missing = TOTAL_NAMES.filter((name) => !declared.totals.has(name) && !RARE.has(name));
  if (declared.line === null && declared.totals.size === 0) {
    words.push(messages.summaryMissing);
  } else {
    if (missing.includes("settlement")) words.push(messages.settlementMissing);
    const others = missing.filter((name) => name !== "settlement" && (known.totals[name] ?? 0n) !== 0n);
    if (others.length > 0) words.push(messages.totalsMissing(tokens(others)));
    if (missing.includes("openingDebt") || missing.includes("closingDebt")) words.push(messages.debtMissing);
  }
  const unknown = declared.unknownTotals.map(({ header }) => header).join(", ");
  if (unknown !== "") words.push(messages.totalsUnknown(unknown));
  if (!known.hasVat && known.totals.fee > 0n) words.push(messages.vatColumnMissing);
  if (declared.payoutDate === null) words.push(messages.payoutDateMissing);
  if (declared.settlementType === null) words.push(messages.settlementTypeMissing);
  if (!known.merchantId) words.push(messages.merchantIdMissing);
  if (known.reference === "file name") words.push(messages.referenceFromFileName);
  if (known.isInvoice) words.push(messages.feeInvoice);
  if (known.wholeAmounts) words.push(messages.noDecimals);
  return words;
}

/** Totals that only newer reports or the API have: when they are missing, that is no fault of the configuration. */
const RARE: ReadonlySet<TotalName> = new Set(["commissionReversal", "taxRefund"]);

/** What may explain a difference: a total that no line carries and that the report does not have. */
export function missingTotalsHint(declared: DeclaredTotals): Message | null {
  const names = (["repay", "deposit", "feeCorrection", "tax"] as const).filter(
    (name) => !declared.totals.has(name),
  );
  if (names.length === 0) return null;
  return messages.differenceHint(tokens(names));
}

function tokens(names: readonly TotalName[]): string {
  return names.map((name) => TOTAL_TOKENS[name]).join(", ");
}

export const TABLE_WITHOUT_VAT: Message = messages.vatNotInReport;
