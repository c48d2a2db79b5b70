/**
 * A file in quarantine, a report or a list of receivables, is a deviation too: open until a person accepts it, or the mended
 * file has come.
 */
import type { Refusal } from "../reports/report.ts";
import { change, rows, type Handle } from "./database.ts";

export interface RefusedFile {
  readonly fileId: bigint;
  /** Null for a list of receivables that a person gave. */
  readonly runId: bigint | null;
  readonly at: Date;
}

/** The same bytes refused again are the same deviation. */
export async function openRefusedFile(
  trx: Handle,
  { fileId, runId, at }: RefusedFile,
  refusal: Pick<Refusal, "code" | "expected" | "found">,
): Promise<void> {
  await change(
    trx,
    `insert into deviation (code, report_file_id, subject, expected, found, opened_at, opened_run)
     select :code, f.id, 'file ' || f.sha256, :expected, :found, :at, :runId::bigint from report_file f where f.id = :fileId
     on conflict do nothing`,
    { code: refusal.code, expected: refusal.expected, found: refusal.found, at, runId, fileId },
  );
}

/** A report of this name, or these bytes, has been taken in: what was refused needs no one any more. */
export async function closeRefusedFiles(trx: Handle, { fileId, runId, at }: RefusedFile): Promise<void> {
  await change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, closed_run = :runId
       from report_file refused, report_file taken
      where d.report_file_id = refused.id and d.state = 'open' and refused.state = 'quarantined'
        and taken.id = :fileId
        and (taken.name = refused.name and refused.kind = 'report' or taken.sha256 = refused.sha256)`,
    { at, runId, fileId },
  );
}

export interface RefusedList {
  readonly runId: bigint | null;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  /** Where the bytes are, relative to the home folder. */
  readonly path: string;
  readonly foundAt: Date;
  readonly at: Date;
  /** At least one. */
  readonly refusals: readonly {
    readonly code: string;
    readonly expected: string | null;
    readonly found: string | null;
  }[];
}

/** The row of a list of receivables that was refused whole, with its deviation. A claim has one row, however often it is asked for. */
export async function addRefusedList(
  trx: Handle,
  list: RefusedList,
): Promise<{ readonly id: bigint; readonly isNew: boolean }> {
  const { refusals, ...file } = list;
  await change(trx, "select pg_advisory_xact_lock(hashtextextended('report_file ' || :path, 0))", {
    path: file.path,
  });
  const [known] = await rows<{ id: bigint }>(trx, "select id from report_file where path = :path", {
    path: file.path,
  });
  if (known) return { id: known.id, isNew: false };
  const [added] = await rows<{ id: bigint }>(
    trx,
    `insert into report_file (kind, run_id, name, sha256, size, path, state, reason, found_at, decided_at)
     values ('receivables', :runId::bigint, :name, :sha256, :size, :path, 'quarantined', :reason::jsonb, :foundAt, :at)
     returning id`,
    { ...file, reason: JSON.stringify(refusals) },
  );
  const id = added?.id ?? 0n;
  const { runId, at } = list;
  const [first] = refusals;
  await openRefusedFile(
    trx,
    { fileId: id, runId, at },
    { code: "unreadable", expected: first?.expected ?? null, found: first?.found ?? null },
  );
  return { id, isNew: true };
}

/** A list of this name has been taken in. */
export async function closeRefusedLists(
  trx: Handle,
  { name, runId, at }: { readonly name: string; readonly runId: bigint | null; readonly at: Date },
): Promise<void> {
  await change(
    trx,
    `update deviation d set state = 'closed', closed_at = :at, closed_run = :runId::bigint
       from report_file refused
      where d.report_file_id = refused.id and d.state = 'open' and refused.state = 'quarantined'
        and refused.kind = 'receivables' and refused.name = :name`,
    { name, runId, at },
  );
}
