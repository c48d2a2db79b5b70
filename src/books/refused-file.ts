/**
 * A file in quarantine, a report or a receivables list, has a deviation too: open until a person accepts it, or a corrected
 * file is imported.
 */
import type { Refusal } from "../reports/report.ts";
import { change, rows, value, type Handle } from "./database.ts";
import { closeDeviations, openDeviations } from "./deviations.ts";

export interface RefusedFile {
  readonly fileId: bigint;
  /** Null for a receivables list that a person imported. */
  readonly runId: bigint | null;
  readonly at: Date;
}

/** The same bytes refused again are the same deviation. */
export async function openRefusedFile(
  trx: Handle,
  { fileId, runId, at }: RefusedFile,
  refusal: Pick<Refusal, "code" | "expected" | "found">,
): Promise<void> {
  await openDeviations(
    trx,
    {
      columns: {
        code: ":code::text",
        report_file_id: "f.id",
        subject: "'file ' || f.sha256",
        expected: ":expected::text",
        found: ":found::text",
      },
      from: "from report_file f where f.id = :fileId",
      whenOpen: "keep",
    },
    { runId, at },
    { code: refusal.code, expected: refusal.expected, found: refusal.found, fileId },
  );
}

/** Closes the deviations of refused files when a report of the same name, or the same bytes, is imported. */
export async function closeRefusedFiles(trx: Handle, { fileId, runId, at }: RefusedFile): Promise<void> {
  await closeDeviations(
    trx,
    {
      from: "report_file refused, report_file imported",
      where: `d.report_file_id = refused.id and refused.state = 'quarantined' and imported.id = :fileId
              and (imported.name = refused.name and refused.kind = 'report' or imported.sha256 = refused.sha256)`,
    },
    { runId, at },
    { fileId },
  );
}

export interface RefusedList {
  readonly runId: bigint | null;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  /** Where the bytes are, relative to the workspace folder. */
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

/** Adds the row of a receivables list that was refused whole, with its deviation. Idempotent: a claim has one row. */
export async function addRefusedList(
  trx: Handle,
  list: RefusedList,
): Promise<{ readonly id: bigint; readonly isNew: boolean }> {
  const { refusals, ...file } = list;
  await change(trx, "select pg_advisory_xact_lock(hashtextextended('report_file ' || :path, 0))", {
    path: file.path,
  });
  const [known] = await rows(trx, { id: "bigint" }, "select id from report_file where path = :path", {
    path: file.path,
  });
  if (known) return { id: known.id, isNew: false };
  const added = await value(
    trx,
    "bigint",
    `insert into report_file (kind, run_id, name, sha256, size, path, state, reason, found_at, decided_at)
     values ('receivables', :runId::bigint, :name, :sha256, :size, :path, 'quarantined', :reason::jsonb, :foundAt, :at)
     returning id`,
    { ...file, reason: JSON.stringify(refusals) },
  );
  const id = added ?? 0n;
  const { runId, at } = list;
  const [first] = refusals;
  await openRefusedFile(
    trx,
    { fileId: id, runId, at },
    { code: "unreadable", expected: first?.expected ?? null, found: first?.found ?? null },
  );
  return { id, isNew: true };
}

/** Closes the deviations of refused receivables lists when a list of the same name is imported. */
export async function closeRefusedLists(
  trx: Handle,
  { name, runId, at }: { readonly name: string; readonly runId: bigint | null; readonly at: Date },
): Promise<void> {
  await closeDeviations(
    trx,
    {
      from: "report_file refused",
      where: `d.report_file_id = refused.id and refused.state = 'quarantined' and refused.kind = 'receivables'
              and refused.name = :name`,
    },
    { runId, at },
    { name },
  );
}
