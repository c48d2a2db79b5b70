/** Stories in which the report and the shop's own documents come on different nights, or never meet. */
import { doubt, step, whole, type Story } from "../story.ts";
import { LINKS, rungOf, type Teller } from "../teller.ts";
import { saleLinks } from "./exact.ts";

export function invoiceComesLater(t: Teller): Story {
  const link = t.random.pick(saleLinks(t));
  const amount = t.large();
  const { line, keys, rung } = t.linkedSale(link, t.order(), amount);
  const receivable = t.receivable(t.soldAs, amount, keys);
  return {
    name: `a sale waits for its ${t.soldAs} (${link})`,
    steps: [
      step({ lines: [line], open: [doubt(line, "no_receivable")] }),
      step({ receivables: [receivable], settles: [whole(line, receivable, rung)] }),
    ],
    together: true,
  };
}

export function saleComesLater(t: Teller): Story {
  const amount = t.medium();
  const { line, keys, rung } = t.linkedSale(t.random.pick(saleLinks(t)), t.order(), amount);
  const receivable = t.receivable(t.soldAs, amount, keys);
  return {
    name: `the ${t.soldAs} waits for its sale`,
    steps: [
      step({ receivables: [receivable] }),
      step({ lines: [line], settles: [whole(line, receivable, rung)] }),
    ],
    together: true,
  };
}

/** A shop that exports its whole list each night repeats itself. */
export function theSameListAgain(t: Teller): Story {
  const amount = t.medium();
  const { line, keys, rung } = t.linkedSale(t.random.pick(saleLinks(t)), t.order(), amount);
  const receivable = t.receivable(t.soldAs, amount, keys);
  return {
    name: "the same receivable again changes nothing",
    steps: [
      step({ receivables: [receivable] }),
      step({ receivables: [receivable], lines: [line], settles: [whole(line, receivable, rung)] }),
      step({ receivables: [receivable] }),
    ],
    together: true,
  };
}

export function neverInvoiced(t: Teller): Story {
  const line = t.sale(t.order(), t.small());
  return {
    name: "a sale that no document was written for",
    steps: [step({ lines: [line], open: [doubt(line, "no_receivable")] })],
    together: true,
  };
}

export function neverPaid(t: Teller): Story {
  const receivable = t.receivable(t.soldAs, t.medium(), { orderNumber: t.order().number });
  return {
    name: "a receivable that is never paid",
    steps: [step({ receivables: [receivable] })],
    together: true,
  };
}

export function creditNoteComesLater(t: Teller): Story {
  const order = t.order();
  const amount = t.medium();
  // the sale's first reference is the return's too, so that no other is left to find it by
  const link = t.random.pick(t.anyAmount(LINKS));
  const sale = t.linkedSale("capture", order, amount);
  const invoice = t.receivable("invoice", amount, sale.keys);
  const back = t.linkedRefund(link, order, amount);
  const creditNote = t.receivable("credit_note", amount, { ...back.keys, credits: invoice.number });
  return {
    name: `a return waits a week for its credit note (${link})`,
    steps: [
      step({ receivables: [invoice], lines: [sale.line], settles: [whole(sale.line, invoice, 1)] }),
      step({ lines: [back.line], open: [doubt(back.line, "no_credit_note")] }),
      step({ receivables: [creditNote], settles: [whole(back.line, creditNote, rungOf(link))] }),
    ],
    together: true,
  };
}

/** An invoice does not match a return: a refund needs a document of its own. */
export function neverCredited(t: Teller): Story {
  const order = t.order();
  const amount = t.small();
  const sale = t.linkedSale("order id", order, amount);
  const invoice = t.receivable("invoice", amount, { ...sale.keys, orderNumber: order.number });
  const back = t.refund(order, amount);
  return {
    name: "a return for which there is only an invoice",
    steps: [
      step({ receivables: [invoice], lines: [sale.line], settles: [whole(sale.line, invoice, 2)] }),
      step({ lines: [back], open: [doubt(back, "no_credit_note")] }),
    ],
    together: true,
  };
}
