/** Stories of references as people and shop systems really write them. */
import { doubt, step, whole, type Line, type Story } from "../story.ts";
import type { Teller } from "../teller.ts";

/** "NB-104233" as "#nb-104233 ": the same reference, for everyone but a computer. */
function disguise(t: Teller, reference: string): string {
  const cased = t.random.pick([reference.toLowerCase(), reference.toUpperCase(), reference]);
  const hashed = t.random.chance(0.5) ? `#${cased}` : cased;
  return t.random.pick([hashed, ` ${hashed}`, `${hashed}  `]);
}

export function disguisedReference(t: Teller): Story {
  const reference = `${t.random.pick(["nb-", "W", "Ör-", "åä"])}${t.freshNumber()}`;
  const amount = t.medium();
  const second = t.random.chance(0.5);
  const own: Partial<Line> = second
    ? { merchantReference1: "", merchantReference2: disguise(t, reference) }
    : { merchantReference1: disguise(t, reference), merchantReference2: "" };
  const line = t.sale(t.order(), amount, own);
  const written = disguise(t, reference);
  const receivable = t.receivable(
    t.soldAs,
    amount,
    t.random.pick([{ number: written }, { orderNumber: written }]),
  );
  return {
    name: `"${own.merchantReference1}", "${own.merchantReference2}" finds "${written}"`,
    steps: [
      step({ receivables: [receivable], lines: [line], settles: [whole(line, receivable, second ? 4 : 3)] }),
    ],
    together: true,
  };
}

export function leadingZerosOfAnOnlyCandidate(t: Teller): Story {
  const number = t.freshNumber();
  const amount = t.small();
  const inReport = t.random.chance(0.5);
  const line = t.sale(t.order(), amount, {
    merchantReference1: inReport ? `00${number}` : number,
    merchantReference2: "",
  });
  const written = inReport ? number : `0${number}`;
  const receivable = t.receivable(
    t.soldAs,
    amount,
    t.random.pick([{ number: written }, { orderNumber: written }]),
  );
  return {
    name: "leading zeros do not count where no exact candidate exists",
    steps: [step({ receivables: [receivable], lines: [line], settles: [whole(line, receivable, 3)] })],
    together: true,
  };
}

export function leadingZerosTellTwoApart(t: Teller): Story {
  const number = t.freshNumber();
  const amount = t.small();
  const line = t.sale(t.order(), amount, { merchantReference1: `0${number}`, merchantReference2: "" });
  const exact = t.receivable(t.soldAs, amount, { number: `0${number}` });
  const alike = t.receivable(t.soldAs, amount, { number });
  return {
    name: "leading zeros count where an exact candidate exists",
    steps: [step({ receivables: [alike, exact], lines: [line], settles: [whole(line, exact, 3)] })],
    together: true,
  };
}

export function leadingZerosOfTwo(t: Teller): Story {
  const number = t.freshNumber();
  const amount = t.small();
  const line = t.sale(t.order(), amount, { merchantReference1: number, merchantReference2: "" });
  const receivables = [`0${number}`, `00${number}`].map((one) =>
    t.receivable(t.soldAs, amount, { number: one }),
  );
  return {
    name: "two candidates that differ by leading zeros only",
    steps: [step({ receivables, lines: [line], open: [doubt(line, "ambiguous")] })],
    together: true,
  };
}

export function uselessReferences(t: Teller): Story {
  const line = t.sale(t.order(), t.medium(), { merchantReference1: "WEB", merchantReference2: "POS" });
  const receivable = t.receivable(t.soldAs, line.amount);
  return {
    name: "references that say nothing find nothing, whatever the amount",
    steps: [step({ receivables: [receivable], lines: [line], open: [doubt(line, "no_receivable")] })],
    together: true,
  };
}

/** Part of a reference is not the reference. */
export function almostTheSameNumber(t: Teller): Story {
  const order = t.order();
  const line = t.sale(order, t.medium(), { merchantReference2: "" });
  const receivable = t.receivable(t.soldAs, line.amount, { number: `${order.number}-1` });
  return {
    name: "a number that only begins alike is another number",
    steps: [step({ receivables: [receivable], lines: [line], open: [doubt(line, "no_receivable")] })],
    together: true,
  };
}
