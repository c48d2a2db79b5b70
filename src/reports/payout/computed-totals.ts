/**
 * Adds a line to the totals of its payout, and to the batch for the sink or to the undecided lines. The same for every
 * format. Money here is a whole number of minor units below 10^15, because this runs for every line.
 */
import { minor, negate, showMinor, ZERO, type Minor } from "../../money.ts";
import { isFindable, seeksReceivable } from "./findable.ts";
import { detachAll } from "../values/detach.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import { LINE_TYPES, type LineType, type SettlementLine } from "../report.ts";
import type { PayoutAccumulator } from "./accumulator.ts";

/** Signs in the file so far: a minus on what is deducted from the payout means that the file prints signs. */
export interface Signs {
  minusOnNegative: number;
  /** The first row of each kind, to name it in the refusal if it contradicts the rest. */
  plusOnNegative: { readonly line: number; readonly found: string; readonly type: LineType } | null;
  minusOnPositive: { readonly line: number; readonly found: string; readonly type: LineType } | null;
}

export function noSigns(): Signs {
  return { minusOnNegative: 0, plusOnNegative: null, minusOnPositive: null };
}

/**
 * Lines whose direction depends on the totals are kept in memory until the end. A payout has a handful of corrections;
 * tens of thousands of lines are something else.
 */
const MAX_UNDECIDED = 20_000;
/** Characters of all of them together: very long comments would fill the memory too. */
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

/** Whether each type adds to the payout or is deducted, in the order of LINE_TYPES; 0 is CORRECTION, which may do both. */
const DIRECTION: readonly (1 | -1 | 0)[] = (() => {
  const directions: (1 | -1 | 0)[] = Array.from({ length: LINE_TYPES.length }, () => 1);
  for (const type of [RETURN, REVERSAL, FEE, TAX, CHARGE, HOLDBACK]) directions[type] = -1;
  directions[CORRECTION] = 0;
  return directions;
})();

/** Types whose VAT is Klarna's own; on others a VAT column is that of the goods. */
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

/** What is known of a line when it is added. */
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

/** The direction of a line, as far as it is known when the line is read. */
type Direction = "plus" | "minus" | "correction" | "commission";

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

/** The effect as known now; that of an undecided line is replaced after the proof. */
export function effectOf(
  accumulator: PayoutAccumulator,
  type: number,
  direction: Direction,
  amount: Minor,
): Minor {
  if (accumulator.feeMode === "invoiced" && isFee(type)) return ZERO;
  return direction === "minus" ? negate(amount) : amount;
}

/** Adds the line to the payout's batch, or to its undecided lines. */
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

/** Counts a sign that fits its type; true for the first one of a kind that may not fit, which the caller remembers. */
export function signContradicts(signs: Signs, type: number, negative: boolean): boolean {
  const direction = type === COMMISSION ? 0 : DIRECTION[type];
  if (direction === -1) {
    if (!negative) return signs.plusOnNegative === null;
    signs.minusOnNegative++;
    return false;
  }
  return direction === 1 && negative && signs.minusOnPositive === null;
}

/** Remembers such a sign. */
export function keepSign(signs: Signs, type: number, negative: boolean, line: number, found: string): void {
  const kept = { line, found, type: LINE_TYPES[type] ?? "SALE" };
  if (negative) signs.minusOnPositive = kept;
  else signs.plusOnNegative = kept;
}

/** The VAT on Klarna's fee; null when there is none, or when it is that of the goods. */
export function feeVatOf(type: number, vat: number): Minor | null {
  return Number.isNaN(vat) || isOnGoods(type, vat) ? null : minor(BigInt(vat));
}

/** VAT on the goods is no part of the payout: it is kept with the columns that have no field of their own. */
export function withGoodsVat(
  extra: SettlementLine["extra"],
  type: number,
  vat: number,
  currency: string | null,
): SettlementLine["extra"] {
  return isOnGoods(type, vat) ? { ...extra, vat_amount: showMinor(BigInt(vat), currency ?? "") } : extra;
}

function isOnGoods(type: number, vat: number): boolean {
  return vat > 0 && CARRIES_VAT[type] !== true;
}

function isFee(type: number): boolean {
  return type === FEE || type === FEE_REFUND || type === TAX;
}
