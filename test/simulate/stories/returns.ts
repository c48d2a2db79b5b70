/** Stories of refunds: matched with credit notes, or paid back from what an order has received. */
import { add, subtract } from "../../../src/money.ts";
import { doubt, payBack, step, whole, type Story } from "../story.ts";
import { LINKS, near, rungOf, SHARED_LINKS, type Link, type Teller } from "../teller.ts";
import { share, total } from "./exact.ts";

/** Links by which an order that was booked as an order is found again when money goes back. */
const BACK_LINKS = ["order id", "number", "order number", "second number", "second order number"] as const;

/** Invoice and credit note: n refunds, a credit note each, over as many nights. */
export function creditNotePerRefund(t: Teller): Story {
  const order = t.order();
  const parts = [t.small(), t.medium()];
  const sale = t.linkedSale("capture", order, add(total(parts), t.large()));
  const invoice = t.receivable("invoice", sale.line.amount, { ...sale.keys, orderId: order.orderId });
  const refunds = parts.map((amount) => {
    const link = t.random.pick(["capture", "own reference"] as const);
    const back = t.linkedRefund(link, order, amount);
    const orderKeys = link === "capture" ? { orderId: order.orderId } : { orderNumber: order.number };
    const keys = { ...back.keys, ...orderKeys, credits: invoice.number };
    const creditNote = t.receivable("credit_note", amount, keys);
    return step({
      receivables: [creditNote],
      lines: [back.line],
      settles: [whole(back.line, creditNote, back.rung)],
    });
  });
  return {
    name: "each refund of an order settles its own credit note",
    steps: [
      step({ receivables: [invoice], lines: [sale.line], settles: [whole(sale.line, invoice, 1)] }),
      ...refunds,
    ],
    together: true,
  };
}

export function creditNoteByAnyLink(t: Teller): Story {
  const link = t.random.pick(LINKS);
  const amount = t.medium();
  const back = t.linkedRefund(link, t.order(), amount);
  const creditNote = t.receivable("credit_note", amount, back.keys);
  return {
    name: `a return settles its credit note by ${link}, without its sale`,
    steps: [
      step({
        receivables: [creditNote],
        lines: [back.line],
        settles: [whole(back.line, creditNote, rungOf(link))],
      }),
    ],
    together: true,
  };
}

export function oneReturnForAllCreditNotes(t: Teller): Story {
  const order = t.order();
  const link = t.random.pick(t.anyAmount(SHARED_LINKS));
  const amounts = [t.small(), t.medium()];
  const back = t.linkedRefund(link, order, total(amounts));
  const creditNotes = amounts.map((amount) => t.receivable("credit_note", amount, back.keys));
  return {
    name: `one return settles all credit notes of its order (${link})`,
    steps: [
      step({
        receivables: creditNotes,
        lines: [back.line],
        settles: creditNotes.map((note) => share(back.line, note, rungOf(link))),
      }),
    ],
    together: true,
  };
}

export function creditNoteTwice(t: Teller): Story {
  const order = t.order();
  const amount = t.small();
  const link = t.random.pick(["order id", "number", "order number"] as const);
  const first = t.linkedRefund(link, order, amount);
  const again = t.linkedRefund(link, order, amount);
  const creditNote = t.receivable("credit_note", amount, first.keys);
  return {
    name: "the same credit note is paid back twice",
    steps: [
      step({
        receivables: [creditNote],
        lines: [first.line],
        settles: [whole(first.line, creditNote, first.rung)],
      }),
      step({ lines: [again.line], open: [doubt(again.line, "already_settled")] }),
    ],
    together: true,
  };
}

export function moreThanTheCreditNote(t: Teller): Story {
  const amount = t.medium();
  const back = t.linkedRefund(t.random.pick(t.anyAmount(LINKS)), t.order(), near(amount, t.tolerance + 1n));
  const creditNote = t.receivable("credit_note", amount, back.keys);
  return {
    name: "a return larger than its credit note settles nothing",
    steps: [step({ receivables: [creditNote], lines: [back.line], open: [doubt(back.line, "overpaid")] })],
    together: true,
  };
}

