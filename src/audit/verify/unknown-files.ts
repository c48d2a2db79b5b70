/**
 * Checks the folders against the books the other way round: a report in the archive whose payout the books do not have, and a SIE
 * file of a voucher that they do not have. Both are left where a dump was restored that is older than the folders, and nothing
 * else would tell that a day of payouts is gone. Reports are known by what is in them, as lists of receivables are archived too.
 */
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, relative } from "node:path";
import { batches, exists, rows } from "../../books/database.ts";
import { unknownSieFiles } from "../../books/sie-files.ts";
import { VOUCHER_HEAD, VOUCHER_HEAD_COLUMNS } from "../../books/voucher-head.ts";
import type { Workspace } from "../../config/workspace.ts";
import { sieFileName } from "../../delivery/sie/file-name.ts";
import { errnoOf } from "../../errors.ts";
import { archivedHashes, findArchived } from "../../intake/files/archive.ts";
import { readingOptions } from "../../intake/reports/import-report.ts";
import { readReport } from "../../reports/read.ts";
import type { InFolders, VerifyContext, VerifyFinding } from "./checks.ts";
import { messages } from "./messages.ts";

export async function lookInFolders({ archive, sie }: Workspace): Promise<InFolders> {
  const names = await readdir(sie).catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return [];
    throw error;
  });
  return { archived: await archivedHashes(archive), sie: names };
}

export async function* checkUnknownReports(context: VerifyContext): AsyncIterable<VerifyFinding> {
  const { trx, workspace, inFolders } = context;
  const unknown = await rows(
    trx,
    { sha256: "text" },
    `select sha256 from unnest(:archived::text[]) as a(sha256)
      where not exists (select from report_file f where f.sha256 = a.sha256) order by 1`,
    { archived: [...inFolders.archived] },
  );
  for (const { sha256 } of unknown) {
    const path = await findArchived(workspace.archive, sha256);
    if (path === null) continue;
    const options = readingOptions(basename(path), workspace.settings, null);
    const read = await readReport(
      () => createReadStream(path),
      options,
      () => Promise.resolve(),
    );
    if (read.outcome === "refused") continue;
    for (const { paymentReference } of read.payouts) {
      if (await hasPayout(context, paymentReference)) continue;
      yield {
        check: "archive",
        subject: `payout ${paymentReference}`,
        problem: messages.payoutNotInBooks(relative(workspace.folder, path)),
      };
    }
  }
}

function hasPayout({ trx }: VerifyContext, paymentReference: string): Promise<boolean> {
  return exists(trx, "select from payout where payment_reference = :paymentReference", { paymentReference });
}

/** As `sieFileName` writes it; what a person has put there is called otherwise. */
const OURS = /^[\w~-]+_[\w~-]+_([\w~-]+?)(\d{4}[a-z]?)-(\d+)\.si$/;

/** The same of a night's or a month's file. */
const GATHERED = /^Kvitt_\d{4}-\d{2}(?:-\d{2})?_\d+\.si$/;

export async function* checkUnknownSieFiles({ trx, inFolders }: VerifyContext): AsyncIterable<VerifyFinding> {
  const unknown = new Set(inFolders.sie.filter((name) => OURS.test(name)));
  const vouchers = batches(
    trx,
    { id: "bigint", ...VOUCHER_HEAD },
    "id",
    `select v.id, ${VOUCHER_HEAD_COLUMNS} from voucher v join payout p on p.id = v.payout_id
      where v.id > :after order by v.id limit 1000`,
  );
  for await (const batch of vouchers) {
    for (const voucher of batch) unknown.delete(sieFileName(voucher));
    if (unknown.size === 0) break;
  }
  const gathered = inFolders.sie.filter((name) => GATHERED.test(name));
  for (const name of [...[...unknown].sort(), ...(await unknownSieFiles(trx, gathered))])
    yield { check: "deliveries", subject: `file ${name}`, problem: messages.sieFileNotInBooks };
}
