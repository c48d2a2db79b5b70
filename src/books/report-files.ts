/** Files as rows: each has a state, and each step moves it in one transaction. */
import { json, text, type Row, type RowShape } from "./row.ts";
import { change, column, oneRow, rows, type Books, type Handle } from "./database.ts";

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

/** A file that was claimed. */
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
 * Adds the rows of claimed files. Idempotent: each claim has its own path, and if its row exists (added by the sweep or by the
 * process that made the claim), that id is returned. `isStillThere` is called while no other process can add the rows: when it
 * returns false, another process has already moved the file to its place, and its result is null. In the order given.
 */
export async function addFiles(
  books: Books,
  files: readonly NewFile[],
  isStillThere: (file: NewFile) => Promise<boolean>,
): Promise<readonly (bigint | null)[]> {
  if (files.length === 0) return [];
  return books.transaction(async (trx) => {
    const paths = files.map(({ path }) => path);
    // in one order for all processes, so that two that add the same claims do not deadlock
    await change(
      trx,
      `select pg_advisory_xact_lock(hashtextextended('report_file ' || path, 0))
         from (select path from unnest(:paths::text[]) path order by path) p`,
      { paths },
    );
    const known = await rows(
      trx,
      { id: "bigint", path: "text" },
      `select f.id, f.path from jsonb_to_recordset(:files::jsonb) as n(path text, sha256 text)
         join report_file f on f.sha256 = n.sha256 and f.path = n.path`,
      { files: JSON.stringify(files.map(({ path, sha256 }) => ({ path, sha256 }))) },
    );
    const ids = new Map(known.map(({ id, path }) => [path, id]));
    const fresh: NewFile[] = [];
    for (const file of files) if (!ids.has(file.path) && (await isStillThere(file))) fresh.push(file);
    if (fresh.length > 0) for (const { id, path } of await insertFiles(trx, fresh)) ids.set(path, id);
    return paths.map((path) => ids.get(path) ?? null);
  });
}

/** Ids follow the order given. */
function insertFiles(trx: Handle, files: readonly NewFile[]) {
  const claims = files.map((file, place) => ({ ...file, runId: String(file.runId), place }));
  return rows(
    trx,
    { id: "bigint", path: "text" },
    `insert into report_file (run_id, name, sha256, size, path, state, found_at)
     select "runId", name, sha256, size, path, 'claimed', "foundAt"
       from jsonb_to_recordset(:claims::jsonb)
         as n("runId" bigint, name text, sha256 text, size bigint, path text, "foundAt" timestamptz, place integer)
      order by place
     returning id, path`,
    { claims: JSON.stringify(claims) },
  );
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

const contentLock = (sha256: ":sha256" | "sha256") =>
  `pg_advisory_xact_lock(hashtextextended('archive ' || ${sha256}, 0))`;

/** Until the transaction ends, no other one puts away a file with these bytes: two at once would be kept under two names. */
export async function lockContent(trx: Handle, sha256: string): Promise<void> {
  await change(trx, `select ${contentLock(":sha256")}`, { sha256 });
}

/** Locks the row as `lockFile` does, and its bytes as `lockContent` does. */
export async function lockFileToPutAway(trx: Handle, id: bigint): Promise<ReportFile | null> {
  return oneRow(
    trx,
    REPORT_FILE_ROW,
    `with content as materialized (select ${contentLock("sha256")} from report_file where id = :id)
     select ${COLUMNS} from report_file, content where id = :id for update of report_file`,
    { id },
  );
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

export type FileToImport = ReportFile & {
  /** The same bytes have been imported already, so that they contain nothing new. Null: the file is not claimed any more. */
  readonly isKnown: boolean | null;
  /** Reserved for the first payout of the file; null with `isKnown`. */
  readonly payoutId: bigint | null;
};

/**
 * Locks the row as `lockFile` does, and serialises imports of the same bytes until the transaction ends, so that of two at once
 * one finds the other.
 */
export async function lockFileToImport(trx: Handle, id: bigint): Promise<FileToImport | null> {
  return oneRow(
    trx,
    { ...REPORT_FILE_ROW, isKnown: "boolean?", payoutId: "bigint?" },
    `select ${COLUMNS}, is_known as "isKnown", payout_id as "payoutId"
       from (select (t.file).*, t.is_known, t.payout_id from file_to_import(:id) t) f`,
    { id },
  );
}
