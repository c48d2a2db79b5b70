/** Checks that the archived files are still the bytes that were imported, and that the books know of them. */
import type { Row, RowShape } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { rows } from "../../books/database.ts";
import { findArchived } from "../../intake/files/archive.ts";
import { hashOf } from "../../file-hash.ts";
import type { VerifyFinding, VerifyContext } from "./checks.ts";
import { checkUnknownReports } from "./unknown-files.ts";

const ARCHIVED_FILE_ROW = {
  id: "bigint",
  runId: "bigint",
  name: "text",
  sha256: "text",
  size: "bigint",
  path: "text",
} as const satisfies RowShape;
export type ArchivedFile = Row<typeof ARCHIVED_FILE_ROW>;

/** The files that payouts, or completions of their lines, were imported from. */
export function importedFiles({ trx }: Pick<VerifyContext, "trx">): Promise<ArchivedFile[]> {
  return rows(
    trx,
    ARCHIVED_FILE_ROW,
    `select f.id, f.run_id as "runId", f.name, f.sha256, f.size, f.path from report_file f
      where f.state = 'imported' or f.id in (select report_file_id from payout)
         or f.id in (select report_file_id from line_completion) order by f.id`,
  );
}

/** The file's recorded path, or wherever the archive has the same bytes; null when it does not have them. */
export async function archivedPath(
  file: Pick<ArchivedFile, "path" | "sha256">,
  { workspace }: Pick<VerifyContext, "workspace">,
): Promise<string | null> {
  const path = join(workspace.folder, file.path);
  const found = await lstat(path).catch(() => null);
  return found?.isFile() ? path : findArchived(workspace.archive, file.sha256);
}

export async function* checkArchive(context: VerifyContext): AsyncIterable<VerifyFinding> {
  for (const file of await importedFiles(context)) {
    context.count("files", 1);
    const subject = `file ${file.name}`;
    const path = await archivedPath(file, context);
    if (path === null) {
      yield { check: "archive", subject, problem: messages.archivedFileMissing(file.path) };
      continue;
    }
    const found = await hashOf(path);
    if (found.sha256 === file.sha256 && BigInt(found.size) === file.size) continue;
    yield {
      check: "archive",
      subject,
      problem: messages.archivedFileChanged({ found: found.sha256, expected: file.sha256 }),
    };
  }
  yield* checkUnknownReports(context);
}
