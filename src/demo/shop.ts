/**
 * Norrskensbutiken AB, which sells warm clothes in Luleå: its orders, what Klarna sends for them, and what its books
 * expect. Everything is computed from the order number, so that the month is always the same to the byte.
 */
import { createHash } from "node:crypto";
import { minor, type Minor } from "../money.ts";
import type { DemoLine } from "./klarna-report.ts";
import type { DemoReceivable } from "./receivables-list.ts";

export const MERCHANT_ID = "K512384";

export interface DemoOrder {
  /** "10401" */
  readonly number: string;
  readonly orderId: string;
  readonly shortOrderId: string;
  readonly method: string;
}

/** By what this order's documents and Klarna's lines are matched. */
export type Path = "capture" | "own reference" | "order id" | "order number" | "second reference";
const PATHS: readonly Path[] = [
  "capture",
  "order id",
  "capture",
  "order number",
  "own reference",
  "second reference",
];
/** How much lower an invoice's number is than its order's. */
const BEHIND = 7;
const METHODS = ["invoice", "card", "slice_it_by_card", "direct_debit", "pay_later_by_card"];

/** Whole kronor: merino underwear, boots, down jacket, cap, mittens, rucksack, reflective vest, wool socks. */
const PRICES = [1299, 1895, 2490, 349, 449, 1150, 279, 189];

export function kr(kronor: number): Minor {
  return minor(BigInt(kronor) * 100n);
}

export function order(serial: number): DemoOrder {
  const number = String(10_400 + serial);
  const hash = digest(number);
  return {
    number,
    orderId: uuid(`order ${number}`),
    shortOrderId: hash.slice(0, 8).toUpperCase(),
    method: METHODS[serial % METHODS.length] ?? "card",
  };
}

/** One to three things of the price list. */
export function basket(serial: number): Minor {
  const things = [serial, serial * 3 + 1, serial * 5 + 2].slice(0, 1 + (serial % 3));
  return minor(things.reduce((sum, index) => sum + kr(PRICES[index % PRICES.length] ?? 0), 0n));
}

/** A delivered and captured part of an order (all of it, usually), with Klarna's fees. */
export function sale(of: DemoOrder, amount: Minor, parcel = 1): readonly DemoLine[] {
  const line = {
    ...klarnaSide(of, `capture ${parcel}`, "captureId"),
    type: "SALE",
    detailedType: "PURCHASE",
    daysBefore: 3,
    amount,
  } as const;
  const isInvoice = of.method !== "card" && of.method !== "direct_debit";
  const percentage = fee(
    line,
    "PURCHASE_FEE_PERCENTAGE",
    minor((amount * (isInvoice ? 299n : 149n) + 5_000n) / 10_000n),
  );
  return isInvoice ? [line, percentage, fee(line, "PURCHASE_FEE_FIXED", kr(4))] : [line, percentage];
}

export function refund(of: DemoOrder, amount: Minor, comment = ""): DemoLine {
  return {
    ...klarnaSide(of, "refund", "refundId"),
    type: "RETURN",
    detailedType: "PURCHASE_RETURN",
    daysBefore: 2,
    amount,
    comment,
  };
}

export function fee(of: DemoLine, detailedType: string, amount: Minor): DemoLine {
  // a quarter, rounded half up per line, as Klarna does
  return { ...of, type: "FEE", detailedType, amount, vat: minor((amount * 25n + 50n) / 100n) };
}

/** The invoice of a sale, with the references that this order's path needs and no stronger ones. */
export function invoice(of: DemoOrder, amount: Minor, date: string, parcel = 1): DemoReceivable {
  return {
    kind: "invoice",
    number: documentNumber("F", of, parcel),
    amount,
    date,
    ...keys(of, "captureId", `capture ${parcel}`),
  };
}

/** An invoice that names its order, and no captures. */
export function invoiceOfOrder(of: DemoOrder, amount: Minor, date: string, parcel: number): DemoReceivable {
  return {
    kind: "invoice",
    number: documentNumber("F", of, parcel),
    orderNumber: of.number,
    orderId: of.orderId,
    amount,
    date,
  };
}

export function creditNote(of: DemoOrder, amount: Minor, date: string): DemoReceivable {
  return {
    kind: "credit_note",
    number: documentNumber("K", of, 1),
    amount,
    date,
    credits: documentNumber("F", of, 1),
    ...keys(of, "refundId", "refund"),
  };
}

export function pathOf(of: DemoOrder): Path {
  return PATHS[Number(of.number) % PATHS.length] ?? "capture";
}

/**
 * "10402" for the first invoice of order 10409: the accounting program has a number series of its own, so nearly every
 * invoice number is another order's number too. Credit notes and second invoices have other numbers.
 */
export function documentNumber(series: "F" | "K", of: DemoOrder, parcel: number): string {
  const first = Number(of.number) - BEHIND;
  return String(series === "K" ? first + 200 : parcel > 1 ? first + 100 : first);
}

export function captureId(of: DemoOrder, parcel = 1): string {
  return uuid(`capture ${parcel} ${of.number}`);
}

function klarnaSide(of: DemoOrder, event: string, id: "captureId" | "refundId") {
  const { number, orderId, shortOrderId, method } = of;
  const path = pathOf(of);
  const own = path === "own reference";
  return {
    orderId,
    shortOrderId,
    method,
    [id]: uuid(`${event} ${number}`),
    // some channels put their own session in the first reference, and the order number in the second
    ...(path === "second reference" ? { reference1: "WEB", reference2: number } : { reference1: number }),
    ...(own && id === "captureId"
      ? { captureReference: documentNumber("F", of, Number(event.split(" ")[1] ?? 1)) }
      : {}),
    ...(own && id === "refundId" ? { refundReference: documentNumber("K", of, 1) } : {}),
  };
}

function keys(of: DemoOrder, id: "captureId" | "refundId", event: string): Partial<DemoReceivable> {
  switch (pathOf(of)) {
    case "capture":
      return { orderNumber: of.number, orderId: of.orderId, [id]: uuid(`${event} ${of.number}`) };
    case "order id":
      return { orderNumber: of.number, orderId: of.orderId };
    case "own reference":
    case "order number":
    case "second reference":
      return { orderNumber: of.number };
  }
}

export function uuid(of: string): string {
  const hex = digest(of);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

function digest(of: string): string {
  return createHash("sha256").update(`Norrskensbutiken ${of}`).digest("hex");
}
