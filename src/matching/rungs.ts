/**
 * The rungs of CONTRACT §5, version 2: the columns by which a line and a receivable may agree, strongest first. `agreement.ts`
 * builds SQL from this table.
 */

export type LineKind = "SALE" | "RETURN";

/** A key column of `open_line`. */
export type LineKey =
  | "capture_key"
  | "refund_key"
  | "order_key"
  | "reference1_key"
  | "own_key"
  | "own_tail_key"
  | "reference2_key";

/** A key column of `receivable`. */
export type ReceivableKey = "capture_key" | "refund_key" | "order_id_key" | "order_number_key" | "number_key";

/** A key of an open line that may equal a key of a receivable. */
export interface Agreement {
  readonly line: LineKey;
  readonly receivable: ReceivableKey;
}

export interface Rung {
  readonly number: 1 | 2 | 3 | 4;
  /** The second pass of a rung, without leading zeros, for lines that found no candidate in the exact pass. */
  readonly withoutLeadingZeros: boolean;
  readonly agreements: readonly Agreement[];
}

const CAPTURE: readonly Agreement[] = [
  { line: "refund_key", receivable: "refund_key" },
  { line: "capture_key", receivable: "capture_key" },
];
const ORDER: readonly Agreement[] = [{ line: "order_key", receivable: "order_id_key" }];
/** The merchant's own reference of the capture or refund names the document itself, so it goes first. */
const OWN: readonly Agreement[] = [{ line: "own_key", receivable: "number_key" }];
/** "1001|4712": some shop systems send the order number and the refund number in one. */
const OWN_TAIL: readonly Agreement[] = [{ line: "own_tail_key", receivable: "number_key" }];
const REFERENCE: readonly Agreement[] = [
  { line: "reference1_key", receivable: "number_key" },
  { line: "reference1_key", receivable: "order_number_key" },
];
const SECOND_REFERENCE: readonly Agreement[] = [
  { line: "reference2_key", receivable: "number_key" },
  { line: "reference2_key", receivable: "order_number_key" },
];

/** The rungs in order. Each rung of references has a second pass without leading zeros. */
export function rungsFor(kind: LineKind): readonly Rung[] {
  const reference = [...OWN, ...(kind === "RETURN" ? OWN_TAIL : []), ...REFERENCE];
  const pass = (
    number: Rung["number"],
    agreements: readonly Agreement[],
    withoutLeadingZeros = false,
  ): Rung => ({ number, withoutLeadingZeros, agreements });
  return [
    pass(1, CAPTURE),
    pass(2, ORDER),
    pass(3, reference),
    pass(3, reference, true),
    pass(4, SECOND_REFERENCE),
    pass(4, SECOND_REFERENCE, true),
  ];
}
