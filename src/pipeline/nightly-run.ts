/** A nightly run that a person asks for: of no scheduled night, so that the schedule still runs its own. */
import type { AppContext } from "../app.ts";
import { addRun, annotateRun, collectingRun } from "../books/runs.ts";
import type { Handle } from "../books/database.ts";
import { RULES_VERSION } from "../matching/ladder.ts";

export function addNightlyRun({ books, workspace, clock }: AppContext): Promise<bigint> {
  return addRunTo(books, { workspace, clock });
}

/**
 * The run that a person is to wait for: a new one or, where one has begun and not yet taken its files, that one, since it takes
 * all that lies in the inbox. So a button that is pressed twice starts one run.
 */
export async function beginNightNow({ books, workspace, clock }: AppContext, actor: string): Promise<bigint> {
  const begun = await collectingRun(books, "*");
  if (begun !== null) return begun;
  return books.transaction(async (trx) => {
    const id = await addRunTo(trx, { workspace, clock });
    // on the run and not in the audit trail, whose lock a run that matches may hold for minutes
    await annotateRun(trx, id, { askedBy: actor });
    return id;
  });
}

async function addRunTo(
  db: Handle,
  { workspace, clock }: Pick<AppContext, "workspace" | "clock">,
): Promise<bigint> {
  const runId = await addRun(db, {
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
