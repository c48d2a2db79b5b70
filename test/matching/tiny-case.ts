/**
 * Tiny worlds in which everything collides: a few lines and receivables over alphabets of two or three values. What is
 * drawn means nothing; it is there so that two readings of CONTRACT §5 can be asked the same question.
 */
import type { References } from "../simulate/plain/keys.ts";
import { seeded, type Random } from "../simulate/random.ts";

export interface TinyLine {
  readonly type: "SALE" | "RETURN" | "FEE";
  /** Index into the case's two merchants. */
  readonly merchant: 0 | 1;
  readonly currency: string;
  readonly amount: number;
  /** The run it comes with, and which of the payouts then. */
  readonly night: 0 | 1;
  readonly slot: 0 | 1;
  readonly order_id: string;
  readonly capture_id: string;
  readonly refund_id: string;
  readonly merchant_reference1: string;
  readonly merchant_reference2: string;
  readonly merchant_capture_reference: string;
  readonly merchant_refund_reference: string;
}

export interface TinyReceivable {
  readonly kind: "invoice" | "credit_note" | "order";
  readonly number: string;
  readonly merchant: 0 | 1 | null;
  readonly currency: string;
  readonly amount: number;
  readonly open: number;
  readonly night: 0 | 1;
  readonly date: string;
  readonly order_number: string;
  readonly order_id: string;
  readonly capture_id: string;
  readonly refund_id: string;
  readonly credits: string;
}

export interface TinyCase {
  /** Which of `SETTINGS` each of the two merchants has. */
  readonly settings: readonly [number, number];
  readonly lines: readonly TinyLine[];
  readonly receivables: readonly TinyReceivable[];
}

export const SETTINGS: readonly References[] = [
  {},
  { second: "order_number" },
  { second: "number" },
  { second: "ignore" },
  { first: "number" },
  { first: "number", second: "order_number" },
  { first: "number", second: "number" },
  { first: "number", second: "ignore" },
];

const AMOUNTS = [1_000, 1_000, 1_000, 2_000, 3_000, 1_060, 940, 500];
const DATES = ["2026-01-01", "2026-01-02", "2026-01-03"];

export function drawCase(seed: string): TinyCase {
  const random = seeded(seed);
  const one = aFewOf(random);
  const settings = () => (random.chance(0.5) ? 0 : random.between(0, SETTINGS.length - 1));
  const twoShops = random.chance(0.3);
  const twoNights = random.chance(0.4);
  const returns = random.pick([0, 0.3, 0.6, 0.9]);
  const kinds = random.pick([["invoice"], ["order"], ["invoice", "order"]] as const);
  const merchant = (): 0 | 1 => (twoShops && random.chance(0.5) ? 1 : 0);
  const night = (): 0 | 1 => (twoNights && random.chance(0.5) ? 1 : 0);
  const currency = () => (random.chance(0.92) ? "SEK" : "EUR");

  const lines = Array.from({ length: random.between(2, 6) }, (): TinyLine => {
    const type = random.chance(0.08) ? "FEE" : random.chance(returns) ? "RETURN" : "SALE";
    return {
      type,
      merchant: merchant(),
      currency: currency(),
      amount: random.pick(AMOUNTS),
      night: night(),
      slot: random.chance(0.7) ? 0 : 1,
      order_id: one.orderId(),
      capture_id: type === "SALE" || random.chance(0.2) ? one.captureId() : "",
      refund_id: type === "RETURN" ? one.refundId() : "",
      merchant_reference1: one.reference1(),
      merchant_reference2: one.reference2(),
      merchant_capture_reference: type === "SALE" ? one.own() : "",
      merchant_refund_reference: type === "RETURN" ? one.ownOfRefund() : "",
    };
  });

  const taken = new Set<string>();
  const receivables = Array.from({ length: random.between(2, 8) }, (): TinyReceivable => {
    const kind = random.chance(returns)
      ? random.pick(["credit_note", "credit_note", "order"] as const)
      : random.pick(kinds);
    const whose = twoShops && random.chance(0.6) ? merchant() : null;
    let number = one.number();
    // each document once: a second one would be an update of the first
    while (taken.has(`${kind} ${whose} ${number}`)) number = `${number}9`;
    taken.add(`${kind} ${whose} ${number}`);
    const amount = random.pick(AMOUNTS);
    return {
      kind,
      number,
      merchant: whose,
      currency: currency(),
      amount,
      open: random.chance(0.85) ? amount : random.pick([0, amount - 500, amount - 100]),
      night: night(),
      date: random.pick(DATES),
      order_number: one.orderNumber(),
      order_id: one.orderIdOfBooks(),
      capture_id: kind === "invoice" ? one.captureIdOfBooks() : "",
      refund_id: kind === "credit_note" ? one.refundIdOfBooks() : "",
      credits: kind === "credit_note" ? one.credits() : "",
    };
  });
  return { settings: [settings(), settings()], lines, receivables: apart(receivables) };
}

