/**
 * The rungs of CONTRACT §5, version 2: by which columns a line and a receivable may agree, strongest first. What each
 * rung is asked, and what contradicts, is SQL made from this table (`agreement.ts`).
 */

export type LineKind = "SALE" | "RETURN";

/** A key of an open line, as `open_line` holds it. */
export type LineKey =
  | "capture_key"
  | "refund_key"
  | "order_key"
  | "reference1_key"
  | "own_key"
  | "own_tail_key"
  | "reference2_key";

/** A key of a receivable, as `receivable` holds it. */
export type ReceivableKey = "capture_key" | "refund_key" | "order_id_key" | "order_number_key" | "number_key";

/** A key of an open line that may equal a key of a receivable. */
export interface Agreement {
  readonly line: LineKey;
  readonly receivable: ReceivableKey;
}

export interface Rung {
  readonly number: 1 | 2 | 3 | 4;
  /** The second look of a rung, without leading zeros, for lines that its exact look found no candidate for. */
  readonly withoutLeadingZeros: boolean;
  readonly agreements: readonly Agreement[];
}

const CAPTURE: readonly Agreement[] = [
  { line: "refund_key", receivable: "refund_key" },
  { line: "capture_key", receivable: "capture_key" },
];
const ORDER: readonly Agreement[] = [{ line: "order_key", receivable: "order_id_key" }];
/** The merchant's own reference of the capture or refund names the document itself, so it is asked first. */
const OWN: readonly Agreement[] = [{ line: "own_key", receivable: "number_key" }];
/** "1001|4712": some shop systems send order and refund number in one. */
const OWN_TAIL: readonly Agreement[] = [{ line: "own_tail_key", receivable: "number_key" }];
const REFERENCE: readonly Agreement[] = [
  { line: "reference1_key", receivable: "number_key" },
  { line: "reference1_key", receivable: "order_number_key" },
];
const SECOND_REFERENCE: readonly Agreement[] = [
  { line: "reference2_key", receivable: "number_key" },
  { line: "reference2_key", receivable: "order_number_key" },
];

/** The rungs in the order they are asked; each rung of references is asked a second time without leading zeros. */
export function rungsFor(kind: LineKind): readonly Rung[] {
  const reference = [...OWN, ...(kind === "RETURN" ? OWN_TAIL : []), ...REFERENCE];
  const look = (
    number: Rung["number"],
    agreements: readonly Agreement[],
    withoutLeadingZeros = false,
  ): Rung => ({
    number,
    withoutLeadingZeros,
    agreements,
  });
  return [
    look(1, CAPTURE),
    look(2, ORDER),
    look(3, reference),
    look(3, reference, true),
    look(4, SECOND_REFERENCE),
    look(4, SECOND_REFERENCE, true),
  ];
}
