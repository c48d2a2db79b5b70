/** Stories with several possible answers, or one that only looks right. Kvitt must not guess in any of them. */
import { minor } from "../../../src/money.ts";
import { doubt, part, step, whole, type Line, type Story } from "../story.ts";
import { near, SHARED_LINKS, type Link, type Teller } from "../teller.ts";
import { saleLinks, total } from "./exact.ts";

/** One order number that two orders share, as after a change of shop system; the line has no order id to tell them. */
function twoOrdersOneNumber(t: Teller) {
  const number = t.order().number;
  const amount = t.medium();
  const [one, other] = [t.order(), t.order()];
  const nameless: Partial<Line> = {
    orderId: "",
    shortOrderId: "",
    merchantReference1: number,
    merchantReference2: "",
  };
  return {
    one,
    line: t.sale(one, amount, nameless),
    amount,
    number,
    first: t.receivable(t.soldAs, amount, { orderNumber: number, orderId: one.orderId }),
    second: t.receivable(t.soldAs, amount, { orderNumber: number, orderId: other.orderId }),
  };
}

export function twoOrdersForEver(t: Teller): Story {
  const { line, first, second } = twoOrdersOneNumber(t);
  return {
    name: "one order number with two order ids has two possible answers",
    steps: [step({ receivables: [first, second], lines: [line], open: [doubt(line, "ambiguous")] })],
    together: true,
  };
}

export function oneOfTwoOrdersIsTaken(t: Teller): Story {
  const { one, line, amount, number, first, second } = twoOrdersOneNumber(t);
  const named = t.sale(one, amount, { merchantReference1: number });
  return {
    name: "a stronger rung takes one of two possible answers, so that one is left",
    steps: [
      step({ receivables: [first, second], lines: [line], open: [doubt(line, "ambiguous")] }),
      step({ lines: [named], settles: [whole(named, first, 2), whole(line, second, 3)] }),
    ],
    together: true,
  };
}

export function theShopCorrectsTheNumber(t: Teller): Story {
  const { line, first, second } = twoOrdersOneNumber(t);
  const corrected = { ...second, orderNumber: t.order().number };
  return {
    name: "the shop corrects an order number, and one answer is left",
    steps: [
      step({ receivables: [first, second], lines: [line], open: [doubt(line, "ambiguous")] }),
      step({ receivables: [corrected], settles: [whole(line, first, 3)] }),
    ],
    together: false,
  };
}

/** The invoice series has run into the order series: one's number is the other's order number. */
export function numberMeetsOrderNumber(t: Teller): Story {
  const order = t.order();
  const amount = t.small();
  const line = t.sale(order, amount);
  const byNumber = t.receivable(t.soldAs, amount, { number: order.number, orderNumber: t.order().number });
  const byOrderNumber = t.receivable(t.soldAs, amount, { orderNumber: order.number });
  return {
    name: "a reference is one document's number and another's order number",
    steps: [
      step({
        receivables: [byNumber, byOrderNumber],
        lines: [line],
        settles: [whole(line, byOrderNumber, 3)],
      }),
    ],
    together: true,
  };
}

/** The capture names one invoice; the order would have led to another that fits to the öre. */
export function theStrongerRungDecides(t: Teller): Story {
  const order = t.order();
  const amount = t.medium();
  const { line, keys } = t.linkedSale("capture", order, amount);
  const larger = t.random.chance(0.5);
  const named = t.receivable("invoice", near(amount, larger ? 30_000n : -30_000n), keys);
  const fitting = t.receivable(
    "invoice",
    amount,
    t.random.pick([{ orderId: order.orderId }, { orderNumber: order.number }]),
  );
  return {
    name: `the capture names an invoice that is ${larger ? "larger" : "smaller"}; a fitting one of the order is let be`,
    steps: [
      step({
        receivables: [named, fitting],
        lines: [line],
        settles: larger ? [part(line, named, 1)] : [],
        open: [doubt(line, larger ? "partly_paid" : "overpaid")],
      }),
    ],
    together: true,
  };
}

/** Both lines fit the one invoice. The line with the weaker reference is first in the report, and must still lose. */
export function theStrongerLineGoesFirst(t: Teller): Story {
  const order = t.order();
  const amount = t.large();
  const strong = t.linkedSale("order id", order, amount);
  const weak = t.sale(order, amount, { orderId: "", shortOrderId: "" });
  const receivable = t.receivable(t.soldAs, amount, { ...strong.keys, orderNumber: order.number });
  return {
    name: "of two lines that want one receivable the stronger rung's gets it",
    steps: [
      step({
        receivables: [receivable],
        lines: [weak, strong.line],
        settles: [whole(strong.line, receivable, 2)],
        open: [doubt(weak, "already_settled")],
      }),
    ],
    together: true,
  };
}

