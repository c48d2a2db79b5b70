/**
 * Number series as shops have them: orders, invoices, credit notes, refunds, deliveries and internal ids all count upwards
 * from similar starts. So the same number occurs in several series, at any offset, 0 included.
 */
import type { Random } from "./random.ts";

/** Counts up; one number at a time. */
export type Series = () => number;

export function startSeries(from: number, step: () => number = () => 1): Series {
  let next = from;
  return () => {
    const given = next;
    next += step();
    return given;
  };
}

/** Where another series begins that has grown beside one beginning at `base`. */
export function besides(random: Random, base: number): number {
  const offset = random.pick([
    0,
    0,
    1,
    -1,
    random.between(2, 9),
    -random.between(2, 9),
    random.between(10, 40),
    -random.between(10, 40),
  ]);
  return Math.max(1, base + offset);
}

/** "1003" as a person or another program writes it: the same reference, for everyone but a computer. */
export function disguised(random: Random, reference: string): string {
  const wide = reference.replace(/\d/g, (digit) =>
    String.fromCodePoint((digit.codePointAt(0) ?? 0) - 0x30 + 0xff10),
  );
  return random.pick([
    `#${reference}`,
    ` ${reference}`,
    `${reference} `,
    reference.toLowerCase(),
    reference.toUpperCase(),
    `\u200b${reference}`,
    `${reference}\u00ad`,
    `\ufeff${reference}`,
    reference.replace("-", "\u2011"),
    reference.normalize("NFD"),
    wide,
  ]);
}
