/**
 * What a line does to its payout: counted into the sums, and handed on or kept waiting. The same for every format.
 * Money here is a whole number of minor units below 10^15, because this runs for every line.
 */
import { decimalsOf, minor, negate, ZERO, type Minor } from "../../money.ts";
import { isFindable, seeksReceivable } from "./findable.ts";
import { detachAll } from "../values/detach.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import { LINE_TYPES, type LineType, type SettlementLine } from "../report.ts";
import { isCurrency } from "./summary.ts";
import type { PayoutAccumulator } from "./accumulator.ts";

/** Signs seen so far in the whole file: a minus on what takes from the payout means that the file prints signs. */
export interface Signs {
  minusOnNegative: number;
  /** The first row each of these was seen on; to name it should it contradict the rest. */
  plusOnNegative: { readonly line: number; readonly found: string; readonly type: LineType } | null;
  minusOnPositive: { readonly line: number; readonly found: string; readonly type: LineType } | null;
}

export function noSigns(): Signs {
  return { minusOnNegative: 0, plusOnNegative: null, minusOnPositive: null };
}

/**
 * Lines whose direction only the totals tell are kept in memory until then. A payout has a handful of corrections;
 * what comes in tens of thousands is no correction.
 */
export const MAX_UNDECIDED = 20_000;
/** Characters of all of them together: a line with a novel in its comment is no correction either. */
const MAX_UNDECIDED_LENGTH = 32 * 1024 ** 2;

// Places in LINE_TYPES.
const RETURN = LINE_TYPES.indexOf("RETURN");
const REVERSAL = LINE_TYPES.indexOf("REVERSAL");
const FEE = LINE_TYPES.indexOf("FEE");
const FEE_REFUND = LINE_TYPES.indexOf("FEE_REFUND");
const TAX = LINE_TYPES.indexOf("TAX");
const COMMISSION = LINE_TYPES.indexOf("COMMISSION");
const CORRECTION = LINE_TYPES.indexOf("CORRECTION");
const CHARGE = LINE_TYPES.indexOf("CHARGE");
const CREDIT = LINE_TYPES.indexOf("CREDIT");
const HOLDBACK = LINE_TYPES.indexOf("HOLDBACK");

/** What each type does to the payout, in the order of LINE_TYPES; 0 is for CORRECTION, which may do both. */
const DIRECTION: readonly (1 | -1 | 0)[] = (() => {
  const directions: (1 | -1 | 0)[] = Array.from({ length: LINE_TYPES.length }, () => 1);
  for (const type of [RETURN, REVERSAL, FEE, TAX, CHARGE, HOLDBACK]) directions[type] = -1;
  directions[CORRECTION] = 0;
  return directions;
})();

/** Types whose VAT is Klarna's own; on others a VAT column speaks of the goods. */
const CARRIES_VAT: readonly boolean[] = LINE_TYPES.map((_, type) =>
  [FEE, FEE_REFUND, CHARGE, CREDIT].includes(type),
);

/** Detailed types under which commission is taken back (docs.klarna.com; Klarna's own client adds the revenue share). */
const TAKEN_BACK: ReadonlySet<string> = new Set([
  "COMMISSION_RETURN",
  "COMMISSION_RETURN_GROSS",
  "COMMISSION_REVERSAL",
  "REVENUE_SHARE_REVERSAL",
]);

/** What is known of a line when it is counted. */
export interface LineFacts {
  readonly row: number;
  /** Its place in LINE_TYPES. */
  readonly type: number;
  /** Never negative. */
  readonly units: number;
  /** It was printed with a minus. */
  readonly negative: boolean;
  /** Never negative; NaN where there is none. */
  readonly vat: number;
  readonly detailedType: string | null;
}

/** What a line does to the payout, as far as it can be told when it is read. */
export type Direction = "plus" | "minus" | "correction" | "commission";

