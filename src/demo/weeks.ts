/** What happened at Norrskensbutiken in October 2026, week by week. Most lines match by themselves; the rest are deviations. */
import { minor } from "../money.ts";
import type { DemoLine } from "./klarna-report.ts";
import type { DemoReceivable } from "./receivables-list.ts";
import {
  basket,
  captureId,
  creditNote,
  fee,
  invoice,
  invoiceOfOrder,
  kr,
  order,
  refund,
  sale,
  uuid,
} from "./shop.ts";

export interface Week {
  /** Of the payout. */
  readonly reference: string;
  readonly paidAt: string;
  readonly lines: readonly DemoLine[];
  /** What the shop wrote down that week. */
  readonly receivables: readonly DemoReceivable[];
}

/** The payout whose report somebody opened in Excel. */
export const EDITED = "7350284103";

export function allWeeks(): readonly Week[] {
  return [firstWeek(), secondWeek(), thirdWeek(), fourthWeek(), fifthWeek()];
}

/** Orders 10401-10415. */
function firstWeek(): Week {
  const date = "2026-09-28";
  const routine = serials(1, 15, [9, 12, 13]);
  const parcels = order(12);
  const rounded = order(13);
  return {
    reference: "7350284101",
    paidAt: "2026-10-01T07:45:00Z",
    lines: [
      ...routine.flatMap((serial) => sale(order(serial), basket(serial))),
      // no invoice was written: an order by phone, captured in Klarna's portal. Invoice 10409 is another order's
      ...sale(order(9), kr(1849)),
      // the boots went first, the rucksack a week later: one invoice for both
      ...sale(parcels, kr(1895), 1),
      // fifty öre more than the invoice
      ...sale(rounded, minor(125_000n)),
    ],
    receivables: [
      ...routine.map((serial) => invoice(order(serial), basket(serial), date)),
      invoiceOfOrder(parcels, kr(3045), date, 1),
      invoice(rounded, minor(124_950n), date),
    ],
  };
}

/** Orders 10416-10428, and the first money that goes back. */
function secondWeek(): Week {
  const date = "2026-10-05";
  const routine = serials(16, 28, [17, 24]);
  const [gloves, backorder] = [order(17), order(24)];
  const disputed = order(5);
  const dispute: DemoLine = {
    type: "REVERSAL",
    detailedType: "REVERSAL",
    daysBefore: 1,
    orderId: disputed.orderId,
    shortOrderId: disputed.shortOrderId,
    refundId: uuid(`dispute ${disputed.number}`),
    reference1: disputed.number,
    dispute: "krn:klarna:eu1:dispute:goods_not_received:284101",
    comment: "Tvist: kunden uppger att paketet från Luleå aldrig kom fram",
    amount: basket(5),
  };
  return {
    reference: "7350284102",
    paidAt: "2026-10-08T07:45:00Z",
    lines: [
      ...routine.flatMap((serial) => sale(order(serial), basket(serial))),
      ...sale(order(12), kr(1150), 2),
      // two pairs of mittens in two parcels, an invoice each, with equal amounts
      ...sale(gloves, kr(449), 1),
      ...sale(gloves, kr(449), 2),
      // one capture, but the shop split the order in two invoices
      ...sale(backorder, kr(2839)),
      refund(order(3), basket(3)),
      refund(order(4), kr(449), "Kunden skickade tillbaka vantarna"),
      // returned in the shop, and no credit note was written
      refund(order(18), basket(18)),
      dispute,
      fee(dispute, "DISPUTE_FEE", kr(200)),
    ],
    receivables: [
      ...routine.map((serial) => invoice(order(serial), basket(serial), date)),
      ...[1, 2].map((parcel) => invoiceOfOrder(gloves, kr(449), date, parcel)),
      invoiceOfOrder(backorder, kr(2490), date, 1),
      invoiceOfOrder(backorder, kr(349), "2026-10-06", 2),
      creditNote(order(3), basket(3), date),
      creditNote(order(4), kr(449), date),
    ],
  };
}

