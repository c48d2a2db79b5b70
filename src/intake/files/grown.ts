/**
 * Files in quarantine that their senders have gone on writing to. An upload that stopped for a while was read as half a
 * report and refused; once the rest has come it is taken in whole. A file that a person has edited there is left alone.
 */
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { refusedFilesSince } from "../../books/report-files.ts";
import type { Books } from "../../books/database.ts";
import type { Clock } from "../../clock.ts";
import type { Workspace } from "../../config/workspace.ts";
import { errnoOf, isError, messageOf } from "../../errors.ts";
import { hashOf } from "../../file-hash.ts";
import type { SkippedFile } from "./claim-all.ts";
import { firstFolder } from "./file-name.ts";
import { fileStatOf, type FileStat } from "./inbox.ts";
import { claimAgain } from "./original.ts";
import { REASON_SUFFIX } from "./quarantine.ts";

/** Nobody goes on with an upload after this time. */
const WATCHED_MS = 7 * 24 * 60 * 60 * 1000;

export interface GrownOptions {
  readonly workspace: Workspace;
  readonly books: Books;
  readonly clock: Clock;
}

/** Claims them anew; the claims are finished like those that a crash has left. Returns what could not be claimed. */
export async function reclaimGrown({
  workspace,
  books,
  clock,
}: GrownOptions): Promise<readonly SkippedFile[]> {
  const since = new Date(clock.now().getTime() - WATCHED_MS);
  const skipped: SkippedFile[] = [];
  for (const { kind, name, path, size, sha256 } of await refusedFilesSince(books, since)) {
    const place = join(workspace.folder, path);
    try {
      const found = await fileStatOf(place);
      if (found === null || found.size <= size || !(await beginsWith(place, size, sha256))) continue;
      const inbox = kind === "report" ? workspace.inbox : workspace.receivables;
      const from = { pathBase64: Buffer.from(join(inbox, name)).toString("base64"), ...asRead(found, size) };
      const about = { kind, name, merchantFolder: firstFolder(name), from };
      await claimAgain(about, place, { work: workspace.work, clock });
      await unlink(place + REASON_SUFFIX).catch(ignoreMissing);
    } catch (thrown) {
      skipped.push({ name, error: isError(thrown) ? thrown : new Error(messageOf(thrown)) });
    }
  }
  return skipped;
}

/** As it was when it was read: the claim waits until it stands still. */
function asRead({ device, inode, mtimeNs }: FileStat, size: bigint): FileStat {
  return { device, inode, size, mtimeNs };
}

async function beginsWith(place: string, size: bigint, sha256: string): Promise<boolean> {
  return size === 0n || (await hashOf(place, Number(size))).sha256 === sha256;
}

function ignoreMissing(error: unknown): void {
  if (errnoOf(error) !== "ENOENT") throw error;
}
