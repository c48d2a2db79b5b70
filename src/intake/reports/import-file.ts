/**
 * Imports a claimed file: it ends booked and archived, or refused and in quarantine. The books are written first, then the
 * file is moved; after a crash between the two the same call finishes the move.
 */
import { createReadStream } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Books } from "../../books/database.ts";
import {
  fileById,
  lockFileToPutAway,
  placeFile,
  unplacedFiles,
  type ReportFile,
} from "../../books/report-files.ts";
import type { Clock } from "../../clock.ts";
import type { Workspace } from "../../config/workspace.ts";
import type { Refusal } from "../../reports/report.ts";
import { isFileError } from "../../errors.ts";
import { archiveFile } from "../files/archive.ts";
import type { SkippedFile } from "../files/claim-all.ts";
import { firstFolder } from "../files/file-name.ts";
import { endClaim, fileForQuarantine } from "../files/original.ts";
import { quarantineFile } from "../files/quarantine.ts";
import { takeInReport, type TakenIn } from "./import-report.ts";
import { claimIdOf, dropManifest } from "../files/claim-manifest.ts";

export interface ImportOptions {
  readonly workspace: Workspace;
  readonly books: Books;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Bytes read at once. Larger chunks are slower: their memory is given back to the system each time. */
const CHUNK = 1 << 16;

/** Safe to run twice. Throws technical errors; the row is then still `claimed`, or the file still to be moved. */
export async function importFile(fileId: bigint, options: ImportOptions): Promise<TakenIn> {
  const { workspace, books, clock, signal } = options;
  const file = await fileById(books, fileId);
  if (file === null) throw new Error(`there is no report file ${fileId}`);
  const { runId } = file;
  // only lists of receivables come without a run, when a person gives one
  if (runId === null) throw new Error(`report file ${fileId} belongs to no run`);
  const path = join(workspace.folder, file.path);
  const taken = await takeInReport(books, {
    fileId,
    runId,
    source: () => createReadStream(path, { highWaterMark: CHUNK }),
    settings: workspace.settings,
    merchantFolder: firstFolder(file.name),
    clock,
    ...(signal === undefined ? {} : { signal }),
  });
  await putAway(fileId, options);
  return taken;
}

/**
 * Moves a file whose import has ended to the archive or the quarantine. The row is locked, as the worker that imported it
 * and a run that moves what was left may come at the same moment.
 */
export async function putAway(
  fileId: bigint,
  { workspace, books, clock }: Omit<ImportOptions, "signal">,
): Promise<void> {
  const claimId = await books.transaction(async (trx) => {
    const file = await lockFileToPutAway(trx, fileId);
    const id = file === null ? null : claimIdOf(file.path);
    if (file === null || id === null) return null;
    const place = await placeOf(file, id, workspace);
    if (place === null) return null;
    const { work } = workspace;
    const inbox = file.kind === "report" ? workspace.inbox : workspace.receivables;
    await endClaim(id, file.sha256, { work, inbox, clock });
    await placeFile(trx, fileId, relative(workspace.folder, place).split(sep).join("/"));
    return id;
  });
  if (claimId !== null) await dropManifest(workspace.work, claimId);
}

/**
 * Moves every imported file that a crash, or trouble with the disk, has left where it was claimed. Returns those that it is
 * still not possible to move: each is tried again in the next run, and none keeps the others back.
 */
export async function putAwayAll(options: ImportOptions): Promise<readonly SkippedFile[]> {
  const skipped: SkippedFile[] = [];
  for (const { id, name } of await unplacedFiles(options.books)) {
    try {
      await putAway(id, options);
    } catch (thrown) {
      if (!isFileError(thrown)) throw thrown;
      skipped.push({ name, error: thrown });
    }
  }
  return skipped;
}

async function placeOf(file: ReportFile, claimId: string, workspace: Workspace): Promise<string | null> {
  const source = join(workspace.folder, file.path);
  switch (file.state) {
    case "imported":
    case "changed":
    case "duplicate": // kept when its bytes are not in the archive: same payout, other bytes
      return archiveFile(workspace.archive, source, file);
    case "quarantined": {
      const { name, sha256, foundAt, decidedAt } = file;
      const bytes = await fileForQuarantine(claimId, sha256, workspace.work);
      // written by us from a ReadResult's refusals, of which there is at least one
      const refusals = file.reason as readonly [Refusal, ...Refusal[]];
      return quarantineFile(workspace.quarantine, bytes, {
        name,
        sha256,
        claimId,
        at: decidedAt ?? foundAt,
        refusals,
      });
    }
    case "claimed":
    case "failed":
      return null;
  }
}
