/** Files that a person gives on the command line: the same path as the night's, from the claim on. */
import { addRun, moveRun } from "../books/runs.ts";
import { enterClaim } from "../intake/files/collect.ts";
import { claimGiven } from "../intake/files/given-files.ts";
import type { Claim } from "../intake/files/claim.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import type { House } from "../app.ts";

/** Claims all of the files, or none: the first that is no file throws `NeedsPerson` before anything is written. */
export async function giveFiles({ home, books, clock }: House, paths: readonly string[]): Promise<bigint> {
  const claims: Claim[] = [];
  for (const path of paths) claims.push(await claimGiven(path, { work: home.work, kind: "report", clock }));
  const runId = await addRun(books, {
    kind: "import",
    scope: "*",
    night: null,
    at: clock.now(),
    settings: home.settings,
    rules: RULES_VERSION,
  });
  if (runId === null) throw new Error("a run without a night was refused");
  for (const claim of claims) await enterClaim(books, runId, claim);
  await moveRun(books, runId, "collecting", "importing", clock.now());
  return runId;
}