/** An order booked as an order: parts go back over the nights, and parts are no deviation. */
export function orderPaidBackInParts(t: Teller): Story {
  const { sold, order, receivable } = soldOrder(t);
  const [one, two] = [t.small(), t.medium()];
  const first = t.linkedRefund(sold.link, order, one);
  const second = t.linkedRefund(sold.link, order, two);
  const rest = t.linkedRefund(sold.link, order, subtract(sold.line.amount, add(one, two)));
  return {
    name: `an order is paid back in three parts (${sold.link})`,
    steps: [
      step({
        receivables: [receivable],
        lines: [sold.line],
        settles: [whole(sold.line, receivable, sold.rung)],
      }),
      step({ lines: [first.line], settles: [payBack(first.line, receivable, first.rung)] }),
      step({
        lines: [second.line, rest.line],
        settles: [payBack(second.line, receivable, second.rung), payBack(rest.line, receivable, rest.rung)],
      }),
    ],
    together: true,
  };
}

export function orderPaidBackTooMuch(t: Teller): Story {
  const { sold, order, receivable } = soldOrder(t);
  const first = t.linkedRefund(sold.link, order, t.small());
  const left = subtract(sold.line.amount, first.line.amount);
  const tooMuch = t.linkedRefund(sold.link, order, near(left, t.tolerance + 1n));
  return {
    name: "more goes back than an order has received and not yet paid back",
    steps: [
      step({
        receivables: [receivable],
        lines: [sold.line],
        settles: [whole(sold.line, receivable, sold.rung)],
      }),
      step({ lines: [first.line], settles: [payBack(first.line, receivable, first.rung)] }),
      step({ lines: [tooMuch.line], open: [doubt(tooMuch.line, "overpaid")] }),
    ],
    together: true,
  };
}

/** Nothing is left to pay back. The contract names both codes for it: larger than what is left, and settled before. */
export function orderPaidBackTwice(t: Teller): Story {
  const { sold, order, receivable } = soldOrder(t);
  const first = t.linkedRefund(sold.link, order, sold.line.amount);
  const again = t.linkedRefund(sold.link, order, sold.line.amount);
  return {
    name: "an order is paid back wholly, and then once more",
    steps: [
      step({
        receivables: [receivable],
        lines: [sold.line],
        settles: [whole(sold.line, receivable, sold.rung)],
      }),
      step({ lines: [first.line], settles: [payBack(first.line, receivable, first.rung)] }),
      step({ lines: [again.line], open: [doubt(again.line, "already_settled", "overpaid")] }),
    ],
    together: true,
  };
}

/** The order is known and open, but nothing has been received: there is nothing to pay back yet. */
export function returnBeforeItsSale(t: Teller): Story {
  const { sold, order, receivable } = soldOrder(t);
  const back = t.linkedRefund(sold.link, order, t.small());
  return {
    name: `a return comes before the sale that it pays back (${sold.link})`,
    steps: [
      step({ receivables: [receivable], lines: [back.line], open: [doubt(back.line, "no_credit_note")] }),
      step({
        lines: [sold.line],
        settles: [whole(sold.line, receivable, sold.rung), payBack(back.line, receivable, back.rung)],
      }),
    ],
    together: true,
  };
}

/** Report first, the shop's own order last: the sale is settled, and at once what it pays back. */
export function everythingBeforeTheOrder(t: Teller): Story {
  const { sold, order, receivable } = soldOrder(t);
  const back = t.linkedRefund(sold.link, order, t.medium());
  return {
    name: "return, sale and order come in the wrong order",
    steps: [
      step({ lines: [back.line], open: [doubt(back.line, "no_credit_note")] }),
      step({
        lines: [sold.line],
        open: [doubt(sold.line, "no_receivable"), doubt(back.line, "no_credit_note")],
      }),
      step({
        receivables: [receivable],
        settles: [whole(sold.line, receivable, sold.rung), payBack(back.line, receivable, back.rung)],
      }),
    ],
    together: true,
  };
}

