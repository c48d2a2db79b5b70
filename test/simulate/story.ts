/**
 * The types of the simulated shop's stories. A story is about one order, or a few related ones, and has for each of its
 * nights what comes in and the right answer after that night. Nothing here computes an answer: the author of a story writes
 * it down from the contract ("Which line settles what").
 */
import type { Minor } from "../../src/money.ts";

/** A row of a report before it has a place in one. Texts are "" where the report has nothing. */
export interface Line {
  readonly type: string;
  readonly detailedType: string;
  readonly orderId: string;
  readonly shortOrderId: string;
  readonly captureId: string;
  readonly refundId: string;
  readonly merchantReference1: string;
  readonly merchantReference2: string;
  readonly merchantCaptureReference: string;
  readonly merchantRefundReference: string;
  /** Minor units, never negative; the type gives the direction. A fee is without its VAT. */
  readonly amount: Minor;
  readonly feeVat: Minor | null;
  readonly feeVatRate: string;
  /** The fees of a sale, in the same payout. */
  readonly fees: readonly Line[];
}

/** A row with nothing in it but what is given. */
export function row(type: string, amount: Minor, own: Partial<Line> = {}): Line {
  return {
    type,
    detailedType: "",
    orderId: "",
    shortOrderId: "",
    captureId: "",
    refundId: "",
    merchantReference1: "",
    merchantReference2: "",
    merchantCaptureReference: "",
    merchantRefundReference: "",
    amount,
    feeVat: null,
    feeVatRate: "",
    fees: [],
    ...own,
  };
}

export interface Receivable {
  readonly kind: "invoice" | "credit_note" | "order";
  readonly number: string;
  readonly orderNumber: string;
  readonly orderId: string;
  readonly captureId: string;
  readonly refundId: string;
  readonly currency: string;
  readonly amount: Minor;
  /** null: the column is left empty, which means the whole amount. */
  readonly openAmount: Minor | null;
  /** "2025-03-14" */
  readonly date: string;
  readonly credits: string;
  /** Whose it is; "" where the shop does not say. */
  readonly merchantId: string;
}

export type Rung = 1 | 2 | 3 | 4;

/** So much of a line settles so much of a receivable. Where the two differ, the difference is rounding. */
export interface Settles {
  readonly line: Line;
  readonly receivable: Receivable;
  readonly lineAmount: Minor;
  readonly receivableAmount: Minor;
  readonly effect: "settles" | "pays_back";
  readonly rung: Rung;
}

/** A line that needs a person. More than one code: the contract allows each of them here. */
export interface Doubt {
  readonly line: Line;
  readonly codes: readonly [string, ...string[]];
}

/** One night of a story. */
export interface Step {
  readonly receivables: readonly Receivable[];
  /** In the order in which they stand in the reports, when they come in one night. */
  readonly lines: readonly Line[];
  /** What is settled this night and was not before. */
  readonly settles: readonly Settles[];
  /** Every deviation of the story that is open when the night is over. */
  readonly open: readonly Doubt[];
}

export interface Story {
  readonly name: string;
  readonly steps: readonly Step[];
  /** The steps may come in one night, and the answer is then that of the last one. */
  readonly together: boolean;
}

export function step(parts: Partial<Step>): Step {
  return { receivables: [], lines: [], settles: [], open: [], ...parts };
}

/** The whole line settles all that is open of a receivable; the amounts differ when `open` is given. */
export function whole(line: Line, receivable: Receivable, rung: Rung, open?: Minor): Settles {
  const receivableAmount = open ?? receivable.openAmount ?? receivable.amount;
  return { line, receivable, lineAmount: line.amount, receivableAmount, effect: "settles", rung };
}

/** The whole line settles as much of a receivable, and leaves the rest of it open. */
export function part(line: Line, receivable: Receivable, rung: Rung): Settles {
  return {
    line,
    receivable,
    lineAmount: line.amount,
    receivableAmount: line.amount,
    effect: "settles",
    rung,
  };
}

/** A return pays back as much of what an order has received. */
export function payBack(line: Line, receivable: Receivable, rung: Rung): Settles {
  return { ...part(line, receivable, rung), effect: "pays_back" };
}

export function doubt(line: Line, ...codes: [string, ...string[]]): Doubt {
  return { line, codes };
}
