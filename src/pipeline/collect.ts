/** The first step of a night: receivables are taken in, and the reports in the inbox are claimed. */
import { takeOverFiles, transitionRun, annotateRun, runById } from "../books/runs.ts";
import { errnoOf, isError, messageOf } from "../errors.ts";
import { collectReports } from "../intake/files/collect.ts";
import { collectReceivables } from "../intake/receivables/collect-receivables.ts";
import { putAwayAll } from "../intake/reports/import-file.ts";
import { rowsOfReceivables } from "./receivables-outcome.ts";
import type { AppContext } from "../app.ts";
import { scopes } from "./schedule.ts";

/**
 * Safe to run twice: what has been claimed stays claimed. What cannot be taken does not keep the rest back: it lies where
 * it was, the run tells of it, and the next night tries again. Throws when the books or the disk fail altogether.
 */
export async function collect(app: AppContext, runId: bigint, signal: AbortSignal): Promise<void> {
  const { workspace, books, clock, log } = app;
  const run = await runById(books, runId);
  if (run?.state !== "collecting") return;
  const options = { workspace, books, clock, signal };
  const left: { name: string; problem: string }[] = [];
  const orLeft = async <T>(name: string, collecting: () => Promise<T>): Promise<T | null> => {
    try {
      return await collecting();
    } catch (thrown) {
      if (!isClosed(thrown)) throw thrown;
      left.push({ name, problem: messageOf(thrown) });
      return null;
    }
  };
  await takeOverFiles(books, runId);
  await orLeft(workspace.work, () => putAwayAll(options));
  const receivables = await orLeft(workspace.receivables, () => collectReceivables(runId, options));
  const reports = await orLeft(workspace.inbox, () =>
    collectReports(runId, { ...options, wanted: wantedBy(app, run.scope) }),
  );
  for (const found of [receivables, reports])
    left.push(...(found?.skipped ?? []).map(({ name, error }) => ({ name, problem: messageOf(error) })));
  if (signal.aborted) throw new Error("stopped while files were being collected");
  const warnings = [receivables, reports].flatMap((found) => found?.warnings ?? []);
  for (const { name, problem } of left)
    log.error({ file: name, error: problem }, "a file was left where it is");
  for (const { name, words } of warnings) log.warn({ file: name }, words[workspace.settings.language]);
  for (const { file, notes } of receivables?.taken ?? [])
    for (const words of notes) log.info({ file }, words[workspace.settings.language]);
  await annotateRun(books, runId, {
    receivables: rowsOfReceivables(receivables?.taken ?? []),
    untaken: left,
    warnings: warnings.map(({ name, words }) => ({ name, words })),
  });
  await transitionRun(books, runId, "collecting", "importing", clock.now());
}

/** A folder that is shut or gone: trying again in seconds does not open it. */
function isClosed(thrown: unknown): boolean {
  const code = errnoOf(thrown) ?? (isError(thrown) ? errnoOf(thrown.cause) : undefined);
  return code !== undefined && ["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR"].includes(code);
}

/** A merchant with a schedule of its own takes its own subfolder; everyone else's night takes the rest. */
function wantedBy({ workspace }: AppContext, scope: string): (merchantFolder: string | null) => boolean {
  if (scope !== "*") return (folder) => folder === scope;
  const own = new Set(scopes(workspace.settings).map((one) => one.scope));
  return (folder) => folder === null || !own.has(folder);
}
