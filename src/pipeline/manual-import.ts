/** Manual import of reports that are named on the command line: from the claim on, as in a nightly run. */
import { addRun, transitionRun } from "../books/runs.ts";
import { addClaimedFiles } from "../intake/files/collect.ts";
import { claimGivenFiles } from "../intake/files/given-files.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import type { AppContext } from "../app.ts";

/** Claims all of the files or none: a path that is no file throws `UserError` before anything is written. Returns the run. */
export async function importGivenFiles(
  { workspace, books, clock }: AppContext,
  paths: readonly string[],
): Promise<bigint> {
  const claims = await claimGivenFiles(
    paths.map((given) => ({ given })),
    { work: workspace.work, kind: "report", clock },
  );
  const runId = await addRun(books, {
    kind: "import",
    scope: "*",
    night: null,
    at: clock.now(),
    settings: workspace.settings,
    rules: RULES_VERSION,
  });
  if (runId === null) throw new Error("a run without a night was refused");
  const { skipped } = await addClaimedFiles(books, runId, claims);
  const [first] = skipped;
  if (first !== undefined) throw first.error;
  await transitionRun(books, runId, "collecting", "importing", clock.now());
  return runId;
}
