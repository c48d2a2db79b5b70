/** A nightly run that somebody asks for, now. */
import { addRun } from "../books/runs.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import type { AppContext } from "../app.ts";

/** Of no scheduled night, so that the schedule still runs its own. Returns the run, which is `collecting`. */
export async function addNightlyRun({ books, workspace, clock }: AppContext): Promise<bigint> {
  const runId = await addRun(books, {
    kind: "nightly",
    scope: "*",
    night: null,
    at: clock.now(),
    settings: workspace.settings,
    rules: RULES_VERSION,
  });
  if (runId === null) throw new Error("a run without a night was refused");
  return runId;
}
