/** A report file in quarantine is a deviation too: open until a person accepts it, or the mended file has come. */
import type { Refusal } from "../report/report.ts";
import { change, type Handle } from "./database.ts";

export interface RefusedFile {
  readonly fileId: bigint;
  readonly runId: bigint;
  readonly at: Date;
}

/** The same bytes refused again are the same deviation. */
export async function openRefusedFile(
  trx: Handle,
  { fileId, runId, at }: RefusedFile,
  refusal: Refusal,
): Promise<void> {
  await change(
    trx,
    `insert into deviation (code, report_file_id, subject, expected, found, opened_at, opened_run)
     select :code, f.id, 'file ' || f.sha256, :expected, :found, :at, :runId from report_file f where f.id = :fileId
     on conflict do nothing`,
    { code: refusal.code, expected: refusal.expected, found: refusal.found, at, runId, fileId },
  );
}

/** A report of this name has been taken in: what was refused under it needs no one any more. */
export async function closeRefusedFiles(trx: Handle, { fileId, runId, at }: RefusedFile): Promise<void> {
  await change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, closed_run = :runId
       from report_file refused, report_file taken
      where d.report_file_id = refused.id and d.state = 'open' and refused.state = 'quarantined'
        and taken.id = :fileId and taken.name = refused.name`,
    { at, runId, fileId },
  );
}
