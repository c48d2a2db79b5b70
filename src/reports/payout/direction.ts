/**
 * Finds the direction of CORRECTION lines. They have no total of their own, and an unsigned file does not show their
 * direction, so both follow from the sums. All solutions that make the file add up are found; the caller refuses more
 * than one.
 */
import { minor, type Minor } from "../../money.ts";

export interface Correction {
  /** Never negative. */
  readonly amount: Minor;
  /** 1 or -1 where the file prints the direction, 0 where it is open. */
  readonly direction: 1 | -1 | 0;
}

interface DirectedCorrections {
  readonly effects: readonly Minor[];
  /** The corrections are the lines of the summary's fee correction, so they must not count twice. */
  readonly asFeeCorrection: boolean;
}

/** What is left to explain: payout less identity (null: the payout is not declared), and total less lines for each total. */
interface Unexplained {
  readonly gap: Minor | null;
  /** Declared total less its lines, times its sign in the settlement; only those that are not zero. */
  readonly differences: readonly { readonly plausible: boolean; readonly effect: Minor }[];
  readonly feeCorrection: Minor | null;
}

/** Beyond this many open corrections that do not all go the same way, some choice nearly always makes the sum. */
const MAX_OPEN = 20;

/** All solutions, at most two: two are one too many. */
export function findDirections(
  corrections: readonly Correction[],
  left: Unexplained,
): readonly DirectedCorrections[] {
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
  const solutions: DirectedCorrections[] = [];
  for (const { sum, asFeeCorrection } of targets) {
    for (const effects of signings(corrections, sum)) {
      const same = solutions.some((solution) =>
        solution.effects.every((effect, index) => effect === effects[index]),
      );
      // The same directions counted twice over would be another settlement, but both close only when the sum is 0.
      if (!same) solutions.push({ effects, asFeeCorrection });
      if (solutions.length > 1) return solutions;
    }
  }
  return solutions;
}

function fixed(corrections: readonly Correction[]): Minor[] {
  return corrections.map(({ amount, direction }) => minor(direction < 0 ? -amount : amount));
}

function sumOf(effects: readonly Minor[]): Minor {
  return minor(effects.reduce((sum, effect) => sum + effect, 0n));
}

/**
 * The directions of the open corrections that together make `target`, or any two where that is not certain. Only a common
 * direction is certain: a sum that lines of opposite directions happen to make proves little, since with one misread
 * digit in a total they would make another.
 */
function signings(corrections: readonly Correction[], target: bigint): Minor[][] {
  const isOpen = corrections.map(({ amount, direction }) => direction === 0 && amount > 0n);
  const open = corrections.filter((_, index) => isOpen[index]).map(({ amount }) => amount);
  const asWritten = fixed(corrections);
  const openSum = sumOf(open);
  const allMinus = asWritten.map((effect, index) => (isOpen[index] ? minor(-effect) : effect));
  const fixedSum = sumOf(asWritten) - openSum;
  if (target === fixedSum + openSum) return [asWritten];
  if (target === fixedSum - openSum) return [allMinus];
  const twice = target - fixedSum + openSum;
  if (twice < 0n || twice % 2n !== 0n || twice / 2n > openSum) return [];
  return open.length > MAX_OPEN || someMake(open, twice / 2n, openSum) ? [asWritten, allMinus] : [];
}

/** True when some of the amounts, which are `all` together, make the sum. */
function someMake(amounts: readonly bigint[], sum: bigint, all: bigint): boolean {
  const [first, ...others] = amounts;
  if (sum === 0n) return true;
  if (first === undefined || sum < 0n || sum > all) return false;
  return someMake(others, sum - first, all - first) || someMake(others, sum, all - first);
}
