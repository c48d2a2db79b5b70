/** Stories of receivables that are paid in several parts, too much, or never wholly. */
import { add, minor } from "../../../src/money.ts";
import { doubt, part, step, whole, type Story } from "../story.ts";
import { near, type Teller } from "../teller.ts";
import { saleLinks, total } from "./exact.ts";

/** Links that every part of one receivable can have: a capture is one part only. */
function partLinks(t: Teller) {
  return t.anyAmount(saleLinks(t)).filter((link) => link !== "capture" && link !== "own reference");
}

export function twoParts(t: Teller): Story {
  const [one, two] = [t.small(), t.medium()];
  const order = t.order();
  const link = t.random.pick(partLinks(t));
  const first = t.linkedSale(link, order, one);
  const second = t.linkedSale(link, order, two);
  const receivable = t.receivable(t.soldAs, add(one, two), first.keys);
  return {
    name: `two part payments settle one ${t.soldAs} (${link})`,
    steps: [
      step({
        receivables: [receivable],
        lines: [first.line],
        settles: [part(first.line, receivable, first.rung)],
        open: [doubt(first.line, "partly_paid")],
      }),
      step({ lines: [second.line], settles: [whole(second.line, receivable, second.rung, two)] }),
    ],
    together: true,
  };
}

/** An order of three deliveries; the last two come in one night. */
export function threeParts(t: Teller): Story {
  const amounts = [t.small(), t.medium(), t.large()];
  const order = t.order();
  const link = t.random.pick(partLinks(t));
  const [first, second, third] = amounts.map((amount) => t.linkedSale(link, order, amount));
  if (!first || !second || !third) throw new Error("three amounts make three sales");
  const receivable = t.receivable(t.soldAs, total(amounts), first.keys);
  return {
    name: `three captures settle one ${t.soldAs} (${link})`,
    steps: [
      step({
        receivables: [receivable],
        lines: [first.line],
        settles: [part(first.line, receivable, first.rung)],
        open: [doubt(first.line, "partly_paid")],
      }),
      step({
        lines: [second.line, third.line],
        settles: [
          part(second.line, receivable, second.rung),
          whole(third.line, receivable, third.rung, third.line.amount),
        ],
      }),
    ],
    together: true,
  };
}

export function theLastPartIsRounded(t: Teller): Story {
  const [one, rest] = [t.medium(), t.small()];
  const difference = t.random.pick([1n, -1n]) * t.tolerance;
  const order = t.order();
  const link = t.random.pick(partLinks(t));
  const first = t.linkedSale(link, order, one);
  const last = t.linkedSale(link, order, near(rest, difference));
  const receivable = t.receivable(t.soldAs, add(one, rest), first.keys);
  return {
    name: "the last part differs from what is open by rounding only",
    steps: [
      step({
        receivables: [receivable],
        lines: [first.line],
        settles: [part(first.line, receivable, first.rung)],
        open: [doubt(first.line, "partly_paid")],
      }),
      step({ lines: [last.line], settles: [whole(last.line, receivable, last.rung, rest)] }),
    ],
    together: true,
  };
}

export function onlyAPart(t: Teller): Story {
  const amount = t.medium();
  // from one öre beyond the tolerance up to nearly everything
  const missing = t.random.pick([t.tolerance + 1n, t.tolerance * 10n, amount - 1n]);
  const { line, keys, rung } = t.linkedSale(
    t.random.pick(t.anyAmount(saleLinks(t))),
    t.order(),
    near(amount, -missing),
  );
  const receivable = t.receivable(t.soldAs, amount, keys);
  return {
    name: `a ${t.soldAs} of which ${missing} minor units are never paid`,
    steps: [
      step({
        receivables: [receivable],
        lines: [line],
        settles: [part(line, receivable, rung)],
        open: [doubt(line, "partly_paid")],
      }),
    ],
    together: true,
  };
}

export function tooMuch(t: Teller): Story {
  const amount = t.medium();
  const excess = t.random.pick([t.tolerance + 1n, 10_000n]);
  const { line, keys } = t.linkedSale(
    t.random.pick(t.anyAmount(saleLinks(t))),
    t.order(),
    near(amount, excess),
  );
  const receivable = t.receivable(t.soldAs, amount, keys);
  return {
    name: `a sale of ${excess} minor units more than is open settles nothing`,
    steps: [step({ receivables: [receivable], lines: [line], open: [doubt(line, "overpaid")] })],
    together: true,
  };
}

export function aPartAndThenTooMuch(t: Teller): Story {
  const [one, rest] = [t.medium(), t.small()];
  const order = t.order();
  const link = t.random.pick(partLinks(t));
  const first = t.linkedSale(link, order, one);
  const second = t.linkedSale(link, order, near(rest, t.tolerance + 1n));
  const receivable = t.receivable(t.soldAs, minor(one + rest), first.keys);
  const waiting = doubt(first.line, "partly_paid");
  return {
    name: "after a part comes more than is left",
    steps: [
      step({
        receivables: [receivable],
        lines: [first.line],
        settles: [part(first.line, receivable, first.rung)],
        open: [waiting],
      }),
      step({ lines: [second.line], open: [waiting, doubt(second.line, "overpaid")] }),
    ],
    together: true,
  };
}

/** A credit note that is paid back twice over, half each time. */
export function creditNoteInParts(t: Teller): Story {
  const [one, two] = [t.small(), t.medium()];
  const order = t.order();
  const link = t.random.pick(t.anyAmount(["order id", "number", "order number", "second number"]));
  const first = t.linkedRefund(link, order, one);
  const second = t.linkedRefund(link, order, two);
  const creditNote = t.receivable("credit_note", add(one, two), first.keys);
  return {
    name: `two returns settle one credit note (${link})`,
    steps: [
      step({
        receivables: [creditNote],
        lines: [first.line],
        settles: [part(first.line, creditNote, first.rung)],
        open: [doubt(first.line, "partly_paid")],
      }),
      step({ lines: [second.line], settles: [whole(second.line, creditNote, second.rung, two)] }),
    ],
    together: true,
  };
}
