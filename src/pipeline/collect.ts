/** The first step of a run: brings in what connected systems have, imports receivables, and claims the reports in the inbox. */
import {
  takeOverFiles,
  transitionRun,
  annotateRun,
  runById,
  skippedBefore,
  type FileWarning,
  type LeftFile,
  type UntakenFile,
} from "../books/runs.ts";
import { FileError, isFileError, messageOf } from "../errors.ts";
import { collectReports } from "../intake/files/collect.ts";
import { reclaimGrown } from "../intake/files/grown.ts";
import { collectReceivables } from "../intake/receivables/collect-receivables.ts";
import { putAwayAll } from "../intake/reports/import-file.ts";
import type { AppContext } from "../app.ts";
import { bringFiles } from "./bring.ts";
import { isMountPoint, mountWarnings, quietWarnings } from "./inbox-watch.ts";
import { messages } from "./messages.ts";
import { scopes } from "./schedule.ts";

/**
 * Idempotent: what has been claimed stays claimed. A file that cannot be claimed is skipped and stays where it is: the run
 * notes it, and the next run tries again. Throws when the database or the whole disk fails.
 */
export async function collect(app: AppContext, runId: bigint, signal: AbortSignal): Promise<void> {
  const { workspace, books, clock, log } = app;
  const { language } = workspace.settings;
  const run = await runById(books, runId);
  if (run?.state !== "collecting") return;
  const options = { workspace, books, clock, signal };
  const skipped: UntakenFile[] = [];
  const orSkip = async <T>(name: string, collecting: () => Promise<T>): Promise<T | null> => {
    try {
      return await collecting();
    } catch (thrown) {
      if (!isFileError(thrown)) throw thrown;
      skipped.push({ name, problem: messageOf(thrown) });
      return null;
    }
  };
  await takeOverFiles(books, runId);
  const notBrought = await bringFiles(app, signal);
  const left = await orSkip(workspace.work, () => putAwayAll(options));
  const grown = await orSkip(workspace.quarantine, () => reclaimGrown(options));
  const receivables = await orSkip(workspace.receivables, () => collectReceivables(runId, options));
  const before = await skippedBefore(books, run);
  const isMounted = await isMountPoint(workspace.inbox);
  const reports = await orSkip(workspace.inbox, () => {
    if (isMounted === null && workspace.inboxIsGiven)
      throw new FileError(messages.inboxAway(workspace.inbox)[language]);
    return collectReports(runId, { ...options, wanted: wantedBy(app, run.scope) });
  });
  for (const found of [left, grown, receivables?.skipped, reports?.skipped])
    skipped.push(...(found ?? []).map(({ name, error }) => ({ name, problem: messageOf(error) })));
  if (signal.aborted) throw new Error("stopped while files were being collected");
  const warnings: FileWarning[] = [
    ...notBrought,
    ...[receivables, reports].flatMap((found) => found?.warnings ?? []),
    ...mountWarnings(workspace.inbox, before.isMounted, isMounted),
    ...(await quietWarnings(app, run)),
  ];
  for (const { name, problem } of skipped)
    log.error({ file: name, error: problem }, "a file was left where it is");
  for (const { name, words } of warnings) log.warn({ file: name }, words[language]);
  for (const { file, notes } of receivables?.taken ?? [])
    for (const words of notes) log.info({ file }, words[language]);
  await annotateRun(books, runId, {
    untaken: skipped.map((one) => ({ ...one, nights: nightsOf(one, before.failed) })),
    warnings: warnings.map(({ name, kind, words }) => ({
      name,
      kind,
      words,
      nights: nightsOf({ name, kind }, before.warnings),
    })),
    // an inbox that is away is still the one that was
    inboxIsMounted: isMounted ?? before.isMounted,
  });
  await transitionRun(books, runId, "collecting", "importing", clock.now());
}

/** In how many runs in a row it was so, this one included. */
function nightsOf(
  { name, kind }: { readonly name: string; readonly kind?: string | undefined },
  before: readonly (LeftFile & { readonly kind?: string })[],
): number {
  const same = before.find((one) => one.name === name && one.kind === kind);
  return same === undefined ? 1 : (same.nights ?? 1) + 1;
}

/** The run of a merchant with a schedule of its own claims the merchant's subfolder; the run of all others claims the rest. */
function wantedBy({ workspace }: AppContext, scope: string): (merchantFolder: string | null) => boolean {
  if (scope !== "*") return (folder) => folder === scope;
  const own = new Set(scopes(workspace.settings).map((one) => one.scope));
  return (folder) => folder === null || !own.has(folder);
}
