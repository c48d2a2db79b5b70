/** A nightly run that a person asks for: of no scheduled night, so that the schedule still runs its own. */
import type { AppContext } from "../app.ts";
import { addRun } from "../books/runs.ts";
import { RULES_VERSION } from "../matching/ladder.ts";

/** Writes the run; who calls it enqueues its first step. */
export async function beginNight({ books, workspace, clock }: AppContext): Promise<bigint> {
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
