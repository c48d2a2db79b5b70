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

/** `payouts` of one merchant and currency, in any order. */
export function debtSteps(payouts: readonly DebtPayout[]): DebtStep[] {
  const issuers = new Map<string, DebtPayout[]>();
  for (const payout of payouts) issuers.set(payout.issuer, [...(issuers.get(payout.issuer) ?? []), payout]);
  return [...issuers.values()].flatMap(stepsOfIssuer);
}

interface Step {
  readonly payout: DebtPayout;
  /** The payout that it continues, or should have continued. */
  readonly before: DebtPayout | null;
  readonly follows: boolean;
}

function stepsOfIssuer(payouts: readonly DebtPayout[]): DebtStep[] {
  const steps: Step[] = [];
  /** Payouts that no later payout has continued yet, the latest last. */
  let ends: DebtPayout[] = [];
  for (let day of daysOf(payouts)) {
    while (day.length > 0) {
      // payouts of one day have no order: one that continues a chain goes first
      const payout = day.find((one) => endFor(one, ends) !== null) ?? day[0];
      if (!payout) break;
      day = day.filter((one) => one !== payout);
      const taken = endFor(payout, ends);
      const follows = taken !== null || ends.length === 0;
      steps.push({ payout, before: taken ?? ends.at(-1) ?? null, follows });
      ends = [...ends.filter((end) => end !== taken), payout];
    }
  }
  return steps.map(({ payout, before, follows }) => ({
    id: payout.id,
    gap: follows || isSecondChain(payout, before, steps) ? null : gapBetween(before, payout),
  }));
}

/** The latest end of a chain that the payout continues. An unknown debt continues any. */
function endFor(payout: DebtPayout, ends: readonly DebtPayout[]): DebtPayout | null {
  const known = ends.findLast(({ closing }) => closing !== null && closing === payout.opening);
  if (known !== undefined) return known;
  const unknown = ends.findLast(({ closing }) => closing === null || payout.opening === null);
  return unknown ?? null;
}

/** A second chain begins without debt, and a later payout continues the first chain as if this one did not exist. */
function isSecondChain(payout: DebtPayout, before: DebtPayout | null, steps: readonly Step[]): boolean {
  return (
    payout.opening === 0n &&
    before !== null &&
    steps.some((step) => step.follows && step.before === before && step.payout !== payout)
  );
}

function gapBetween(before: DebtPayout | null, payout: DebtPayout): DebtStep["gap"] {
  if (before === null || before.closing === null || payout.opening === null) return null;
  return { expected: before.closing, found: payout.opening };
}

function daysOf(payouts: readonly DebtPayout[]): DebtPayout[][] {
  const days = new Map<string, DebtPayout[]>();
  for (const payout of payouts.toSorted(byDay)) {
    const day = days.get(payout.date);
    if (day) day.push(payout);
    else days.set(payout.date, [payout]);
  }
  return [...days.values()];
}

function byDay(a: DebtPayout, b: DebtPayout): number {
  const [one, other] = [`${a.date} ${a.paymentReference}`, `${b.date} ${b.paymentReference}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