export function soldTwice(t: Teller): Story {
  const order = t.order();
  const amount = t.medium();
  const link: Link = t.random.pick(
    t.anyAmount(saleLinks(t)).filter((one) => one !== "capture" && one !== "own reference"),
  );
  const first = t.linkedSale(link, order, amount);
  const again = t.linkedSale(link, order, amount);
  const receivable = t.receivable(t.soldAs, amount, first.keys);
  return {
    name: `a second sale of a settled ${t.soldAs} (${link})`,
    steps: [
      step({
        receivables: [receivable],
        lines: [first.line],
        settles: [whole(first.line, receivable, first.rung)],
      }),
      step({ lines: [again.line], open: [doubt(again.line, "already_settled")] }),
    ],
    together: true,
  };
}

export function settledElsewhere(t: Teller): Story {
  const amount = t.medium();
  const { line, keys } = t.linkedSale(t.random.pick(t.anyAmount(saleLinks(t))), t.order(), amount);
  const receivable = t.receivable(t.soldAs, amount, { ...keys, openAmount: minor(0n) });
  return {
    name: `a ${t.soldAs} with nothing open was settled before`,
    steps: [step({ receivables: [receivable], lines: [line], open: [doubt(line, "already_settled")] })],
    together: true,
  };
}

export function anotherCurrency(t: Teller): Story {
  const amount = t.medium();
  const { line, keys } = t.linkedSale(t.random.pick(t.anyAmount(saleLinks(t))), t.order(), amount);
  const receivable = t.receivable(t.soldAs, amount, { ...keys, currency: t.otherCurrency });
  return {
    name: "the only candidate is in another currency",
    steps: [step({ receivables: [receivable], lines: [line], open: [doubt(line, "currency_differs")] })],
    together: true,
  };
}

export function theShopCorrectsTheCurrency(t: Teller): Story {
  const amount = t.medium();
  const { line, keys, rung } = t.linkedSale(t.random.pick(t.anyAmount(saleLinks(t))), t.order(), amount);
  const wrong = t.receivable(t.soldAs, amount, { ...keys, currency: t.otherCurrency });
  const right = { ...wrong, currency: t.currency };
  return {
    name: "the shop corrects the currency",
    steps: [
      step({ receivables: [wrong], lines: [line], open: [doubt(line, "currency_differs")] }),
      step({ receivables: [right], settles: [whole(line, right, rung)] }),
    ],
    together: false,
  };
}

export function sameCurrencyOnly(t: Teller): Story {
  const amount = t.medium();
  const link = t.random.pick(SHARED_LINKS);
  const { line, keys, rung } = t.linkedSale(link, t.order(), amount);
  const foreign = t.receivable(t.soldAs, amount, { ...keys, currency: t.otherCurrency });
  const own = t.receivable(t.soldAs, amount, keys);
  return {
    name: `of two candidates the one in the line's currency is settled (${link})`,
    steps: [step({ receivables: [foreign, own], lines: [line], settles: [whole(line, own, rung)] })],
    together: true,
  };
}

/** Some invoices of the order add up to the line; a person may say so, Kvitt does not. */
export function aCoveringSet(t: Teller): Story {
  const amounts = [t.small(), t.medium(), t.large()];
  const link = t.random.pick(t.anyAmount(SHARED_LINKS));
  const { line, keys } = t.linkedSale(link, t.order(), total(amounts.slice(0, 2)));
  const invoices = amounts.map((amount) => t.receivable("invoice", amount, keys));
  return {
    name: `some of an order's invoices add up to the line (${link})`,
    steps: [step({ receivables: invoices, lines: [line], open: [doubt(line, "ambiguous")] })],
    together: true,
  };
}

/** Rounding is for an only candidate: of several, one that is near is still a guess. */
export function nearIsNotEnoughAmongSeveral(t: Teller): Story {
  const amounts = [t.small(), t.medium()];
  const link = t.random.pick(t.anyAmount(SHARED_LINKS));
  const { line, keys } = t.linkedSale(
    link,
    t.order(),
    near(amounts[0] ?? t.small(), t.random.pick([1n, -1n])),
  );
  const invoices = amounts.map((amount) => t.receivable("invoice", amount, keys));
  return {
    name: "one of an order's invoices is within the tolerance, but it is not the only one",
    steps: [step({ receivables: invoices, lines: [line], open: [doubt(line, "ambiguous")] })],
    together: true,
  };
}

/** Larger than all that is open of the order. The contract has two codes that fit. */
export function moreThanTheWholeOrder(t: Teller): Story {
  const amounts = [t.small(), t.medium()];
  const link = t.random.pick(t.anyAmount(SHARED_LINKS));
  const { line, keys } = t.linkedSale(link, t.order(), near(total(amounts), t.tolerance + 5_000n));
  const invoices = amounts.map((amount) => t.receivable("invoice", amount, keys));
  return {
    name: "a line is larger than all invoices of its order together",
    steps: [step({ receivables: invoices, lines: [line], open: [doubt(line, "overpaid", "ambiguous")] })],
    together: true,
  };
}
