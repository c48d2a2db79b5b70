/**
 * When a line and a receivable agree, and when the receivable contradicts the line (CONTRACT §5), as SQL over the aliases
 * `l` (open_line) and `r` (receivable, or a credit note with the keys of the invoice it credits). Each rule stands here,
 * once: matching, the list of uncertain candidates and `explain` are made from these texts.
 */
import type { Agreement, Rung } from "./rungs.ts";

/** An agreement may hold in several ways that exclude each other; each is a condition that an index can answer. */
export function joinsOf(agreement: Agreement, { withoutLeadingZeros }: Rung): readonly string[] {
  const { line, receivable } = agreement;
  // `second: number` says that the second reference is no order number
  const allowed =
    line === "reference2_key" && receivable === "order_number_key" ? " and not l.second_is_number" : "";
  // said again, so that a reference that no line has is seen to cost nothing
  if (!withoutLeadingZeros) return [`r.${receivable} = l.${line} and l.${line} is not null${allowed}`];
  const has = (column: string) => `left(${column}, 1) = '0'`;
  // At least one side has leading zeros, or the exact look would have found the pair: so few receivables need an index.
  return [
    `${has(`r.${receivable}`)} and zeroless(r.${receivable}) = zeroless(l.${line})${allowed}`,
    `${has(`l.${line}`)} and not ${has(`r.${receivable}`)} and r.${receivable} = zeroless(l.${line})${allowed}`,
  ];
}

/** A receivable's order number: an `order` that has none is its own. */
export const ORDER_NUMBER = "coalesce(r.order_number_key, case when r.kind = 'order' then r.number_key end)";

const differ = (a: string, b: string) => `coalesce(${a} <> ${b}, false)`;
const equal = (a: string, b: string) => `coalesce(${a} = ${b}, false)`;
const equalButForZeros = (a: string, b: string) => `coalesce(zeroless(${a}) = zeroless(${b}), false)`;

const AN_ID_AGREES = `(${equal("r.capture_key", "l.capture_key")} or ${equal("r.refund_key", "l.refund_key")}
    or ${equal("r.order_id_key", "l.order_key")})`;

/** The order number of the line is in the first reference, in the second, or in either, as the merchant's settings say. */
const ORDER_NUMBER_DIFFERS = `(
    (l.reference1_key is not null and not l.first_is_number or l.reference2_key is not null and l.second_is_order)
    and ${ORDER_NUMBER} is not null
    and (l.first_is_number or not ${equalButForZeros(ORDER_NUMBER, "l.reference1_key")})
    and (not l.second_is_order or not ${equalButForZeros(ORDER_NUMBER, "l.reference2_key")}))`;

// The shop says that its first reference is the number of an invoice. One that is found by its order number alone has
// another number, and so is not the one that the line names.
const NUMBER_DIFFERS = `(
    l.first_is_number and ${equalButForZeros("r.order_number_key", "l.reference1_key")}
    and not ${equalButForZeros("r.number_key", "l.reference1_key")}
    and not ${equalButForZeros("r.number_key", "l.own_key")} and not ${equalButForZeros("r.number_key", "l.own_tail_key")}
    and not ${equalButForZeros("r.number_key", "l.reference2_key")}
    and (l.second_is_number or not ${equalButForZeros("r.order_number_key", "l.reference2_key")}))`;

/** What contradicts, each by the name it has where people read it. */
export const CONTRADICTIONS = {
  merchant_id: differ("r.merchant_key", "l.merchant_key"),
  order_id: differ("r.order_id_key", "l.order_key"),
  capture_id: `(r.kind <> 'order' and ${differ("r.capture_key", "l.capture_key")})`,
  refund_id: `(r.kind <> 'order' and ${differ("r.refund_key", "l.refund_key")})`,
  order_number: `(not ${AN_ID_AGREES} and ${ORDER_NUMBER_DIFFERS})`,
  number: `(not ${AN_ID_AGREES} and ${NUMBER_DIFFERS})`,
} as const;
export type Contradiction = keyof typeof CONTRADICTIONS;

/** Whether a receivable that agrees on the rung contradicts the line by anything. */
export function contradicts({ number }: Rung): string {
  const { merchant_id, order_id, capture_id, refund_id, order_number, number: other } = CONTRADICTIONS;
  const always = [merchant_id, order_id, capture_id, refund_id];
  // on the first two rungs an id agrees, and then numbers are not asked
  return `(${(number <= 2 ? always : [...always, order_number, other]).join("\n    or ")})`;
}

/** In how many ways a receivable agrees with a line: each thing that the line has counts once. */
export const WAYS = `(
    ${equal("r.capture_key", "l.capture_key")}::int + ${equal("r.refund_key", "l.refund_key")}::int
    + ${equal("r.order_id_key", "l.order_key")}::int
    + (${equal("r.number_key", "l.reference1_key")} or ${equal("r.order_number_key", "l.reference1_key")})::int
    + (${equal("r.number_key", "l.own_key")} or ${equal("r.number_key", "l.own_tail_key")})::int
    + (${equal("r.number_key", "l.reference2_key")}
       or not l.second_is_number and ${equal("r.order_number_key", "l.reference2_key")})::int)`;
