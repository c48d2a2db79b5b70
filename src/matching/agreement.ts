/**
 * When a line and a receivable agree, and when the receivable contradicts the line (CONTRACT §5), as SQL over the aliases `l`
 * (open_line) and `r` (receivable, or a credit note with the keys of the invoice that it credits). The only place of these
 * rules: matching, the list of uncertain candidates and `explain` are built from these texts.
 */
import type { Agreement, Rung } from "./rungs.ts";

/** The join conditions of an agreement. They exclude each other, and an index can answer each of them. */
export function joinsOf(agreement: Agreement, { withoutLeadingZeros }: Rung): readonly string[] {
  const { line, receivable } = agreement;
  // with the setting `second: number` the second reference is no order number
  const allowed =
    line === "reference2_key" && receivable === "order_number_key" ? " and not l.second_is_number" : "";
  // "is not null" lets the planner see that a reference that no line has costs nothing
  if (!withoutLeadingZeros) return [`r.${receivable} = l.${line} and l.${line} is not null${allowed}`];
  const has = (column: string) => `left(${column}, 1) = '0'`;
  // At least one side has leading zeros, or the exact pass would have found the pair. So the index is of few receivables.
  return [
    `${has(`r.${receivable}`)} and zeroless(r.${receivable}) = zeroless(l.${line})${allowed}`,
    `${has(`l.${line}`)} and not ${has(`r.${receivable}`)} and r.${receivable} = zeroless(l.${line})${allowed}`,
  ];
}

/** A receivable's order number; for an `order` without one, its own number. */
export const ORDER_NUMBER = "coalesce(r.order_number_key, case when r.kind = 'order' then r.number_key end)";

const differ = (a: string, b: string) => `coalesce(${a} <> ${b}, false)`;
const equal = (a: string, b: string) => `coalesce(${a} = ${b}, false)`;
const equalButForZeros = (a: string, b: string) => `coalesce(zeroless(${a}) = zeroless(${b}), false)`;

const AN_ID_AGREES = `(${equal("r.capture_key", "l.capture_key")} or ${equal("r.refund_key", "l.refund_key")}
    or ${equal("r.order_id_key", "l.order_key")})`;

/** The line's order number is in the first reference, the second, or either, as the merchant's settings say. */
const ORDER_NUMBER_DIFFERS = `(
    (l.reference1_key is not null and not l.first_is_number or l.reference2_key is not null and l.second_is_order)
    and ${ORDER_NUMBER} is not null
    and (l.first_is_number or not ${equalButForZeros(ORDER_NUMBER, "l.reference1_key")})
    and (not l.second_is_order or not ${equalButForZeros(ORDER_NUMBER, "l.reference2_key")}))`;

// With the setting `first: number` the first reference is the number of an invoice. A receivable that agrees by its order
// number alone has another number, so it is not the one that the line names.
const NUMBER_DIFFERS = `(
    l.first_is_number and ${equalButForZeros("r.order_number_key", "l.reference1_key")}
    and not ${equalButForZeros("r.number_key", "l.reference1_key")}
    and not ${equalButForZeros("r.number_key", "l.own_key")} and not ${equalButForZeros("r.number_key", "l.own_tail_key")}
    and not ${equalButForZeros("r.number_key", "l.reference2_key")}
    and (l.second_is_number or not ${equalButForZeros("r.order_number_key", "l.reference2_key")}))`;

/** The contradictions, by the names that users see. */
export const CONTRADICTIONS = {
  merchant_id: differ("r.merchant_key", "l.merchant_key"),
  order_id: differ("r.order_id_key", "l.order_key"),
  capture_id: `(r.kind <> 'order' and ${differ("r.capture_key", "l.capture_key")})`,
  refund_id: `(r.kind <> 'order' and ${differ("r.refund_key", "l.refund_key")})`,
  order_number: `(not ${AN_ID_AGREES} and ${ORDER_NUMBER_DIFFERS})`,
  number: `(not ${AN_ID_AGREES} and ${NUMBER_DIFFERS})`,
} as const;
export type Contradiction = keyof typeof CONTRADICTIONS;

/** True for a receivable that agrees on the rung and contradicts the line. */
export function contradicts({ number }: Rung): string {
  const { merchant_id, order_id, capture_id, refund_id, order_number, number: other } = CONTRADICTIONS;
  const always = [merchant_id, order_id, capture_id, refund_id];
  // on the first two rungs an id agrees, so numbers do not count
  return `(${(number <= 2 ? always : [...always, order_number, other]).join("\n    or ")})`;
}

/** In how many ways a receivable agrees with a line: each key of the line counts once. */
export const WAYS = `(
    ${equal("r.capture_key", "l.capture_key")}::int + ${equal("r.refund_key", "l.refund_key")}::int
    + ${equal("r.order_id_key", "l.order_key")}::int
    + (${equal("r.number_key", "l.reference1_key")} or ${equal("r.order_number_key", "l.reference1_key")})::int
    + (${equal("r.number_key", "l.own_key")} or ${equal("r.number_key", "l.own_tail_key")})::int
    + (${equal("r.number_key", "l.reference2_key")}
       or not l.second_is_number and ${equal("r.order_number_key", "l.reference2_key")})::int)`;
