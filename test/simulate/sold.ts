/** One order of a simulated company: its lines, its documents, and the right answer, which follows from the sale alone. */
import { minor, type Minor } from "../../src/money.ts";
import { has } from "./features.ts";
import type { Habits } from "./habits.ts";
import type { Random } from "./random.ts";
import { disguised } from "./series.ts";
import { row, type Line, type Receivable } from "./story.ts";

/** What comes in on a night. */
export interface Came {
  readonly night: number;
  readonly line?: Line;
  readonly receivable?: Receivable;
}

export interface Sold {
  /** "K123456 order 1003 (two captures)": tells it from all others. */
  readonly name: string;
  readonly came: readonly Came[];
  /** A sale that has one certain answer from that night on. */
  readonly certain: readonly { readonly line: Line; readonly night: number }[];
}

const TEXTS = ["WEB", "webshop", "kassa 2"];

export function sell(random: Random, habits: Habits, currency: string, nights: number): Sold {
  const order = openOrder(random, habits, currency);
  const night = random.between(0, nights - 1);
  const later = () => random.between(night, nights - 1);
  const what = random.pick(KINDS);
  const came: Came[] = [];
  const certain: { line: Line; night: number }[] = [];
  const asInvoice = habits.books === "invoices" || (habits.books === "both" && random.chance(0.5));
  const document = (amount: Minor, captureId: string, open?: Minor) =>
    asInvoice ? order.invoice(amount, captureId) : order.order(amount, open ?? amount);

  const amount = order.price();
  const captureId = random.uuid();
  switch (what) {
    case "paid":
    case "invoiced late": {
      const receivable = document(amount, captureId);
      const line = order.sale(amount, captureId, receivable);
      const written = what === "paid" ? random.between(0, night) : later();
      came.push({ night, line }, { night: written, receivable });
      certain.push({ line, night: Math.max(night, written) });
      break;
    }
    case "never invoiced": {
      // its number is used all the same: the document exists, and is not exported yet
      came.push({ night, line: order.sale(amount, captureId, document(amount, captureId)) });
      break;
    }
    case "never paid":
      // a sale by another way has none of Klarna's ids: only its own number tells it
      if (habits.carries.orderNumber || habits.first === "invoice number" || !asInvoice)
        came.push({ night, receivable: order.withoutKlarna(document(amount, "")) });
      break;
    case "rounded": {
      const receivable = document(amount, captureId);
      const rounding = random.pick([1n, -1n]) * (currency === "EUR" ? 5n : random.pick([100n, 50n, 1n]));
      const line = order.sale(minor(amount + rounding), captureId, receivable);
      came.push({ night, line }, { night: random.between(0, night), receivable });
      certain.push({ line, night });
      if (!asInvoice && random.chance(0.5))
        came.push({ night: later(), line: order.refund(line.amount, null) });
      break;
    }
    case "another amount": {
      const receivable = document(amount, captureId);
      const line = order.sale(minor(amount + random.pick([2_000n, -2_000n, 101n])), captureId, receivable);
      came.push({ night, line }, { night: later(), receivable });
      break;
    }
    case "two captures": {
      const second = random.uuid();
      const rest = order.price();
      if (!asInvoice) {
        // one order for both
        const whole = order.order(minor(amount + rest), minor(amount + rest));
        came.push(
          { night, receivable: whole },
          { night, line: order.sale(amount, captureId, whole) },
          { night: later(), line: order.sale(rest, second, whole) },
        );
        break;
      }
      const [one, two] = [order.invoice(amount, captureId), order.invoice(rest, second)];
      came.push({ night, line: order.sale(amount, captureId, one) }, { night: later(), receivable: one });
      came.push({ night: later(), line: order.sale(rest, second, two) });
      if (random.chance(0.8)) came.push({ night: later(), receivable: two });
      break;
    }
    case "two invoices": {
      if (!asInvoice) break;
      const rest = order.price();
      const [one, two] = [order.invoice(amount, captureId), order.invoice(rest, captureId)];
      came.push({ night, line: order.sale(minor(amount + rest), captureId, one) });
      came.push({ night, receivable: one }, { night: later(), receivable: two });
      break;
    }
    case "made twice": {
      if (asInvoice || !habits.carries.orderId) break;
      const one = document(amount, captureId);
      const two = { ...one, number: order.nextNumber() };
      came.push({ night, receivable: one }, { night, receivable: two });
      came.push({ night, line: order.sale(amount, captureId, random.pick([one, two])) });
      break;
    }
    case "paid before": {
      if (asInvoice || !has("receivedBefore")) break;
      const open = random.pick([minor(0n), minor(amount / 2n)]);
      came.push({ night, receivable: document(amount, captureId, open) });
      if (open > 0n) came.push({ night, line: order.sale(open, captureId, null) });
      came.push({ night: later(), line: order.refund(random.pick([amount, minor(amount - open)]), null) });
      break;
    }
    case "sent back": {
      const receivable = document(amount, captureId);
      const line = order.sale(amount, captureId, receivable);
      came.push({ night, line }, { night, receivable });
      certain.push({ line, night });
      const backNight = random.between(0, nights - 1);
      const back = random.chance(0.5) ? amount : minor(amount / 2n);
      const note = asInvoice && random.chance(0.85) ? order.creditNote(back, receivable) : null;
      came.push({ night: backNight, line: order.refund(back, note) });
      // a note that knows only its invoice is not exported before it
      if (note) came.push({ night: Math.max(night, later()), receivable: note });
      break;
    }
  }
  return { name: `${habits.merchantId} order ${order.number} (${what})`, came, certain };
}

