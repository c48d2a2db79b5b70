/** Receivables files that a person gives on the command line. */
import { claimGiven } from "../intake/given.ts";
import { takeInReceivables, type ReceivablesTaken } from "../intake/take-in-receivables.ts";
import type { Claim } from "../intake/claim.ts";
import type { House } from "./house.ts";

/** Claims all of the files, or none: the first that is no file throws `NeedsPerson` before anything is taken in. */
export async function takeInGivenReceivables(
  { home, books, clock }: House,
  paths: readonly string[],
): Promise<readonly ReceivablesTaken[]> {
  const claims: Claim[] = [];
  for (const path of paths)
    claims.push(await claimGiven(path, { work: home.work, kind: "receivables", clock }));
  const taken: ReceivablesTaken[] = [];
  for (const claim of claims) {
    const one = await takeInReceivables(claim, { home, books, clock, runId: null });
    if (one) taken.push(one);
  }
  return taken;
}
