/** Stories in which amounts agree: exactly, or within the tolerance. */
import { add, minor, type Minor } from "../../../src/money.ts";
import { step, whole, type Story } from "../story.ts";
import { LINKS, near, ORDER_LINKS, rungOf, SHARED_LINKS, type Link, type Teller } from "../teller.ts";

/** The links a sale can have to what this shop books: an order has no capture of its own. */
export function saleLinks(t: Teller): readonly Link[] {
  return t.soldAs === "order" ? ORDER_LINKS : LINKS;
}

export function paidInFull(t: Teller): Story {
  const link = t.random.pick(saleLinks(t));
  const amount = t.random.pick([t.small, t.medium, t.large])();
  const { line, keys, rung } = t.linkedSale(link, t.order(), amount);
  const receivable = t.receivable(t.soldAs, amount, keys);
  return {
    name: `a sale settles its ${t.soldAs} by ${link}`,
    steps: [step({ receivables: [receivable], lines: [line], settles: [whole(line, receivable, rung)] })],
    together: true,
  };
}

/** An order of several deliveries: n captures, an invoice each, which all carry the order's keys too. */
export function invoicePerCapture(t: Teller): Story {
  const order = t.order();
  const withOrderKeys = t.random.chance(0.5)
    ? { orderId: order.orderId, orderNumber: order.number }
    : { orderId: "" };
  const deliveries = [t.small(), t.medium(), t.large()].map((amount) => {
    // the order's id is stronger than a reference of the shop's own
    const link = withOrderKeys.orderId ? "capture" : t.random.pick(["capture", "own reference"] as const);
    const { line, keys, rung } = t.linkedSale(link, order, amount);
    const invoice = t.receivable("invoice", amount, { ...withOrderKeys, ...keys });
    return step({ receivables: [invoice], lines: [line], settles: [whole(line, invoice, rung)] });
  });
  return { name: "each capture of an order settles its own invoice", steps: deliveries, together: true };
}

/** The same, but only the order is known: the amount tells which invoice is meant. */
export function amountTellsWhichInvoice(t: Teller): Story {
  const order = t.order();
  const link = t.random.pick(SHARED_LINKS);
  const pairs = [t.small(), t.medium(), t.large()].map((amount) => {
    const { line, keys, rung } = t.linkedSale(link, order, amount);
    return { line, rung, invoice: t.receivable("invoice", amount, keys) };
  });
  const [first, ...others] = t.random.shuffled(pairs);
  if (!first) throw new Error("three pairs were made");
  return {
    name: `of several invoices of an order (${link}) the one with the line's amount is settled`,
    steps: [
      step({
        receivables: pairs.map(({ invoice }) => invoice),
        lines: [first.line],
        settles: [whole(first.line, first.invoice, first.rung)],
      }),
      step({
        lines: others.map(({ line }) => line),
        settles: others.map(({ line, invoice, rung }) => whole(line, invoice, rung)),
      }),
    ],
    together: true,
  };
}

export function oneLineForTheWholeOrder(t: Teller): Story {
  const order = t.order();
  const link = t.random.pick(t.anyAmount(SHARED_LINKS));
  const amounts = [t.small(), t.medium(), ...(t.random.chance(0.5) ? [t.large()] : [])];
  const { line, keys, rung } = t.linkedSale(link, order, total(amounts));
  const invoices = amounts.map((amount) => t.receivable("invoice", amount, keys));
  return {
    name: `one line settles all invoices of its order (${link})`,
    steps: [
      step({
        receivables: invoices,
        lines: [line],
        settles: invoices.map((invoice) => share(line, invoice, rung)),
      }),
    ],
    together: true,
  };
}

/** Twins are paired by date, then number; here the earlier number has the later date, where the dates differ. */
export function twins(t: Teller): Story {
  const order = t.order();
  const link = t.random.pick(SHARED_LINKS);
  const amount = t.medium();
  const sameDay = t.random.chance(0.5);
  const count = t.random.pick([2, 3] as const);
  const sales = Array.from({ length: count }, () => t.linkedSale(link, order, amount));
  // numbers are given out rising and have one length, so that text and number sort alike
  const invoices = sales.map(({ keys }, index) =>
    t.receivable("invoice", amount, { ...keys, date: t.day(sameDay ? 1 : 10 - index) }),
  );
  const paired = sameDay ? invoices : invoices.toReversed();
  const steps = sales.map(({ line, rung }, index) => {
    const invoice = paired[index];
    if (!invoice) throw new Error("each twin has its invoice");
    return step({
      receivables: index === 0 ? t.random.shuffled(invoices) : [],
      lines: [line],
      settles: [whole(line, invoice, rung)],
    });
  });
  return { name: `twins of one order (${link}) are paired by date and number`, steps, together: true };
}

/** Up to and including the tolerance, on both sides. */
export function roundedAway(t: Teller): Story {
  const amount = t.medium();
  const difference = t.random.pick([1n, t.tolerance / 2n, t.tolerance]) * t.random.pick([1n, -1n]);
  const { line, keys, rung } = t.linkedSale(
    t.random.pick(t.anyAmount(saleLinks(t))),
    t.order(),
    near(amount, difference),
  );
  const receivable = t.receivable(t.soldAs, amount, keys);
  return {
    name: `a difference of ${difference} minor units is rounding`,
    steps: [step({ receivables: [receivable], lines: [line], settles: [whole(line, receivable, rung)] })],
    together: true,
  };
}

export function onlyTheOpenPart(t: Teller): Story {
  const open = t.small();
  const { line, keys, rung } = t.linkedSale(t.random.pick(LINKS), t.order(), open);
  const invoice = t.receivable("invoice", add(open, t.medium()), { ...keys, openAmount: open });
  return {
    name: "an invoice that was partly paid elsewhere expects only what is open",
    steps: [step({ receivables: [invoice], lines: [line], settles: [whole(line, invoice, rung)] })],
    together: true,
  };
}

/** A credit note within the tolerance: the difference is rounding, the other way. */
export function roundedCreditNote(t: Teller): Story {
  const amount = t.small();
  const difference = t.random.pick([1n, t.tolerance]) * t.random.pick([1n, -1n]);
  const link = t.random.pick(t.anyAmount(LINKS));
  const { line, keys } = t.linkedRefund(link, t.order(), near(amount, difference));
  const creditNote = t.receivable("credit_note", amount, keys);
  return {
    name: `a credit note that differs by ${difference} minor units is settled`,
    steps: [
      step({ receivables: [creditNote], lines: [line], settles: [whole(line, creditNote, rungOf(link))] }),
    ],
    together: true,
  };
}

export function total(amounts: readonly Minor[]): Minor {
  return amounts.reduce(add, minor(0n));
}

/** One receivable's share of a line that settles several. */
export function share(
  line: Parameters<typeof whole>[0],
  receivable: Parameters<typeof whole>[1],
  rung: Parameters<typeof whole>[2],
) {
  return { ...whole(line, receivable, rung), lineAmount: receivable.amount };
}