const KINDS = [
  ..."paid,paid,paid,paid,paid,invoiced late,never invoiced,never invoiced,never paid,never paid".split(","),
  ..."rounded,another amount,two captures,two invoices,made twice,paid before,sent back,sent back,sent back".split(
    ",",
  ),
];

function openOrder(random: Random, habits: Habits, currency: string) {
  const { carries, sends, prefix } = habits;
  let number = habits.orders();
  const orderId = random.uuid();
  const internal = String(habits.internal());
  const inReport = (text: string) => (random.chance(0.12) ? disguised(random, text) : text);
  const orderNumber = () => `${prefix}${number}`;
  const inBooks = () => `${prefix}${String(number).padStart(habits.padded, "0")}`;
  const now = (always: boolean, possible: boolean) => always || (possible && random.chance(0.3));
  const whose = (kind: Receivable["kind"]) => {
    if (habits.namesMerchant === "always") return habits.merchantId;
    // two shops may have orders of one number: those say whose they are
    return habits.namesMerchant === "now and then" && (kind === "order" || random.chance(0.5))
      ? habits.merchantId
      : "";
  };
  /** The invoice whose number the shop sends for this order. */
  let sentInvoice = "";

  const holds = (what: Habits["first"]): string => {
    switch (what) {
      case "nothing":
        return "";
      case "text":
        return random.pick(TEXTS);
      case "order number":
        return inReport(orderNumber());
      case "invoice number":
        return inReport(sentInvoice);
      case "internal id":
        return internal;
    }
  };
  const ofOrder = (): Partial<Line> => ({
    orderId: sends.orderId ? orderId : "",
    merchantReference1: holds(habits.first),
    merchantReference2: holds(habits.second),
  });
  const receivable = (kind: Receivable["kind"], amount: Minor, own: Partial<Receivable>): Receivable => ({
    kind,
    number: "",
    orderNumber: "",
    orderId: now(carries.orderId, sends.orderId) ? orderId : "",
    captureId: "",
    refundId: "",
    currency,
    amount,
    openAmount: null,
    date: `2025-05-${String(random.between(10, 28))}`,
    credits: "",
    merchantId: whose(kind),
    ...own,
  });
  const hasOrderNumber = () =>
    carries.orderNumber ||
    ((habits.first === "order number" || habits.references.first === "number") && random.chance(0.3));

  return {
    number,
    price: (): Minor => (habits.prices ? random.pick(habits.prices) : random.amount(4_000, 90_000)),
    /** The shop has made the order once more. */
    nextNumber: () => {
      number = habits.orders();
      return inBooks();
    },
    invoice: (amount: Minor, captureId: string): Receivable => {
      const invoice = String(habits.invoices());
      if (sentInvoice === "") sentInvoice = invoice;
      return receivable("invoice", amount, {
        number: invoice,
        orderNumber: hasOrderNumber() ? inBooks() : "",
        captureId: now(carries.eventId, sends.eventIds) ? captureId : "",
      });
    },
    order: (amount: Minor, open: Minor): Receivable =>
      receivable("order", amount, { number: inBooks(), openAmount: open }),
    creditNote: (amount: Minor, invoice: Receivable): Receivable => {
      const knowsOnlyItsInvoice =
        random.chance(0.4) && ((carries.orderNumber && invoice.orderNumber !== "") || carries.orderId);
      const note = receivable("credit_note", amount, {
        number: String(habits.creditNotes()),
        credits: invoice.number,
        merchantId: habits.namesMerchant === "never" ? "" : habits.merchantId,
      });
      if (knowsOnlyItsInvoice) return { ...note, orderId: "" };
      const needsNumber = habits.first !== "invoice number" && note.orderId === "";
      return { ...note, orderNumber: needsNumber || hasOrderNumber() ? inBooks() : "" };
    },
    withoutKlarna: (of: Receivable): Receivable => ({
      ...of,
      orderId: "",
      captureId: "",
      merchantId: habits.namesMerchant === "never" ? "" : habits.merchantId,
    }),
    sale: (amount: Minor, captureId: string, pays: Receivable | null): Line =>
      row("SALE", amount, {
        ...ofOrder(),
        detailedType: "PURCHASE",
        captureId: sends.eventIds ? captureId : "",
        merchantCaptureReference: ownCapture(pays),
      }),
    refund: (amount: Minor, note: Receivable | null): Line => {
      const refundId = random.uuid();
      const line = row("RETURN", amount, {
        ...ofOrder(),
        detailedType: "PURCHASE_RETURN",
        refundId: sends.eventIds ? refundId : "",
        merchantRefundReference: ownRefund(note),
      });
      // what is known of a refund by Klarna's id of the order needs no reference of its own
      return carries.orderId && random.chance(0.3) ? { ...line, merchantReference1: "" } : line;
    },
  };

  function ownCapture(pays: Receivable | null): string {
    switch (habits.ownCapture) {
      case "nothing":
        return "";
      case "invoice number":
        return pays?.kind === "invoice" ? inReport(pays.number) : "";
      case "delivery number":
        return String(habits.deliveries());
    }
  }

  function ownRefund(note: Receivable | null): string {
    switch (habits.ownRefund) {
      case "nothing":
        return "";
      case "credit note number":
        return note ? inReport(note.number) : "";
      case "refund number":
        return String(habits.refunds());
      case "ORDER|REFUND":
        return `${number}|${habits.refunds()}`;
    }
  }
}
