/** The archived files are still the bytes that were taken in. */
import { messages } from "./messages.ts";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { rows } from "../../books/database.ts";
import { findArchived } from "../../intake/files/archive.ts";
import { hashOf } from "../../file-hash.ts";
import type { VerifyFinding, VerifyContext } from "./checks.ts";

export interface ArchivedFile {
  readonly id: bigint;
  readonly runId: bigint;
  readonly name: string;
  readonly sha256: string;
  readonly size: bigint;
  readonly path: string;
}

/** Files that payouts, or what completes them, were taken from. */
export function importedFiles({ trx }: Pick<VerifyContext, "trx">): Promise<ArchivedFile[]> {
  return rows<ArchivedFile>(
    trx,
    `select f.id, f.run_id as "runId", f.name, f.sha256, f.size, f.path from report_file f
      where f.state = 'imported' or f.id in (select report_file_id from payout)
         or f.id in (select report_file_id from line_completion) order by f.id`,
  );
}

/** The file's own place, or wherever the archive has these bytes; null when they are nowhere. */
export async function archivedPath(
  file: ArchivedFile,
  { workspace }: Pick<VerifyContext, "workspace">,
): Promise<string | null> {
  const place = join(workspace.folder, file.path);
  const there = await lstat(place).catch(() => null);
  return there?.isFile() ? place : findArchived(workspace.archive, file.sha256);
}

export async function* checkArchive(context: VerifyContext): AsyncIterable<VerifyFinding> {
  for (const file of await importedFiles(context)) {
    context.count("files", 1);
    const subject = `file ${file.name}`;
    const place = await archivedPath(file, context);
    if (place === null) {
      yield {
        check: "archive",
        subject,
        problem: messages.archivedFileAnyMore(file.path),
      };
      continue;
    }
    const found = await hashOf(place);
    if (found.sha256 === file.sha256 && BigInt(found.size) === file.size) continue;
    yield {
      check: "archive",
      subject,
      problem: messages.fileSContentBeenChanged({ sha256: found.sha256, sha2562: file.sha256 }),
    };
  }
}
