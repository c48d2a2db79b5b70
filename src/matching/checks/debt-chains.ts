/**
 * Finds the payout whose closing debt each payout should open with. A merchant that moved from Klarna to Kustom keeps its id,
 * so its payouts may be two chains: each payout opens with the closing debt of an earlier one of its chain, and no closing debt
 * is continued twice. Pure.
 */

export interface DebtPayout {
  readonly id: bigint;
  /** "2026-03-10" */
  readonly date: string;
  readonly issuer: string;
  readonly paymentReference: string;
  /** Minor units; null when the report does not say. */
  readonly opening: bigint | null;
  readonly closing: bigint | null;
}

export interface DebtStep {
  readonly id: bigint;
  /** The closing debt before it, if that is known and differs from the opening debt; null: it continues the chain. */
  readonly gap: { readonly expected: bigint; readonly found: bigint } | null;
}

/**
 * The issuer whose chain a payout belongs to. The merchant id decides, except for a shop that moved to Kustom and kept its id:
 * then the payment reference does. `prefixes`: what Kustom's references begin with by the settings; by default they are an M
 * and digits.
 */
export function debtIssuer(issuer: string, paymentReference: string, prefixes?: readonly string[]): string {
  const isKustom =
    prefixes === undefined
      ? /^M\d+$/i.test(paymentReference)
      : prefixes.some((prefix) => paymentReference.toUpperCase().startsWith(prefix.toUpperCase()));
  return isKustom ? "kustom" : issuer;
}

/** `payouts` of one merchant and currency, in any order. Takes a time that follows their number, as long as a day has few. */
export function debtSteps(payouts: readonly DebtPayout[]): DebtStep[] {
  return [...grouped(payouts, ({ issuer }) => issuer).values()].flatMap(stepsOfIssuer);
}

interface Step {
  readonly payout: DebtPayout;
  /** The payout that it continues, or should have continued. */
  readonly before: DebtPayout | null;
  readonly follows: boolean;
}

function stepsOfIssuer(payouts: readonly DebtPayout[]): DebtStep[] {
  const steps: Step[] = [];
  const ends = new Ends();
  const continued = new Set<DebtPayout>();
  for (const day of grouped(payouts.toSorted(byDay), ({ date }) => date).values()) {
    const left = new Set(day);
    while (left.size > 0) {
      // payouts of one day have no order: one that continues a chain goes first
      const payout = first(left, (one) => ends.endFor(one) !== null) ?? first(left, () => true);
      if (payout === null) break;
      left.delete(payout);
      const taken = ends.endFor(payout);
      const before = taken ?? ends.latest();
      const follows = taken !== null || before === null;
      steps.push({ payout, before, follows });
      if (taken !== null) {
        continued.add(taken);
        ends.take(taken);
      }
      ends.add(payout);
    }
  }
  // a second chain begins without debt, and a later payout continues the first one as if this one did not exist
  const isSecondChain = ({ payout, before }: Step) =>
    payout.opening === 0n && before !== null && continued.has(before);
  return steps.map((step) => ({
    id: step.payout.id,
    gap: step.follows || isSecondChain(step) ? null : gapBetween(step.before, step.payout),
  }));
}

/** Payouts that no later payout has continued yet. Whatever is asked for or taken is the latest of its closing debt. */
class Ends {
  readonly #byClosing = new Map<bigint | null, DebtPayout[]>();
  /** In order; those that were taken stay in it until they are the last. */
  readonly #all: DebtPayout[] = [];
  readonly #taken = new Set<DebtPayout>();

  add(payout: DebtPayout): void {
    const same = this.#byClosing.get(payout.closing);
    if (same === undefined) this.#byClosing.set(payout.closing, [payout]);
    else same.push(payout);
    this.#all.push(payout);
  }

  /** `end` is what `endFor` has returned. */
  take(end: DebtPayout): void {
    this.#byClosing.get(end.closing)?.pop();
    this.#taken.add(end);
  }

  latest(): DebtPayout | null {
    for (;;) {
      const last = this.#all.at(-1);
      if (last === undefined) return null;
      if (!this.#taken.delete(last)) return last;
      this.#all.pop();
    }
  }

  /** The latest end of a chain that the payout continues. An unknown debt continues any. */
  endFor({ opening }: DebtPayout): DebtPayout | null {
    if (opening === null) return this.latest();
    return this.#byClosing.get(opening)?.at(-1) ?? this.#byClosing.get(null)?.at(-1) ?? null;
  }
}

function first<T>(some: Iterable<T>, is: (one: T) => boolean): T | null {
  for (const one of some) if (is(one)) return one;
  return null;
}

function gapBetween(before: DebtPayout | null, payout: DebtPayout): DebtStep["gap"] {
  if (before === null || before.closing === null || payout.opening === null) return null;
  return { expected: before.closing, found: payout.opening };
}

/** In the order in which each key comes first. */
export function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

function byDay(a: DebtPayout, b: DebtPayout): number {
  const [one, other] = [`${a.date} ${a.paymentReference}`, `${b.date} ${b.paymentReference}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
