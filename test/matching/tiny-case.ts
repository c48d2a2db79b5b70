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

/** Every case that is a little less than this one. */
export function smaller(one: TinyCase): TinyCase[] {
  const less: TinyCase[] = [];
  one.lines.forEach((_, at) => less.push({ ...one, lines: one.lines.toSpliced(at, 1) }));
  one.receivables.forEach((_, at) => less.push({ ...one, receivables: one.receivables.toSpliced(at, 1) }));
  const [first, second] = one.settings;
  if (second !== 0) less.push({ ...one, settings: [first, 0] });
  if (first !== 0) less.push({ ...one, settings: [0, second] });
  one.lines.forEach((line, at) => {
    for (const simpler of simplerRows(line, {
      night: 0,
      slot: 0,
      merchant: 0,
      currency: "SEK",
      amount: 1_000,
    }))
      less.push({ ...one, lines: one.lines.with(at, simpler) });
  });
  one.receivables.forEach((receivable, at) => {
    const plain = { night: 0, merchant: null, currency: "SEK", date: "2026-01-01", open: receivable.amount };
    for (const simpler of simplerRows(receivable, plain))
      less.push({ ...one, receivables: one.receivables.with(at, simpler) });
  });
  return less;
}

/** The row with one field emptied, or set to what is plainest. */
function simplerRows<T extends TinyLine | TinyReceivable>(
  row: T,
  plain: Partial<Record<string, unknown>>,
): T[] {
  return Object.entries(row).flatMap(([name, value]): T[] => {
    const simplest = name in plain ? plain[name] : typeof value === "string" ? "" : value;
    if (value === simplest || name === "kind" || name === "type" || name === "number") return [];
    return [{ ...row, [name]: simplest }];
  });
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
