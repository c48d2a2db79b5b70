/** Open deviations and the clearing account by age: the four buckets of the mail and of `kvitt deviations`. */
import { add, minor, type Minor } from "../money.ts";

/** Whole days, both ends included; the last has no end. */
export const AGE_BUCKETS = [
  { from: 0, to: 7 },
  { from: 8, to: 30 },
  { from: 31, to: 90 },
  { from: 91, to: Infinity },
] as const;

/** "0–7", "8–30", "31–90", "> 90" */
export function bucketName({ from, to }: (typeof AGE_BUCKETS)[number]): string {
  return to === Infinity ? `> ${from - 1}` : `${from}–${to}`;
}

/** Index into AGE_BUCKETS. */
export function bucketOf(ageDays: number): number {
  return AGE_BUCKETS.findIndex(({ to }) => ageDays <= to);
}

export interface AgedBucket {
  readonly name: string;
  readonly open: number;
  /** Per currency, in the order of the currencies' names; zero sums left out. */
  readonly clearing: readonly { readonly currency: string; readonly amount: Minor }[];
}

/** Sorts counts of open deviations and balances of the clearing account into the buckets. */
export function ageing(
  open: readonly { readonly ageDays: number; readonly count: number }[],
  clearing: readonly { readonly ageDays: number; readonly currency: string; readonly amount: Minor }[],
): readonly AgedBucket[] {
  const currencies = [...new Set(clearing.map(({ currency }) => currency))].sort();
  return AGE_BUCKETS.map((bucket, index) => {
    const here = <T extends { readonly ageDays: number }>(all: readonly T[]) =>
      all.filter(({ ageDays }) => bucketOf(ageDays) === index);
    return {
      name: bucketName(bucket),
      open: here(open).reduce((total, { count }) => total + count, 0),
      clearing: currencies
        .map((currency) => ({
          currency,
          amount: here(clearing)
            .filter((one) => one.currency === currency)
            .reduce((total, one) => add(total, one.amount), minor(0n)),
        }))
        .filter(({ amount }) => amount !== 0n),
    };
  });
}
