/**
 * CORRECTION lines have no total of their own, and an unsigned file does not say their direction. Here the proof says
 * both: where they land and which way each goes. Every way that makes the file add up is found; more than one is for
 * the caller to refuse.
 */
import { minor, ZERO, type Minor } from "../money.ts";

export interface Correction {
  /** Never negative. */
  readonly amount: Minor;
  /** 1 or -1 where the file prints the direction, 0 where it is open. */
  readonly direction: 1 | -1 | 0;
}

export interface Directed {
  readonly effects: readonly Minor[];
  /** The corrections are the lines behind the summary's fee correction: counted there, so not once more. */
  readonly asFeeCorrection: boolean;
}

/** What is left to explain: payout less identity (null: the payout is not stated), and total less lines for each total. */
export interface Unexplained {
  readonly gap: Minor | null;
  /** Stated total less its lines, times its sign in the settlement; only those that are not zero. */
  readonly differences: readonly { readonly plausible: boolean; readonly effect: Minor }[];
  readonly feeCorrection: Minor | null;
}

/** Beyond this many open corrections that do not all go the same way, there is always more than one way. */
const MAX_OPEN = 20;

/** All ways (at most two are returned: two are one too many). */
export function directions(corrections: readonly Correction[], left: Unexplained): readonly Directed[] {
  const { gap, differences, feeCorrection } = left;
  const targets: { sum: Minor; asFeeCorrection: boolean }[] = [];
  if (differences.length === 0) {
    if (gap !== null) targets.push({ sum: gap, asFeeCorrection: false });
    if ((gap === null || gap === 0n) && feeCorrection !== null)
      targets.push({ sum: feeCorrection, asFeeCorrection: true });
    if (gap === null && corrections.every(({ direction, amount }) => direction !== 0 || amount === 0n))
      targets.push({ sum: sumOf(fixed(corrections)), asFeeCorrection: false });
  } else if ((gap === null || gap === 0n) && differences.every(({ plausible }) => plausible)) {
    // They were counted in totals of their own direction: one of them, or pluses in one and minuses in another.
    const total = differences.reduce((sum, { effect }) => sum + effect, 0n);
    const size = differences.reduce((sum, { effect }) => sum + (effect < 0n ? -effect : effect), 0n);
    const all = corrections.reduce((sum, { amount }) => sum + amount, 0n);
    if (differences.length === 1 || (differences.length === 2 && size === all))
      targets.push({ sum: minor(total), asFeeCorrection: false });
  }
  const ways: Directed[] = [];
  for (const { sum, asFeeCorrection } of targets) {
    for (const effects of signings(corrections, sum)) {
      const same = ways.some((way) => way.effects.every((effect, index) => effect === effects[index]));
      // The same directions counted twice over would be another settlement, but both close only when the sum is 0.
      if (!same) ways.push({ effects, asFeeCorrection });
      if (ways.length > 1) return ways;
    }
  }
  return ways;
}

function fixed(corrections: readonly Correction[]): Minor[] {
  return corrections.map(({ amount, direction }) => minor(direction < 0 ? -amount : amount));
}

function sumOf(effects: readonly Minor[]): Minor {
  return minor(effects.reduce((sum, effect) => sum + effect, 0n));
}

/** Up to two ways to give the open corrections a direction so that all together make `target`. */
function signings(corrections: readonly Correction[], target: bigint): Minor[][] {
  const open: number[] = [];
  let fixedSum = 0n;
  let openSum = 0n;
  corrections.forEach(({ amount, direction }, index) => {
    if (direction === 0 && amount > 0n) {
      open.push(index);
      openSum += amount;
    } else fixedSum += direction < 0 ? -amount : amount;
  });
  const twice = target - fixedSum + openSum;
  if (twice < 0n || twice % 2n !== 0n || twice / 2n > openSum) return [];
  const plus = twice / 2n;
  const asWritten = fixed(corrections);
  const signed = (isPlus: (index: number) => boolean) =>
    asWritten.map((effect, index) => (open.includes(index) && !isPlus(index) ? minor(-effect) : effect));
  // All one way is the largest or smallest sum there is, so no other choice can make it.
  if (plus === openSum) return [asWritten];
  if (plus === 0n) return [signed(() => false)];
  // Too many to try, and certainly more than one way: named as ambiguous by giving two different ones.
  if (open.length > MAX_OPEN) return [asWritten, signed(() => false)];
  const found: Minor[][] = [];
  const chosen = new Set<number>();
  const amounts = open.map((index) => corrections[index]?.amount ?? ZERO);
  const rest = amounts.map((_, from) => amounts.slice(from).reduce((sum, amount) => sum + amount, 0n));
  const choose = (at: number, needed: bigint): void => {
    if (found.length > 1 || needed < 0n || needed > (rest[at] ?? 0n)) return;
    if (at === open.length) {
      found.push(signed((index) => chosen.has(index)));
      return;
    }
    const index = open[at] ?? 0;
    chosen.add(index);
    choose(at + 1, needed - (amounts[at] ?? 0n));
    chosen.delete(index);
    choose(at + 1, needed);
  };
  choose(0, plus);
  return found;
}