/** Draws of one case: how often a field is empty is the case's own. */
function aFewOf(random: Random) {
  const numbers = random.pick([
    ["1", "2"],
    ["1", "2", "3"],
    ["1", "01", "2"],
    ["1", "2", "#1", "2\u200b", "\uff11"],
    ["x-1", "X\u20111", "2"],
  ]);
  const field = (values: readonly string[]) => {
    const filled = random.pick([0.15, 0.5, 0.85, 1]);
    return () => (random.chance(filled) ? random.pick(values) : "");
  };
  const own = field(numbers);
  const orderNumber = field(numbers);
  return {
    orderId: field(["o1", "o2"]),
    orderIdOfBooks: field(["o1", "o2", "O1"]),
    captureId: field(["c1", "c2"]),
    captureIdOfBooks: field(["c1", "c2", "c3"]),
    refundId: field(["r1", "r2"]),
    refundIdOfBooks: field(["r1", "r2", "r3"]),
    reference1: field(numbers),
    reference2: field(numbers),
    own,
    ownOfRefund: () => {
      const plain = own();
      return plain !== "" && random.chance(0.3) ? `${random.pick(numbers)}|${plain}` : plain;
    },
    number: () => random.pick(numbers),
    orderNumber,
    credits: field(numbers),
  };
}

/** Twins are paired by date and number: where the numbers are alike too, nothing says which goes first. */
function apart(receivables: readonly TinyReceivable[]): TinyReceivable[] {
  return receivables.map((one, index) => ({
    ...one,
    date: receivables.some((other) => other !== one && other.number === one.number)
      ? `2026-01-1${index}`
      : one.date,
  }));
}

/** Something that a case can be without: a row (no field), a field of a row, or a merchant's setting. */
export interface Cut {
  readonly from: "lines" | "receivables" | "settings";
  readonly at: number;
  readonly field?: string;
}

export function cutsOf({ settings, lines, receivables }: TinyCase): Cut[] {
  const rowsOf = (from: Cut["from"], rows: readonly object[]) =>
    rows.flatMap((row, at): Cut[] => [
      { from, at },
      ...Object.keys(row)
        .filter((field) => !["kind", "type", "number"].includes(field))
        .map((field) => ({ from, at, field })),
    ]);
  return [
    ...rowsOf("lines", lines),
    ...rowsOf("receivables", receivables),
    ...settings.flatMap((setting, at): Cut[] => (setting === 0 ? [] : [{ from: "settings", at }])),
  ];
}

const PLAINEST = { night: 0, slot: 0, currency: "SEK" } as const;

/** The case without all of those. */
export function without(one: TinyCase, cuts: readonly Cut[]): TinyCase {
  const [first, second] = one.settings;
  const isCut = (from: Cut["from"], at: number, field?: string) =>
    cuts.some((cut) => cut.from === from && cut.at === at && cut.field === field);
  const pruned = <T extends object>(
    from: Cut["from"],
    rows: readonly T[],
    plainest: (row: T) => object,
  ): T[] =>
    rows.flatMap((row, at) => {
      if (isCut(from, at)) return [];
      const plain = new Map<string, unknown>(Object.entries({ ...PLAINEST, ...plainest(row) }));
      const fields = Object.entries(row).map(([field, value]: [string, unknown]) => {
        if (!isCut(from, at, field)) return [field, value];
        return [field, plain.has(field) ? plain.get(field) : typeof value === "string" ? "" : value];
      });
      return [Object.fromEntries(fields) as T]; // the same fields, each with a value it may have
    });
  return {
    settings: [isCut("settings", 0) ? 0 : first, isCut("settings", 1) ? 0 : second],
    lines: pruned("lines", one.lines, () => ({ merchant: 0 })),
    receivables: eachOnce(
      pruned("receivables", one.receivables, ({ amount }) => ({
        merchant: null,
        open: amount,
        date: "2026-01-01",
      })),
    ),
  };
}

/** A second one of the same key would be an update of the first. */
function eachOnce(receivables: readonly TinyReceivable[]): TinyReceivable[] {
  const key = ({ merchant, kind, number }: TinyReceivable) => `${merchant} ${kind} ${number}`;
  return receivables.filter((one, at) => receivables.findIndex((other) => key(other) === key(one)) === at);
}

/** As a person reads it: one row a line, without what is empty. */
export function show({ settings, lines, receivables }: TinyCase): string {
  const row = (one: TinyLine | TinyReceivable) =>
    Object.entries(one)
      .filter(([, value]) => value !== "" && value !== null)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(" ");
  return [
    `merchants 0 and 1 have references ${settings.map((at) => JSON.stringify(SETTINGS[at])).join(" and ")}`,
    ...lines.map((line, at) => `line ${at}: ${row(line)}`),
    ...receivables.map((receivable) => `in the books: ${row(receivable)}`),
  ].join("\n");
}
