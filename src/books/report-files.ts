/** Files as rows: each has a state, and each step moves it in one transaction. */
import { json, text, type Row, type RowShape } from "./row.ts";
import { change, column, exists, oneRow, rows, value, type Books, type Handle } from "./database.ts";

export const FILE_STATES = ["claimed", "imported", "duplicate", "changed", "quarantined", "failed"] as const;
export type FileState = (typeof FILE_STATES)[number];

const REPORT_FILE_ROW = {
  id: "bigint",
  kind: text<"report" | "receivables">(),
  /** null: a list of receivables that a person gave outside any run. */
  runId: "bigint?",
  /** Relative to the inbox. */
  name: "text",
  sha256: "text",
  /** Bytes. */
  size: "bigint",
  /** Where the bytes are, relative to the workspace folder, with "/". */
  path: "text",
  state: text<FileState>(),
  /** quarantined: the refusals, as JSON. */
  reason: json<unknown>(),
  /** The file's format, as JSON; null when it was not read to its end. */
  dialect: json<unknown>(),
  /** failed: the technical error. */
  problem: "text?",
  foundAt: "instant",
  decidedAt: "instant?",
} as const satisfies RowShape;
export type ReportFile = Row<typeof REPORT_FILE_ROW>;

export interface NewFile {
  readonly runId: bigint;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly path: string;
  readonly foundAt: Date;
}

const COLUMNS = `id, kind, run_id as "runId", name, sha256, size, path, state, reason, dialect, problem,
  found_at as "foundAt", decided_at as "decidedAt"`;

/**
 * Adds the row of a claimed file. Idempotent: each claim has its own path, and if its row exists (added by the sweep or by the
 * process that made the claim), that id is returned. `stillThere` is called while no other process can add the row: when it
 * returns false, another process has already moved the file to its place, and the result is null.
 */
export async function addFile(
  books: Books,
  file: NewFile,
  stillThere: () => Promise<boolean>,
): Promise<bigint | null> {
  return books.transaction(async (trx) => {
    await change(trx, "select pg_advisory_xact_lock(hashtextextended('report_file ' || :path, 0))", {
      path: file.path,
    });
    const [known] = await rows(
      trx,
      { id: "bigint" },
      "select id from report_file where sha256 = :sha256 and path = :path",
      { sha256: file.sha256, path: file.path },
    );
    if (known) return known.id;
    if (!(await stillThere())) return null;
    return value(
      trx,
      "bigint",
      `insert into report_file (run_id, name, sha256, size, path, state, found_at)
       values (:runId, :name, :sha256, :size, :path, 'claimed', :foundAt) returning id`,
      { ...file },
    );
  });
}

export async function fileById(db: Handle, id: bigint): Promise<ReportFile | null> {
  return oneRow(db, REPORT_FILE_ROW, `select ${COLUMNS} from report_file where id = :id`, {
    id,
  });
}

/** Locks the row until the transaction ends, so that no other worker decides the file at the same time. */
export async function lockFile(trx: Handle, id: bigint): Promise<ReportFile | null> {
  return oneRow(trx, REPORT_FILE_ROW, `select ${COLUMNS} from report_file where id = :id for update`, { id });
}

export interface FileOutcome {
  readonly at: Date;
  readonly reason?: unknown;
  readonly dialect?: unknown;
  readonly problem?: string;
}

/** Moves a file from one state to another. False: it is no longer in that state, because another worker moved it. */
export async function transitionFile(
  trx: Handle,
  id: bigint,
  from: FileState,
  to: FileState,
  outcome: FileOutcome,
): Promise<boolean> {
  const moved = await change(
    trx,
    `update report_file
        set state = :to, decided_at = case when :to = 'claimed' then null else :at::timestamptz end,
            reason = :reason::jsonb, dialect = coalesce(:dialect::jsonb, dialect), problem = :problem
      where id = :id and state = :from`,
    {
      id,
      from,
      to,
      at: outcome.at,
      reason: outcome.reason === undefined ? null : JSON.stringify(outcome.reason),
      dialect: outcome.dialect === undefined ? null : JSON.stringify(outcome.dialect),
      problem: outcome.problem ?? null,
    },
  );
  return moved === 1;
}

/** Records where a decided file has been moved. */
export async function placeFile(db: Handle, id: bigint, path: string): Promise<void> {
  await change(db, "update report_file set path = :path where id = :id", { id, path });
}

/** Files that are decided but not moved yet, because of a crash in between. */
export async function unplacedFiles(
  db: Handle,
): Promise<readonly { readonly id: bigint; readonly name: string }[]> {
  return rows(
    db,
    { id: "bigint", name: "text" },
    `select id, name from report_file
      where path like 'work/%' and state in ('imported', 'duplicate', 'changed', 'quarantined') order by id`,
  );
}

/** Files in quarantine that were decided since then, with the bytes that they had. */
export async function refusedFilesSince(
  db: Handle,
  since: Date,
): Promise<readonly Pick<ReportFile, "kind" | "name" | "path" | "size" | "sha256">[]> {
  return rows(
    db,
    { kind: REPORT_FILE_ROW.kind, name: "text", path: "text", size: "bigint", sha256: "text" },
    `select kind, name, path, size, sha256 from report_file
      where state = 'quarantined' and path like 'quarantine/%' and decided_at > :since order by id`,
    { since },
  );
}

/** When the newest report came; null before the first. */
export async function lastReportAt(db: Handle): Promise<Date | null> {
  const [found] = await rows(
    db,
    { at: "instant?" },
    "select max(found_at) as at from report_file where kind = 'report'",
  );
  return found?.at ?? null;
}

/** The given paths that have a row. */
export async function knownPaths(db: Handle, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const found = await column(
    db,
    "text",
    "select distinct path from report_file where path = any(:paths::text[])",
    { paths: [...paths] },
  );
  return new Set(found);
}

/**
 * Whether the same bytes have been imported already, so that they contain nothing new. Serialises imports of the same bytes
 * until the transaction ends, so that of two at once one finds the other. Bytes that were only compared with a payout are
 * compared again: they may complete lines that were settled then and are not any more.
 */
export async function isKnownContent(trx: Handle, file: ReportFile): Promise<boolean> {
  await change(trx, "select pg_advisory_xact_lock(hashtextextended('content ' || :sha256, 0))", {
    sha256: file.sha256,
  });
  return exists(
    trx,
    `select from report_file f
      where sha256 = :sha256 and id <> :id
        and (state = 'changed'
             or state = 'imported' and exists (select from payout p where p.report_file_id = f.id)) limit 1`,
    { sha256: file.sha256, id: file.id },
  );
}