/** Only a part has been received; out of that part anything may go back. */
export function outOfAPart(t: Teller): Story {
  const order = t.order();
  const link = t.random.pick(t.anyAmount(BACK_LINKS));
  const sold = t.linkedSale(link, order, t.medium());
  const receivable = t.receivable("order", add(sold.line.amount, t.large()), sold.keys);
  const back = t.linkedRefund(link, order, t.small());
  const settled = { ...whole(sold.line, receivable, sold.rung), receivableAmount: sold.line.amount };
  const waiting = doubt(sold.line, "partly_paid");
  return {
    name: "a return pays back out of what a partly paid order has received",
    steps: [
      step({ receivables: [receivable], lines: [sold.line], settles: [settled], open: [waiting] }),
      step({ lines: [back.line], settles: [payBack(back.line, receivable, back.rung)], open: [waiting] }),
    ],
    together: true,
  };
}

function soldOrder(t: Teller) {
  return soldBy(t, t.random.pick(t.anyAmount(BACK_LINKS)));
}

function soldBy(t: Teller, link: Link) {
  const order = t.order();
  const amount = t.large();
  const sale = t.linkedSale(link, order, amount);
  return { order, sold: { ...sale, link }, receivable: t.receivable("order", amount, sale.keys) };
}

/** For a stream with little traffic: one payout brings the money, the next one holds nothing but its way back. */
export function soldThenSentBack(t: Teller): Story {
  const { sold, order, receivable } = soldOrder(t);
  const back = t.linkedRefund(sold.link, order, t.medium());
  return {
    name: "a sale in one payout, and its return alone in the next",
    steps: [
      step({
        receivables: [receivable],
        lines: [sold.line],
        settles: [whole(sold.line, receivable, sold.rung)],
      }),
      step({ lines: [back.line], settles: [payBack(back.line, receivable, back.rung)] }),
    ],
    together: true,
  };
}

/** As accounting programs know their credit notes: by the invoice, and nothing else. */
export function creditNoteKnowsOnlyItsInvoice(t: Teller): Story {
  const order = t.order();
  const amount = t.medium();
  const sale = t.linkedSale("order number", order, amount);
  const invoice = t.receivable("invoice", amount, sale.keys);
  const back = t.refund(order, amount);
  const creditNote = t.receivable("credit_note", amount, { credits: invoice.number });
  return {
    name: "a credit note is found through the invoice that it credits",
    steps: [
      step({ receivables: [invoice], lines: [sale.line], settles: [whole(sale.line, invoice, 3)] }),
      step({ receivables: [creditNote], lines: [back], settles: [whole(back, creditNote, 3)] }),
    ],
    together: true,
  };
}

/** Klarna leaves the reference of a return out, and has it on the sale of the same order. */
export function returnWithoutReference(t: Teller): Story {
  const { sold, order, receivable } = soldBy(t, "order number");
  const back = t.refund(order, t.small(), { merchantReference1: "", merchantReference2: "" });
  return {
    name: "a return without a reference has that of its order's sale",
    steps: [
      step({
        receivables: [receivable],
        lines: [sold.line],
        settles: [whole(sold.line, receivable, sold.rung)],
      }),
      step({ lines: [back], settles: [payBack(back, receivable, 3)] }),
    ],
    together: true,
  };
}

/** What was rounded when the order was paid comes back when all that was paid is paid back. */
export function roundingComesBack(t: Teller): Story {
  const order = t.order();
  const amount = t.large();
  const link = t.random.pick(["order id", "order number"] as const);
  const paid = near(amount, t.random.pick([t.tolerance, -t.tolerance, 1n]));
  const sold = t.linkedSale(link, order, paid);
  const receivable = t.receivable("order", amount, sold.keys);
  const back = t.linkedRefund(link, order, paid);
  return {
    name: "an order that was rounded is paid back in full",
    steps: [
      step({
        receivables: [receivable],
        lines: [sold.line],
        settles: [whole(sold.line, receivable, sold.rung)],
      }),
      step({
        lines: [back.line],
        settles: [{ ...payBack(back.line, receivable, back.rung), receivableAmount: amount }],
      }),
    ],
    together: true,
  };
}
