/**
 * Which money that came back is for which money that was taken: by the dispute's number, else by the order and the amount. Pure;
 * no öre that came back is used twice.
 */
import type { LineType } from "../../line-types.ts";

export interface DisputedLine {
  readonly id: bigint;
  readonly type: LineType;
  readonly merchantId: string;
  readonly currency: string;
  /** Where it was booked. */
  readonly account: number;
  /** Taken from the payout; false: it came back. */
  readonly isClaim: boolean;
  /** Of the line, not covered yet; minor units above zero. */
  readonly left: bigint;
  /** As they compare; null where the report has none. */
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

type Way = (claim: DisputedLine, credit: DisputedLine, of: Standing) => boolean;

interface Standing {
  readonly left: (line: DisputedLine) => bigint;
  readonly rivals: (claim: DisputedLine, credit: DisputedLine) => number;
}

/**
 * The surest agreements first, each over all lines in the order given: one dispute and one amount, one dispute, one order and one
 * amount, and a part of what was taken for an order with a single claim (merchant protection may leave out the VAT).
 */
const WAYS: readonly Way[] = [
  (claim, credit, { left }) => sameDispute(claim, credit) === "dispute" && left(claim) === left(credit),
  (claim, credit) => sameDispute(claim, credit) === "dispute",
  (claim, credit, { left }) => sameDispute(claim, credit) === "order" && left(claim) === left(credit),
  (claim, credit, { left, rivals }) =>
    sameDispute(claim, credit) === "order" && left(credit) <= left(claim) && rivals(claim, credit) === 0,
];

/** `claims` and `credits` in the order of their sequence. */
export function coverClaims(claims: readonly DisputedLine[], credits: readonly DisputedLine[]): Cover[] {
  const lefts = new Map([...claims, ...credits].map(({ id, left }) => [id, left]));
  const left = ({ id }: DisputedLine) => lefts.get(id) ?? 0n;
  const rivals = (claim: DisputedLine, credit: DisputedLine) =>
    claims.filter((other) => other.id !== claim.id && left(other) > 0n && sameDispute(other, credit) !== null)
      .length;
  const covers: Cover[] = [];
  for (const isWay of WAYS) {
    for (const credit of credits) {
      for (const claim of claims) {
        if (left(credit) === 0n) break;
        if (left(claim) === 0n || !isWay(claim, credit, { left, rivals })) continue;
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

/** What two lines have in common; null where nothing is, or where they are on different accounts. */
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
