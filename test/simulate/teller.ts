/**
 * What the authors of stories write with: orders with fresh numbers, sales with their fees, returns, and the
 * receivables that belong to them. Every number is given out once, so that no story can touch another.
 */
import { add, minor, type Minor } from "../../src/money.ts";
import type { Random } from "./random.ts";
import { row, type Line, type Receivable, type Rung } from "./story.ts";

/** One stream of payouts: a merchant id in one currency. */
export interface Channel {
  readonly merchantId: string;
  readonly currency: string;
  readonly settlementType: "NET" | "GROSS";
  readonly payoutsANight: 1 | 2;
  /** Klarna's VAT on its fees: 25 for a Swedish merchant, 0 where the buyer reports it. */
  readonly feeVatPercent: 0 | 25;
  /** How this shop writes down what it sells. */
  readonly books: "invoices" | "orders" | "both";
  /** The merchant's setting `references: { second: order_number }`. */
  readonly secondIsOrderNumber: boolean;
}

export interface Order {
  readonly orderId: string;
  readonly shortOrderId: string;
  readonly number: string;
}

/** How a line and its receivable know each other. */
export type Link =
  | "capture"
  | "own reference"
  | "order id"
  | "number"
  | "order number"
  | "second number"
  | "second order number";

export const LINKS: readonly Link[] = [
  "capture",
  "own reference",
  "order id",
  "number",
  "order number",
  "second number",
  "second order number",
];
/** Links that several receivables of one order can share. */
export const SHARED_LINKS: readonly Link[] = ["order id", "order number", "second order number"];
/** Links of an order that is paid and paid back as a whole: it has no capture or refund of its own. */
export const ORDER_LINKS: readonly Link[] = ["order id", "number", "order number", "second number"];

const RUNGS: Readonly<Record<Link, Rung>> = {
  capture: 1,
  "own reference": 3,
  "order id": 2,
  number: 3,
  "order number": 3,
  "second number": 4,
  "second order number": 4,
};

const SECOND: ReadonlySet<Link> = new Set(["second number", "second order number"]);

export function rungOf(link: Link): Rung {
  return RUNGS[link];
}

/** What shops without order numbers send in their references: the same for everyone, so it says nothing. */
const USELESS = ["WEB", "POS", "kassa", "webshop"];

export interface Linked {
  readonly line: Line;
  /** What the receivable must have so that the line finds it on that rung, and on no stronger one. */
  readonly keys: Partial<Receivable>;
  readonly rung: Rung;
}

export interface Teller {
  readonly random: Random;
  readonly currency: string;
  /** A currency that this stream of payouts is not in. */
  readonly otherCurrency: string;
  /** The largest difference that is rounding, in minor units. */
  readonly tolerance: Minor;
  /** Those of the links by which a part, a rounding or a sum is settled too: of a second reference only what a setting says. */
  anyAmount(links: readonly Link[]): readonly Link[];
  /** "invoice" or "order", as this shop books its sales. */
  readonly soldAs: "invoice" | "order";
  order(): Order;
  /** A number that nothing else in the shop has. */
  freshNumber(): string;
  useless(): string;
  /** An amount in a band of its own: no amount of one band is the sum, or within tolerance, of others. */
  small(): Minor;
  medium(): Minor;
  large(): Minor;
  /** "2025-03-14", so many days after the shop opened. */
  day(offset: number): string;
  sale(order: Order, amount: Minor, own?: Partial<Line>): Line;
  refund(order: Order, amount: Minor, own?: Partial<Line>): Line;
  linkedSale(link: Link, order: Order, amount: Minor): Linked;
  linkedRefund(link: Link, order: Order, amount: Minor): Linked;
  receivable(kind: Receivable["kind"], amount: Minor, keys?: Partial<Receivable>): Receivable;
  /** A row that is neither sale nor return: a fee, a charge, a reversal. */
  other(type: string, detailedType: string, amount: Minor, own?: Partial<Line>): Line;
}

export interface Numbers {
  next(): number;
}

