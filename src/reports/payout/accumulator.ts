/**
 * Accumulates one payout while its lines are read: the totals so far, and the lines whose effect is undecided. Adds plain
 * numbers as long as they are exact, because this runs for every line; the results are bigints.
 */
import { minor, sum, type Minor } from "../../money.ts";
import type { Correction } from "./direction.ts";
import type { ComputedTotals, Interpretation } from "./interpretation.ts";
import { LINE_TYPES, type LineType, type SettlementLine } from "../report.ts";
import { NOTHING_DECLARED, type DeclaredTotals } from "./summary.ts";

/** Whether fees are deducted from the payout: "open" while that depends on the totals (GROSS, or no summary yet). */
type FeeMode = "deducted" | "invoiced" | "open";

/** A line whose effect depends on the totals. */
interface Undecided {
  readonly line: SettlementLine;
  readonly why: "correction" | "commission" | "fee";
  /** Its place among the payout's corrections. */
  readonly correction: number;
}

export interface PayoutAccumulator {
  readonly index: number;
  reference: string | null;
  referenceFrom: "summary" | "column" | "file name";
  currency: string | null;
  decimals: number;
  merchantId: string | null;
  declared: DeclaredTotals;
  feeMode: FeeMode;
  hasTable: boolean;
  hasVat: boolean;
  lineCount: number;
  /** Some line needs a receivable; some of those have a reference to it. */
  seeks: boolean;
  isFindable: boolean;
  latestCapture: string | null;
  /** One sum for each of LINE_TYPES. */
  readonly sums: readonly Sum[];
  readonly vatOut: Sum;
  readonly vatIn: Sum;
  readonly commissionTaken: Sum;
  readonly commissionDoubtful: Sum;
  /** Σ effect of all lines sent to the sink: compared with the proof at the end. */
  readonly effects: Sum;
  readonly corrections: { amount: Minor; negative: boolean }[];
  /** The first line whose direction depends on the totals; for the refusal, if they do not decide it. */
  firstOpenLine: number | null;
  readonly undecided: Undecided[];
  /** Characters in them. */
  undecidedLength: number;
  batch: SettlementLine[];
  readonly columns: Set<string>;
}

/** `interpretation`: what an earlier reading of the same file found. */
export function newAccumulator(index: number, interpretation?: Interpretation): PayoutAccumulator {
  return {
    index,
    reference: null,
    referenceFrom: "summary",
    currency: null,
    decimals: 2,
    merchantId: null,
    declared: NOTHING_DECLARED,
    feeMode: interpretation === undefined ? "open" : interpretation.feesDeducted ? "deducted" : "invoiced",
    hasTable: false,
    hasVat: false,
    lineCount: 0,
    seeks: false,
    isFindable: false,
    latestCapture: null,
    sums: LINE_TYPES.map(() => new Sum()),
    vatOut: new Sum(),
    vatIn: new Sum(),
    commissionTaken: new Sum(),
    commissionDoubtful: new Sum(),
    effects: new Sum(),
    corrections: [],
    firstOpenLine: null,
    undecided: [],
    undecidedLength: 0,
    batch: [],
    columns: new Set(),
  };
}

/** Far below 2^53, so that one more amount of 15 digits is still added exactly. */
const EXACT = 2 ** 52;

/** An exact sum of whole numbers below 10^15. */
export class Sum {
  #near = 0;
  #far = 0n;

  add(units: number): void {
    this.#near += units;
    if (this.#near > EXACT || this.#near < -EXACT) {
      this.#far += BigInt(this.#near);
      this.#near = 0;
    }
  }

  get value(): Minor {
    return minor(this.#far + BigInt(this.#near));
  }
}

/** `signed`: the file prints signs, so a correction without a minus is a plus. */
export function computedTotals(accumulator: PayoutAccumulator, signed: boolean): ComputedTotals {
  return {
    // fromEntries forgets that every type is there
    sums: Object.fromEntries(
      LINE_TYPES.map((type, index) => [type, accumulator.sums[index]?.value ?? minor(0n)]),
    ) as Record<LineType, Minor>,
    hasTable: accumulator.hasTable,
    hasVat: accumulator.hasVat,
    vatOut: accumulator.vatOut.value,
    vatIn: accumulator.vatIn.value,
    commissionTaken: accumulator.commissionTaken.value,
    commissionDoubtful: accumulator.commissionDoubtful.value,
    corrections: accumulator.corrections.map(({ amount, negative }): Correction => ({
      amount,
      direction: negative ? -1 : signed ? 1 : 0,
    })),
  };
}

/** The totals of several payouts together. */
export function combineTotals(all: readonly ComputedTotals[]): ComputedTotals {
  const total = (of: (computed: ComputedTotals) => Minor) => sum(all.map(of));
  return {
    // fromEntries forgets that every type is there
    sums: Object.fromEntries(LINE_TYPES.map((type) => [type, total(({ sums }) => sums[type])])) as Record<
      LineType,
      Minor
    >,
    hasTable: all.some(({ hasTable }) => hasTable),
    hasVat: all.some(({ hasVat }) => hasVat),
    vatOut: total(({ vatOut }) => vatOut),
    vatIn: total(({ vatIn }) => vatIn),
    corrections: all.flatMap(({ corrections }) => corrections),
    commissionTaken: total(({ commissionTaken }) => commissionTaken),
    commissionDoubtful: total(({ commissionDoubtful }) => commissionDoubtful),
  };
}

/** The undecided lines with the effect that the proof found. */
export function withEffects(
  undecided: readonly Undecided[],
  interpretation: Interpretation,
): SettlementLine[] {
  return undecided.map(({ line, why, correction }) => {
    if (why === "correction") return { ...line, effect: interpretation.corrections[correction] ?? minor(0n) };
    if (why === "commission")
      return { ...line, effect: interpretation.doubtfulTaken ? minor(-line.amount) : line.amount };
    return interpretation.feesDeducted ? line : { ...line, effect: minor(0n) };
  });
}