export function accumulate(
  accumulator: PayoutAccumulator,
  line: LineFacts,
  refusals: RefusalList,
): Direction {
  const { type, units, vat } = line;
  accumulator.lineCount++;
  if (vat > 0 && CARRIES_VAT[type] === true)
    (DIRECTION[type] === -1 ? accumulator.vatOut : accumulator.vatIn).add(vat);
  if (type === CORRECTION) {
    accumulator.firstOpenLine ??= line.row;
    if (accumulator.corrections.length < MAX_UNDECIDED)
      accumulator.corrections.push({ amount: minor(BigInt(units)), negative: line.negative });
    else refusals.end("too_many_undecided", { line: line.row, expected: String(MAX_UNDECIDED) });
    return "correction";
  }
  if (type === COMMISSION) {
    if (line.negative) {
      accumulator.commissionTaken.add(units);
      return "minus";
    }
    if (line.detailedType !== null && TAKEN_BACK.has(line.detailedType)) {
      accumulator.firstOpenLine ??= line.row;
      accumulator.commissionDoubtful.add(units);
      return "commission";
    }
  }
  accumulator.sums[type]?.add(units);
  return DIRECTION[type] === -1 ? "minus" : "plus";
}

/** The effect as it can be told now; for a line that waits it is replaced when the totals have spoken. */
export function effectOf(
  accumulator: PayoutAccumulator,
  type: number,
  direction: Direction,
  amount: Minor,
): Minor {
  if (accumulator.feeMode === "invoiced" && isFee(type)) return ZERO;
  return direction === "minus" ? negate(amount) : amount;
}

/** Into the payout's batch, or among the lines that wait for the totals. */
export function emitLine(
  accumulator: PayoutAccumulator,
  line: SettlementLine,
  type: number,
  direction: Direction,
  refusals: RefusalList,
): void {
  const openFee = accumulator.feeMode === "open" && isFee(type);
  if (openFee || direction === "correction" || direction === "commission") {
    accumulator.undecidedLength += lengthOf(line);
    if (accumulator.undecided.length >= MAX_UNDECIDED || accumulator.undecidedLength > MAX_UNDECIDED_LENGTH) {
      refusals.end("too_many_undecided", { line: line.row, expected: String(MAX_UNDECIDED) });
      return;
    }
    const why = openFee ? "fee" : direction === "correction" ? "correction" : "commission";
    accumulator.undecided.push({
      line: detachAll(line),
      why,
      correction: accumulator.corrections.length - 1,
    });
    return;
  }
  if (!accumulator.isFindable && seeksReceivable(line)) {
    accumulator.seeks = true;
    accumulator.isFindable = isFindable(line);
  }
  accumulator.effects.add(Number(line.effect));
  accumulator.batch.push(line);
}

function lengthOf({ extra, ...line }: SettlementLine): number {
  let length = 0;
  for (const value of [...Object.values(line), ...Object.values(extra ?? {})])
    if (typeof value === "string") length += value.length;
  return length;
}

export function noteCapture(accumulator: PayoutAccumulator, captured: string | null): void {
  if (captured !== null && (accumulator.latestCapture === null || captured > accumulator.latestCapture))
    accumulator.latestCapture = captured;
}

/** Counts a sign that fits; true when it is the first one of its kind that may not, and is to be remembered. */
export function signContradicts(signs: Signs, type: number, negative: boolean): boolean {
  const direction = type === COMMISSION ? 0 : DIRECTION[type];
  if (direction === -1) {
    if (!negative) return signs.plusOnNegative === null;
    signs.minusOnNegative++;
    return false;
  }
  return direction === 1 && negative && signs.minusOnPositive === null;
}

export function carriesVat(type: number): boolean {
  return CARRIES_VAT[type] === true;
}

function isFee(type: number): boolean {
  return type === FEE || type === FEE_REFUND || type === TAX;
}

/** False when it is no currency code. */
export function setCurrency(
  accumulator: PayoutAccumulator,
  currency: string,
  from: "summary" | "column",
): boolean {
  if (!isCurrency(currency)) return false;
  accumulator.currency = currency;
  accumulator.currencyFrom = from;
  accumulator.decimals = decimalsOf(currency);
  return true;
}
