/** The first step of a night: receivables are taken in, and the reports in the inbox are claimed. */
import { rows } from "../books/database.ts";
import { moveRun, runById } from "../books/runs.ts";
import { collectReports } from "../intake/collect.ts";
import { collectReceivables } from "../intake/collect-receivables.ts";
import { putAwayAll } from "../intake/import-file.ts";
import { rowsOfReceivables } from "./receivables-outcome.ts";
import type { House } from "./house.ts";
import { scopes } from "./schedule.ts";

/** Safe to run twice: what has been claimed stays claimed. Throws what is technical, after taking all that it could. */
export async function collect(house: House, runId: bigint, signal: AbortSignal): Promise<void> {
  const { home, books, clock, log } = house;
  const run = await runById(books, runId);
  if (run?.state !== "collecting") return;
  const options = { home, books, clock, signal };
  await putAwayAll(options);
  const receivables = await collectReceivables(runId, options);
  const reports = await collectReports(runId, { ...options, wanted: wantedBy(house, run.scope) });
  for (const { name, words } of [...receivables.warnings, ...reports.warnings]) log.warn({ name }, words.en);
  await rows(books, "update run set result = result || :found::jsonb where id = :runId returning id", {
    runId,
    found: JSON.stringify({ receivables: rowsOfReceivables(receivables.taken) }),
  });
  const [first] = [...receivables.untaken, ...reports.untaken];
  if (first) throw first.error;
  await moveRun(books, runId, "collecting", "importing", clock.now());
}

/** A merchant with a schedule of its own takes its own subfolder; everyone else's night takes the rest. */
function wantedBy({ home }: House, scope: string): (merchantFolder: string | null) => boolean {
  if (scope !== "*") return (folder) => folder === scope;
  const own = new Set(scopes(home.settings).map((one) => one.scope));
  return (folder) => folder === null || !own.has(folder);
}
