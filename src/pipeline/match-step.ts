/** The step of a run that matches and books: once, in the one transaction that also moves the run on. */
import { noteUntaken, transitionRun } from "../books/runs.ts";
import type { AppContext } from "../app.ts";
import { ratesFor } from "./known-rates.ts";
import { match } from "./match.ts";

/** False: the run was matched before. Two workers at once are serialised by the lock on the run's row. */
export async function matchStep(app: AppContext, runId: bigint): Promise<boolean> {
  const { workspace, books, clock, log } = app;
  const { rates, problem } = await ratesFor(app);
  if (problem !== null) {
    const words = problem[workspace.settings.language];
    log.error({ error: words }, "the exchange rates cannot be used");
    await noteUntaken(books, runId, { name: workspace.settings.ratesFile ?? "rates", problem: words });
  }
  const at = clock.now();
  return books.transaction(async (trx) => {
    if (!(await transitionRun(trx, runId, "matching", "posting", at))) return false;
    await match(trx, runId, workspace.settings, at, rates);
    return true;
  });
}