export function makeTeller(random: Random, channel: Channel, numbers: Numbers, openedOn: Date): Teller {
  const { currency } = channel;
  const prefix = random.pick(["", "", "NB-", "ord", "W"]);
  const soldAs =
    channel.books === "both"
      ? random.pick(["invoice", "order"] as const)
      : channel.books === "orders"
        ? "order"
        : "invoice";

  const freshNumber = () => String(500_000 + numbers.next());
  const useless = () => random.pick(USELESS);

  const order = (): Order => ({
    orderId: random.uuid(),
    shortOrderId: random.uuid().replaceAll("-", "").slice(0, 8).toUpperCase(),
    number: `${prefix}${100_000 + numbers.next()}`,
  });

  const other: Teller["other"] = (type, detailedType, amount, own = {}) =>
    row(type, amount, { detailedType, ...own });

  const fee = (detailedType: string, amount: Minor, of: Line): Line => {
    // rounded per row, half up, as Klarna does: a quarter of the fee
    const vat = (amount * BigInt(channel.feeVatPercent) + 50n) / 100n;
    return {
      ...of,
      type: "FEE",
      detailedType,
      amount,
      feeVat: minor(vat),
      feeVatRate: String(channel.feeVatPercent),
      fees: [],
    };
  };

  const ofOrder = (order: Order): Partial<Line> => ({
    orderId: order.orderId,
    shortOrderId: order.shortOrderId,
    merchantReference1: order.number,
    merchantReference2: random.pick(["", "", useless(), `int-${order.orderId.slice(0, 6)}`]),
  });

  const sale: Teller["sale"] = (order, amount, own = {}) => {
    const line = other("SALE", "PURCHASE", amount, { ...ofOrder(order), captureId: random.uuid(), ...own });
    if (channel.settlementType === "GROSS") return line; // its fees come on an invoice of their own
    const percentage = fee("PURCHASE_FEE_PERCENTAGE", minor((amount * 299n + 5_000n) / 10_000n), line);
    const fixed = fee("PURCHASE_FEE_FIXED", minor(300n), line);
    return { ...line, fees: random.chance(0.7) ? [percentage, fixed] : [percentage] };
  };

  const refund: Teller["refund"] = (order, amount, own = {}) =>
    other("RETURN", "PURCHASE_RETURN", amount, { ...ofOrder(order), refundId: random.uuid(), ...own });

  /** What the line and the receivable must have for a link. */
  const ends = (
    link: Link,
    order: Order,
    kind: "sale" | "refund",
  ): { own: Partial<Line>; keys: Partial<Receivable> } => {
    const id = random.uuid();
    const reference = freshNumber();
    const ids = kind === "sale" ? { captureId: id } : { refundId: id };
    // where no setting says that the order number is in the second one, any first reference contradicts it
    const second = {
      ...ids,
      merchantReference1: channel.secondIsOrderNumber ? random.pick([useless(), id.slice(0, 13)]) : "",
      merchantReference2: order.number,
    };
    switch (link) {
      case "capture":
        return { own: ids, keys: ids };
      case "own reference":
        return {
          own: {
            ...ids,
            ...(kind === "sale"
              ? { merchantCaptureReference: reference }
              : { merchantRefundReference: reference }),
          },
          keys: { number: reference },
        };
      case "order id":
        return { own: ids, keys: { orderId: order.orderId } };
      case "number":
        return { own: ids, keys: { number: order.number } };
      case "order number":
        return { own: ids, keys: { orderNumber: order.number } };
      case "second number":
        return { own: second, keys: { number: order.number } };
      case "second order number":
        return { own: second, keys: { orderNumber: order.number } };
    }
  };

  return {
    random,
    currency,
    otherCurrency: currency === "EUR" ? "USD" : "EUR",
    tolerance: minor(["SEK", "NOK", "DKK"].includes(currency) ? 100n : 5n),
    anyAmount: (links) => links.filter((link) => channel.secondIsOrderNumber || !SECOND.has(link)),
    soldAs,
    order,
    freshNumber,
    useless,
    small: () => random.amount(5_000, 14_999),
    medium: () => random.amount(40_000, 69_999),
    large: () => random.amount(200_000, 399_999),
    day: (offset) => new Date(openedOn.getTime() + offset * 86_400_000).toISOString().slice(0, 10),
    sale,
    refund,
    linkedSale: (link, order, amount) => {
      const { own, keys } = ends(link, order, "sale");
      return { line: sale(order, amount, own), keys, rung: rungOf(link) };
    },
    linkedRefund: (link, order, amount) => {
      const { own, keys } = ends(link, order, "refund");
      return { line: refund(order, amount, own), keys, rung: rungOf(link) };
    },
    receivable: (kind, amount, keys = {}) => ({
      kind,
      number: freshNumber(),
      orderNumber: "",
      orderId: "",
      captureId: "",
      refundId: "",
      currency,
      amount,
      openAmount: random.chance(0.5) ? amount : null,
      date: new Date(openedOn.getTime() + random.between(0, 20) * 86_400_000).toISOString().slice(0, 10),
      credits: "",
      merchantId: "",
      ...keys,
    }),
    other,
  };
}

/** An amount so many minor units from another. */
export function near(amount: Minor, difference: bigint): Minor {
  return add(amount, minor(difference));
}
