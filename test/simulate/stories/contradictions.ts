/** Stories in which a receivable agrees with a line by one key and contradicts it by another. It is never matched automatically. */
import { doubt, part, step, whole, type Story } from "../story.ts";
import { near, type Teller } from "../teller.ts";

/** Invoices and orders count in two series that have met: the order's number is the number of another order's invoice. */
export function anotherOrdersInvoice(t: Teller): Story {
  const order = t.order();
  const amount = t.medium();
  const line = t.sale(order, amount, { merchantReference2: "" });
  const others = t.receivable("invoice", amount, { number: order.number, orderNumber: t.order().number });
  const own = t.receivable("invoice", near(amount, 30_000n), { orderNumber: order.number });
  return {
    name: "an order's number is the number of another order's invoice",
    steps: [
      step({ receivables: [others], lines: [line], open: [doubt(line, "uncertain")] }),
      step({ receivables: [own], settles: [part(line, own, 3)], open: [doubt(line, "partly_paid")] }),
    ],
    together: true,
  };
}

export function orderIdsDiffer(t: Teller): Story {
  const order = t.order();
  const amount = t.small();
  const line = t.sale(order, amount, { merchantReference2: "" });
  const another = t.receivable(t.soldAs, amount, { orderNumber: order.number, orderId: t.random.uuid() });
  return {
    name: "the order numbers agree and Klarna's order ids differ",
    steps: [step({ receivables: [another], lines: [line], open: [doubt(line, "uncertain")] })],
    together: true,
  };
}

/** The shop's own refund number is the number of another order's credit note; also as "1001|4712". */
export function anotherCreditNotesNumber(t: Teller): Story {
  const order = t.order();
  const amount = t.medium();
  const number = t.freshNumber();
  const back = t.refund(order, amount, {
    merchantRefundReference: t.random.chance(0.5) ? number : `${order.number}|${number}`,
  });
  const others = t.receivable("credit_note", amount, { number, orderNumber: t.order().number });
  const own = t.receivable("credit_note", amount, { orderNumber: order.number });
  return {
    name: "a refund's own number is the number of another order's credit note",
    steps: [
      step({ receivables: [others], lines: [back], open: [doubt(back, "uncertain")] }),
      step({ receivables: [own], settles: [whole(back, own, 3)] }),
    ],
    together: true,
  };
}

export function internalIdMeetsOrderNumber(t: Teller): Story {
  const other = t.order();
  const amount = t.medium();
  const line = t.sale(t.order(), amount, { merchantReference2: other.number, orderId: "", shortOrderId: "" });
  const receivable = t.receivable("order", amount, { number: other.number });
  // a shop that has said that its second reference is the order number has said that this is it
  const said = t.anyAmount(["second number"]).length > 0;
  return {
    name: "the second reference is an internal id, and another order's number",
    steps: [
      step({
        receivables: [receivable],
        lines: [line],
        settles: said ? [whole(line, receivable, 4)] : [],
        open: said ? [] : [doubt(line, "uncertain")],
      }),
    ],
    together: true,
  };
}

/** The shop has made the order twice; the report says which of the two. */
export function theReferenceTellsTwins(t: Teller): Story {
  const [one, two] = [t.order(), t.order()];
  const amount = t.large();
  const line = t.sale({ ...two, orderId: one.orderId }, amount, { merchantReference2: "" });
  const twins = [one, two].map(({ number }, index) =>
    t.receivable("order", amount, { number, orderId: one.orderId, date: t.day(index) }),
  );
  const [, named] = twins;
  if (!named) throw new Error("there are two");
  return {
    name: "of twins the one that the reference names is settled",
    steps: [step({ receivables: twins, lines: [line], settles: [whole(line, named, 2)] })],
    together: true,
  };
}