/** Orders 10429-10442. Klarna holds money back, and an old order number comes up again. */
function thirdWeek(): Week {
  const date = "2026-10-12";
  const routine = serials(29, 42, [34, 37]);
  const shortened = order(34);
  const oldNumber = "1042";
  const portal = { ...order(37), number: oldNumber };
  return {
    reference: EDITED,
    paidAt: "2026-10-15T07:45:00Z",
    lines: [
      ...routine.flatMap((serial) => sale(order(serial), basket(serial))),
      // a vest was sold out: the customer paid less, the invoice was never corrected
      ...sale(shortened, kr(2490)),
      // entered by hand in the portal, without Klarna's order id; two orders have had this number
      ...sale(portal, kr(749)).map((line) => ({
        ...line,
        orderId: "",
        shortOrderId: "",
        reference1: oldNumber,
        reference2: "",
        captureReference: "",
      })),
      {
        type: "CHARGE",
        detailedType: "MANUAL_ENTRY",
        daysBefore: 1,
        amount: kr(180),
        comment: "Enligt överenskommelse september",
      },
      {
        type: "HOLDBACK",
        detailedType: "UNDER_REVIEW",
        daysBefore: 0,
        amount: kr(5000),
        comment: "Tillfällig spärr under granskning",
      },
    ],
    receivables: [
      ...routine.map((serial) => invoice(order(serial), basket(serial), date)),
      { ...invoiceOfOrder(shortened, kr(2769), date, 1), captureId: captureId(shortened) },
      ...["F25-1042", "F26-1042"].map((number) => ({
        kind: "invoice" as const,
        number,
        orderNumber: oldNumber,
        orderId: uuid(`old order ${number}`),
        amount: kr(749),
        date,
      })),
    ],
  };
}

/** Customers who had just bought get the price of the autumn sale: only returns, so nothing is paid out and a debt is left. */
function fourthWeek(): Week {
  const date = "2026-10-19";
  const early = [...serials(1, 15, [3, 4, 5, 9, 12, 13]), ...serials(19, 33, [24])].map(order);
  const comment = "Prisgaranti höstkampanjen";
  const [generous, ...others] = early.toReversed();
  if (!generous) throw new Error("there is no order to refund");
  return {
    reference: "7350284104",
    paidAt: "2026-10-22T07:45:00Z",
    lines: [
      ...others.map((one) => refund(one, kr(179), comment)),
      // the freight was given back too, which the credit note does not say
      refund(generous, kr(228), comment),
      // returned before it was paid: its sale is in next week's payout
      refund(order(50), kr(449), "Ångrat köp"),
    ],
    receivables: [generous, ...others].map((one) => creditNote(one, kr(179), date)),
  };
}

/** Orders 10443-10460. The debt is repaid, the held money released, the dispute won. */
function fifthWeek(): Week {
  const date = "2026-10-26";
  const routine = serials(43, 60, [47, 50]);
  const booked = [order(47), order(50)];
  const disputed = order(5);
  const won: DemoLine = {
    type: "REVERSAL_MERCHANT_PROTECTION",
    detailedType: "FRAUD_POLICY_CREDIT_NET",
    daysBefore: 1,
    orderId: disputed.orderId,
    shortOrderId: disputed.shortOrderId,
    reference1: disputed.number,
    dispute: "krn:klarna:eu1:dispute:goods_not_received:284101",
    comment: "Tvisten avgjord till butikens fördel",
    amount: basket(5),
  };
  return {
    reference: "7350284105",
    paidAt: "2026-10-29T08:45:00Z",
    lines: [
      ...routine.flatMap((serial) => sale(order(serial), basket(serial))),
      // booked as orders, not invoiced yet
      ...booked.flatMap((one) => sale(one, kr(1150))),
      won,
      { ...fee(won, "DISPUTE_FEE_REFUND", kr(200)), type: "FEE_REFUND" },
      {
        type: "RELEASE",
        detailedType: "UNDER_REVIEW",
        daysBefore: 0,
        amount: kr(5000),
        comment: "Spärren hävd",
      },
      {
        type: "CREDIT",
        detailedType: "MANUAL_ENTRY",
        daysBefore: 0,
        amount: kr(100),
        comment: "Ersättning för handläggningstid",
      },
    ],
    receivables: [
      ...routine.map((serial) => invoice(order(serial), basket(serial), date)),
      ...booked.map((one) => ({
        kind: "order" as const,
        number: one.number,
        orderId: one.orderId,
        amount: kr(1150),
        date,
      })),
    ],
  };
}

function serials(from: number, to: number, without: readonly number[]): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (serial) => !without.includes(serial),
  );
}
