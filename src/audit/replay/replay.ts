/**
 * `kvitt replay`: repeats the matching of a past run from the archived reports, with the receivables, settings and exchange
 * rates of that run, in a schema of its own beside the books. Reports every difference to what the run wrote.
 */
import { createReadStream } from "node:fs";
import { change, value, type Books } from "../../books/database.ts";
import { newestPositions } from "../../books/seals.ts";
import { clockAt } from "../../clock.ts";
import type { Settings } from "../../config/settings.ts";
import type { Workspace } from "../../config/workspace.ts";
import { firstFolder } from "../../intake/files/file-name.ts";
import { takeInReport } from "../../intake/reports/import-report.ts";
import { RULES_VERSION } from "../../matching/ladder.ts";
import { match } from "../../pipeline/match.ts";
import { compareRun, type ReplayComparison, type ReplayDifference } from "./compare.ts";
import { snapshotPointOf, type SnapshotPoint } from "./snapshot-point.ts";
import { restoreBooks, type ReplayedReport } from "./restore.ts";
import { withScratchSchema } from "./scratch.ts";
import { ownSettingsOfFile, settingsOfRuns } from "../run-settings.ts";
import { archivedPath } from "../verify/archive.ts";

export interface Replay extends ReplayComparison {
  readonly run: number;
  readonly identical: boolean;
  /** Versions of the matching rules: the run's, by which it is repeated, and today's. */
  readonly rules: { readonly past: number; readonly present: number };
  /** Reports that were imported again. */
  readonly files: number;
}

export interface ReplayOptions {
  readonly books: Books;
  readonly workspace: Workspace;
  /** Of the database, as its owner: a schema is created in it. */
  readonly url: string;
}

/** Throws `UserError` when there is no such run, or it has not matched anything. Does not change the books. */
export async function replayRun({ books, workspace, url }: ReplayOptions, runId: bigint): Promise<Replay> {
  const point = await snapshotPointOf(books, runId);
  const settingsOf = settingsOfRuns(books);
  return withScratchSchema(url, async (scratch, schema) => {
    const rules = await rulesOf(books, point);
    const again = await restoreBooks(scratch, point, rules);
    const differences: ReplayDifference[] = [];
    // deviations that imports open are sealed by entries of their own: only what matching writes is compared
    for (const report of again) {
      const settings = (await ownSettingsOfFile(books, report.id)) ?? (await settingsOf(report.runId));
      differences.push(...(await importAgain(scratch, report, workspace, settings)));
    }
    const before = await newestPositions(scratch);
    await match(scratch, runId, await settingsOf(runId), point.at, point.rates, { rules });
    const compared = await compareRun(scratch, schema, point, before);
    const all = [...differences, ...compared.differences];
    return {
      run: Number(runId),
      identical: all.length === 0,
      rules: { past: rules, present: RULES_VERSION },
      files: again.length,
      counts: compared.counts,
      differences: all,
    };
  });
}

async function rulesOf(books: Books, { runId, rules }: SnapshotPoint): Promise<number> {
  if (rules > 0) return rules;
  return (await value(books, "number", "select rules from run where id = :runId", { runId })) ?? 0;
}

/** Imports a report from the archive as the run did; a file that is not in the archive is a difference. */
async function importAgain(
  scratch: Books,
  report: ReplayedReport,
  workspace: Workspace,
  settings: Settings,
): Promise<ReplayDifference[]> {
  const differs = (is: string | null): ReplayDifference => ({
    what: "file",
    about: report.name,
    was: report.state,
    is,
  });
  const path = await archivedPath(report, { workspace });
  if (path === null) return report.state === "quarantined" ? [] : [differs(null)];
  await change(
    scratch,
    `insert into report_file (id, run_id, name, sha256, size, path, state, found_at) overriding system value
     values (:id, :runId, :name, :sha256, :size, :path, 'claimed', :decidedAt)`,
    report,
  );
  const { state } = await takeInReport(scratch, {
    fileId: report.id,
    runId: report.runId,
    source: () => createReadStream(path, { highWaterMark: 1 << 18 }),
    settings,
    merchantFolder: firstFolder(report.name),
    clock: clockAt(report.decidedAt),
  });
  return state === report.state ? [] : [differs(state)];
}
