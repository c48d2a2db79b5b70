/**
 * `kvitt evidence`: one zip for the auditor with everything about a payout, from the report as received to the SIE files as
 * delivered, each with its hash. Read in one snapshot of the books; the same books give the same bytes.
 */
import { createReadStream } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { newestEntry } from "../../books/audit.ts";
import { value, type Books, type Handle } from "../../books/database.ts";
import { mailedFile } from "../../books/sie-files.ts";
import { isSieTarget } from "../../config/sie-files.ts";
import type { Workspace } from "../../config/workspace.ts";
import { safeName } from "../../intake/files/file-name.ts";
import { pageHtml } from "../../format/page-html.ts";
import { pageText } from "../../format/page-text.ts";
import type { Language } from "../../message.ts";
import { findSubject, type Subject } from "./subject.ts";
import { summaryPage } from "./summary.ts";
import { auditEntriesJson } from "./audit-entries.ts";
import { plain } from "./cells.ts";
import { deviationHistoryCsv, deviationHistoryJson } from "./deviations.ts";
import { linesCsv } from "./lines.ts";
import { vouchersCsv, vouchersJson, vouchersOfPayout } from "./vouchers.ts";
import { writeZip, type ZipEntry } from "./zip.ts";
import { archivedPath } from "../verify/archive.ts";

export interface WrittenEvidence {
  readonly path: string;
  readonly paymentReference: string;
  /** Paths in the zip, without SHA256SUMS. */
  readonly files: readonly string[];
  /** Files that should be in it and could not be found. */
  readonly missing: readonly string[];
}

/** The default name of the zip. */
export function evidenceName(reference: string): string {
  return safeName(`kvitt-evidence-${reference.replaceAll("/", "_")}.zip`);
}

/** Throws `UserError` when there is no such payout, and an error with code EEXIST when the file exists already. */
export async function writeEvidence(
  { books, workspace }: { readonly books: Books; readonly workspace: Workspace },
  reference: string,
  path: string,
  language: Language,
): Promise<WrittenEvidence> {
  return books.transaction(
    async (trx) => {
      const subject = await findSubject(trx, reference);
      const head = await newestEntry(trx);
      const missing: string[] = [];
      const page = await summaryPage(trx, subject, workspace.settings.company.name, head, language);
      const contents: ZipEntry[] = [
        text("summary.html", pageHtml(page)),
        text("summary.txt", pageText(page)),
        ...(await reportContents(subject, workspace, missing)),
        { name: "lines.csv", bytes: () => linesCsv(trx, subject, language) },
        { name: "vouchers.csv", bytes: () => vouchersCsv(trx, subject, language) },
        { name: "vouchers.json", bytes: () => vouchersJson(trx, subject) },
        ...(await sieContents(trx, subject, workspace, missing)),
        { name: "deviations.csv", bytes: () => deviationHistoryCsv(trx, subject, language) },
        { name: "deviations.json", bytes: () => deviationHistoryJson(trx, subject) },
        { name: "audit.jsonl", bytes: () => auditEntriesJson(trx, subject) },
        text("settings.json", `${JSON.stringify(settingsOf(subject), plain, 2)}\n`),
      ];
      await writeZip(path, contents, await timeOf(trx));
      const { paymentReference } = subject;
      return { path, paymentReference, files: contents.map(({ name }) => name), missing };
    },
    { isolationLevel: "repeatable read" },
  );
}

function text(name: string, content: string): ZipEntry {
  return {
    name,
    bytes: async function* () {
      yield content;
    },
  };
}

function fileContent(name: string, path: string): ZipEntry {
  return { name, bytes: () => createReadStream(path) };
}

async function reportContents(
  subject: Subject,
  workspace: Workspace,
  missing: string[],
): Promise<ZipEntry[]> {
  const contents: ZipEntry[] = [];
  for (const file of subject.files) {
    const path = await archivedPath(file, { workspace });
    if (path === null) missing.push(file.path);
    else contents.push(fileContent(`report/${file.sha256.slice(0, 8)}-${safeName(file.name)}`, path));
  }
  return contents;
}

async function sieContents(
  trx: Handle,
  subject: Subject,
  workspace: Workspace,
  missing: string[],
): Promise<ZipEntry[]> {
  const contents: ZipEntry[] = [];
  const taken = new Set<string>();
  for (const { postings } of await vouchersOfPayout(trx, subject)) {
    for (const { target, state, reference } of postings) {
      if (!isSieTarget(target) || state !== "posted" || reference === null) continue;
      if (taken.has(`${target}/${reference}`)) continue; // several vouchers may be in one file
      taken.add(`${target}/${reference}`);
      if (target === "mail") {
        const mailed = await mailedFile(trx, reference);
        if (mailed === null) missing.push(`mail/${reference}`);
        else contents.push({ name: `mail/${safeName(reference)}`, bytes: () => once(mailed) });
        continue;
      }
      const path = join(workspace.sie, safeName(reference));
      const found = await lstat(path).catch(() => null);
      if (found?.isFile()) contents.push(fileContent(`sie/${safeName(reference)}`, path));
      else missing.push(`sie/${reference}`);
    }
  }
  return contents;
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function settingsOf({ runs }: Subject) {
  return runs.map(({ id, kind, startedAt, rules, settings }) => ({
    run: id,
    kind,
    startedAt,
    rules,
    settings,
  }));
}

/** When the books last changed: the modification time of everything in the zip. */
async function timeOf(trx: Handle): Promise<Date> {
  const found = await value(trx, "instant", "select at from audit order by id desc limit 1");
  return found ?? new Date("2000-01-01T00:00:00Z");
}
