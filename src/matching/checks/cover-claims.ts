/**
 * Pairs money that came back (credits) with money that was taken (claims): by the dispute's number, else by the order and the
 * amount. Pure. No öre that came back is used twice.
 */
import type { LineType } from "../../line-types.ts";

export interface DisputedLine {
  readonly id: bigint;
  readonly type: LineType;
  readonly merchantId: string;
  readonly currency: string;
  /** The account on which it was booked. */
  readonly account: number;
  /** True: taken from the payout. False: it came back. */
  readonly isClaim: boolean;
  /** What is not covered of the line yet; minor units above zero. */
  readonly left: bigint;
  /** Keys as they are compared; null when the report has none. */
  readonly dispute: string | null;
  readonly orderId: string | null;
  readonly shortOrderId: string | null;
  readonly reference: string | null;
}

export interface Cover {
  readonly claim: bigint;
  readonly credit: bigint;
  readonly amount: bigint;
  readonly agreed: "dispute" | "order";
}

type Criterion = (claim: DisputedLine, credit: DisputedLine, progress: Progress) => boolean;

interface Progress {
  readonly left: (line: DisputedLine) => bigint;
  readonly rivals: (claim: DisputedLine, credit: DisputedLine) => number;
}

/**
 * The strongest criterion first, each over all lines in the given order: same dispute and amount; same dispute; same order and
 * amount; and a part of the only claim of an order (merchant protection may leave out the VAT).
 */
const CRITERIA: readonly Criterion[] = [
  (claim, credit, { left }) => sameDispute(claim, credit) === "dispute" && left(claim) === left(credit),
  (claim, credit) => sameDispute(claim, credit) === "dispute",
  (claim, credit, { left }) => sameDispute(claim, credit) === "order" && left(claim) === left(credit),
  (claim, credit, { left, rivals }) =>
    sameDispute(claim, credit) === "order" && left(credit) <= left(claim) && rivals(claim, credit) === 0,
];

/** `claims` and `credits` in processing order. */
export function coverClaims(claims: readonly DisputedLine[], credits: readonly DisputedLine[]): Cover[] {
  const lefts = new Map([...claims, ...credits].map(({ id, left }) => [id, left]));
  const left = ({ id }: DisputedLine) => lefts.get(id) ?? 0n;
  const rivals = (claim: DisputedLine, credit: DisputedLine) =>
    claims.filter((other) => other.id !== claim.id && left(other) > 0n && sameDispute(other, credit) !== null)
      .length;
  const covers: Cover[] = [];
  for (const agrees of CRITERIA) {
    for (const credit of credits) {
      for (const claim of claims) {
        if (left(credit) === 0n) break;
        if (left(claim) === 0n || !agrees(claim, credit, { left, rivals })) continue;
        const amount = left(claim) < left(credit) ? left(claim) : left(credit);
        const agreed = sameDispute(claim, credit) ?? "order";
        covers.push({ claim: claim.id, credit: credit.id, amount, agreed });
        lefts.set(claim.id, left(claim) - amount);
        lefts.set(credit.id, left(credit) - amount);
      }
    }
  }
  return covers;
}

/** By what two lines agree; null when they do not, or are on different accounts. */
export function sameDispute(claim: DisputedLine, credit: DisputedLine): Cover["agreed"] | null {
  if (claim.merchantId !== credit.merchantId || claim.currency !== credit.currency) return null;
  if (claim.account !== credit.account) return null;
  if (claim.dispute !== null && credit.dispute !== null)
    return claim.dispute === credit.dispute ? "dispute" : null;
  for (const name of ["orderId", "shortOrderId", "reference"] as const) {
    const [one, other] = [claim[name], credit[name]];
    if (one !== null && other !== null) return one === other ? "order" : null;
  }
  return null;
}
