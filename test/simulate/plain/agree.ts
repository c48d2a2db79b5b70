/** What a receivable agrees with a line by, and what it contradicts it by (CONTRACT §5). */
import { bare, type LineKeys, type ReceivableKeys, type References } from "./keys.ts";

/** The six things that both can have. */
export type Way = "capture" | "refund" | "order" | "first" | "own" | "second";

const RUNG: Readonly<Record<Way, number>> = { capture: 1, refund: 1, order: 2, first: 3, own: 3, second: 4 };

export function agreesOn(rung: number, ways: readonly Way[]): boolean {
  return ways.some((way) => RUNG[way] === rung);
}

/** `zeros`: whether leading zeros of a reference count. Those of an id always do. */
export function waysOf(
  line: LineKeys,
  receivable: ReceivableKeys,
  references: References,
  zeros: "count" | "do not count",
): Way[] {
  const same = (one: string, other: string) => one !== "" && one === other;
  const alike = (one: string, other: string) =>
    zeros === "count" ? same(one, other) : same(bare(one), bare(other));
  const { orderNumber, number } = receivable;
  const second = references.second;
  const ways: Way[] = [];
  if (same(line.captureId, receivable.captureId)) ways.push("capture");
  if (same(line.refundId, receivable.refundId)) ways.push("refund");
  if (same(line.orderId, receivable.orderId)) ways.push("order");
  if (alike(line.reference1, orderNumber) || alike(line.reference1, number)) ways.push("first");
  if (line.own.some((own) => alike(own, number))) ways.push("own");
  if (
    second !== "ignore" &&
    (alike(line.reference2, number) || (second !== "number" && alike(line.reference2, orderNumber)))
  )
    ways.push("second");
  return ways;
}

export type Contradiction = "merchant" | "order_id" | "capture_id" | "refund_id" | "order_number" | "number";

/** Both have a value for the same thing, and the values differ. */
export function contradictionsOf(
  line: LineKeys,
  kind: string,
  receivable: ReceivableKeys,
  references: References,
): Contradiction[] {
  const differ = (one: string, other: string) => one !== "" && other !== "" && one !== other;
  const { first = "order_number", second } = references;
  const found: Contradiction[] = [];
  if (differ(line.merchant, receivable.merchant)) found.push("merchant");
  if (differ(line.orderId, receivable.orderId)) found.push("order_id");
  if (kind !== "order" && differ(line.captureId, receivable.captureId)) found.push("capture_id");
  if (kind !== "order" && differ(line.refundId, receivable.refundId)) found.push("refund_id");

  const ways = waysOf(line, receivable, references, "do not count");
  const byId = ways.some((way) => RUNG[way] <= 2);
  const orderNumbers = [
    ...(first === "order_number" ? [line.reference1] : []),
    ...(second === "order_number" ? [line.reference2] : []),
  ].filter((one) => one !== "");
  if (
    !byId &&
    orderNumbers.length > 0 &&
    receivable.orderNumber !== "" &&
    orderNumbers.every((one) => bare(one) !== bare(receivable.orderNumber))
  )
    found.push("order_number");

  // the shop has said that its first reference is the document's number, and here it is an order's
  const onlyFirst = ways.length === 1 && ways[0] === "first";
  if (first === "number" && onlyFirst && bare(line.reference1) !== bare(receivable.number))
    found.push("number");
  return found;
}
