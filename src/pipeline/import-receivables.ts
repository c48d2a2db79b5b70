/** Receivables files that a person gives on the command line. */
import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { claimGivenFile } from "../intake/files/given-files.ts";
import { takeInReceivables, type ReceivablesTaken } from "../intake/receivables/import-receivables.ts";
import type { Claim } from "../intake/files/claim.ts";
import type { AppContext } from "../app.ts";

/**
 * Claims all of the files, or none: the first that is no file throws `NeedsPerson` before anything is taken in. `merchantId`
 * is whose they are, where the lists do not say.
 */
export async function takeInGivenReceivables(
  { workspace, books, clock }: AppContext,
  paths: readonly string[],
  merchantId?: string,
): Promise<readonly ReceivablesTaken[]> {
  const claims: Claim[] = [];
  for (const path of paths)
    claims.push(
      await claimGivenFile(
        path,
        { work: workspace.work, kind: "receivables", clock },
        nameAmong(path, paths),
      ),
    );
  const taken: ReceivablesTaken[] = [];
  const sitting = claims.length > 1 ? { sitting: `given ${randomUUID()}` } : {};
  const whose = merchantId === undefined ? {} : { merchantId };
  for (const claim of claims) {
    const one = await takeInReceivables(claim, {
      workspace,
      books,
      clock,
      runId: null,
      ...sitting,
      ...whose,
    });
    if (one) taken.push(one);
  }
  return taken;
}

/** Lists of two shops often have one name, each in a folder of its own. */
function nameAmong(path: string, paths: readonly string[]): string {
  const name = basename(path);
  const namesakes = paths.filter((other) => basename(other) === name);
  return namesakes.length === 1 ? name : join(basename(dirname(path)), name).replaceAll("\\", "/");
}
