/** Manual import of receivables lists that are named on the command line. */
import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { claimGivenFiles } from "../intake/files/given-files.ts";
import { takeInReceivables, type ReceivablesTaken } from "../intake/receivables/import-receivables.ts";
import type { AppContext } from "../app.ts";

/**
 * Claims all of the files or none: a path that is no file throws `UserError` before anything is imported. `merchantId` is
 * for lists that name no merchant.
 */
export async function importGivenReceivables(
  { workspace, books, clock }: AppContext,
  paths: readonly string[],
  merchantId?: string,
): Promise<readonly ReceivablesTaken[]> {
  const claims = await claimGivenFiles(
    paths.map((given) => ({ given, name: nameAmong(given, paths) })),
    { work: workspace.work, kind: "receivables", clock },
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

/** Adds the folder where two paths have one file name: lists of two shops often have. */
function nameAmong(path: string, paths: readonly string[]): string {
  const name = basename(path);
  const namesakes = paths.filter((other) => basename(other) === name);
  return namesakes.length === 1 ? name : join(basename(dirname(path)), name).replaceAll("\\", "/");
}
