/**
 * Runs and the steps that are due. A run is a row with a state. What to enqueue next is read from the rows each time and kept
 * nowhere else, so a lost queue or a crash loses nothing: the queue only wakes the workers.
 */
import { json, text, type Row, type RowShape } from "./row.ts";
import type { Message } from "../message.ts";
import { change, column, exists, jsonText, oneRow, rows, value, type Handle } from "./database.ts";

export type RunState = "collecting" | "importing" | "matching" | "posting" | "notifying" | "done" | "failed";
export type RunKind = "nightly" | "import" | "rematch";

export interface NewRun {
  readonly kind: RunKind;
  readonly scope: string;
  /** The scheduled night ("2026-03-02"); null for a run that a person started. */
  readonly night: string | null;
  readonly at: Date;
  /** The settings in force, kept so that the run can be explained and replayed. */
  readonly settings: unknown;
  readonly rules: number;
}

/** Null: the scope's run of that night exists already. */
export async function addRun(db: Handle, run: NewRun): Promise<bigint | null> {
  return value(
    db,
    "bigint",
    `insert into run (kind, scope, night, started_at, settings, rules)
     values (:kind, :scope, :night, :at, :settings, :rules) on conflict do nothing returning id`,
    { ...run, settings: jsonText(run.settings) },
  );
}

/**
 * Keeps with a run the settings and rules that it is matched with. Settings are edited, and the program is upgraded, between the
 * beginning of a run and its matching: while it waits, after it failed, or after a crash. Its reports, which were read with those
 * of before, keep them.
 */
export async function keepRules(
  db: Handle,
  id: bigint,
  { settings, rules }: Pick<NewRun, "settings" | "rules">,
): Promise<void> {
  await change(
    db,
    `with other as (
       select id, settings from run
        where id = :id and (settings, rules) is distinct from (:settings::jsonb, :rules::smallint)),
     read as (
       update report_file f set read_with = o.settings from other o
        where f.run_id = o.id and f.read_with is null and o.settings <> :settings::jsonb)
     update run r set settings = :settings::jsonb, rules = :rules from other o where r.id = o.id`,
    { id, settings: jsonText(settings), rules },
  );
}

/** Moves a run from one state to the next. False: it is no longer in that state, because another worker moved it. */
export async function transitionRun(
  db: Handle,
  id: bigint,
  from: RunState,
  to: RunState,
  at: Date,
): Promise<boolean> {
  const moved = await change(
    db,
    `update run set state = :to, problem = null,
            finished_at = case when :to in ('done', 'failed') then :at::timestamptz end
      where id = :id and state = :from`,
    { id, from, to, at },
  );
  return moved === 1;
}

/** Stops a run whose step failed for good. `kvitt retry` continues it. */
export async function failRun(db: Handle, id: bigint, problem: string, at: Date): Promise<boolean> {
  const failed = await change(
    db,
    "update run set state = 'failed', problem = :problem, finished_at = :at where id = :id and state not in ('done', 'failed')",
    { id, problem, at },
  );
  return failed === 1;
}

const RUN_ROW = {
  id: "bigint",
  kind: text<RunKind>(),
  scope: "text",
  state: text<RunState>(),
  startedAt: "instant",
  problem: "text?",
} as const satisfies RowShape;
export type RunRow = Row<typeof RUN_ROW>;

export async function runById(db: Handle, id: bigint): Promise<RunRow | null> {
  return oneRow(
    db,
    RUN_ROW,
    `select id, kind, scope, state, started_at as "startedAt", problem from run where id = :id`,
    { id },
  );
}

/** The scheduled night that the run is for ("2026-03-02"); null for one that a person asked for. */
export async function nightOf(db: Handle, id: bigint): Promise<string | null> {
  const [run] = await rows(db, { night: "text?" }, "select night from run where id = :id", { id });
  return run?.night ?? null;
}

/** `but`: without the runs that still wait for imports, or for deliveries. */
export async function unfinishedRuns(
  db: Handle,
  but: keyof typeof WAITING | null = null,
): Promise<readonly RunRow[]> {
  return rows(
    db,
    RUN_ROW,
    `select id, kind, scope, state, started_at as "startedAt", problem from run
      where state not in ('done', 'failed') ${but === null ? "" : `and not (${WAITING[but]})`} order by id`,
  );
}

/** Not as `exists`, for which the planner may read every row that waits, and not only the first. */
const WAITING = {
  imports: /* sql */ `state = 'importing'
    and (select true from report_file f where f.run_id = run.id and f.state = 'claimed' order by f.id limit 1) is true`,
  postings: /* sql */ `state = 'posting'
    and (select true from posting o where o.state = 'pending' and o.waits_for is null and o.problem is null
          order by o.id limit 1) is true`,
} as const;

/** Adds notes to the run's `result`. */
export async function annotateRun(
  db: Handle,
  id: bigint,
  note: Readonly<Record<string, unknown>>,
): Promise<void> {
  await change(db, "update run set result = result || :note::jsonb where id = :id", {
    id,
    note: JSON.stringify(note),
  });
}

/**
 * Adds a list of receivables to what the run's letter says of them, in the transaction that takes the list in: a process that is
 * killed right after it leaves nothing untold. A list that is taken in again, since a crash came before it was put away, adds nothing.
 */
export async function noteReceivables(
  db: Handle,
  id: bigint,
  { taken, refused }: { readonly taken: number; readonly refused: readonly unknown[] },
): Promise<void> {
  await change(
    db,
    `update run set result = result || jsonb_build_object('receivables', jsonb_build_object(
            'taken', coalesce((result #>> '{receivables,taken}')::bigint, 0) + :taken::bigint,
            'refused', (select coalesce(jsonb_agg(distinct one order by one), '[]')
                          from jsonb_array_elements(coalesce(result #> '{receivables,refused}', '[]') || :refused::jsonb) one)))
      where id = :id`,
    { id, taken, refused: JSON.stringify(refused) },
  );
}

/** The nightly run of a scope that has begun and not yet taken its files; null when there is none. */
export function collectingRun(db: Handle, scope: string): Promise<bigint | null> {
  return value(
    db,
    "bigint",
    `select id from run where kind = 'nightly' and scope = :scope and state = 'collecting' order by id desc limit 1`,
    { scope },
  );
}

/** The name of the person who asked for a run in the browser; null where nobody did, or on the terminal. */
export function askedBy(db: Handle, id: bigint): Promise<string | null> {
  return value(db, "text?", "select result ->> 'askedBy' from run where id = :id", { id });
}

/** What a run left where it was, or has to say of the inbox. */
export interface LeftFile {
  readonly name: string;
  /** In how many runs of this kind in a row it was so, this one included. Runs of earlier versions did not count. */
  readonly nights?: number;
}
export interface UntakenFile extends LeftFile {
  readonly problem: string;
}
export interface FileWarning extends LeftFile {
  readonly kind?: string;
  readonly words: Message;
}

const SKIPPED_FILES_ROW = {
  /** Could not be claimed for technical reasons; the next run tries again. */
  failed: json<readonly UntakenFile[]>(),
  /** Not reports, such as links and folders with a file's name; and what is to be said of the inbox. */
  warnings: json<readonly FileWarning[]>(),
  /** Whether the inbox was a file system of its own; null when that is not known. */
  isMounted: "boolean?",
} as const satisfies RowShape;
export type SkippedFiles = Row<typeof SKIPPED_FILES_ROW>;

const SKIPPED_FILES = `coalesce(result -> 'untaken', '[]') as failed, coalesce(result -> 'warnings', '[]') as warnings,
  (result ->> 'inboxIsMounted')::boolean as "isMounted"`;
const NONE_SKIPPED: SkippedFiles = { failed: [], warnings: [], isMounted: null };

export async function skippedFiles(db: Handle, runId: bigint): Promise<SkippedFiles> {
  const [found] = await rows(db, SKIPPED_FILES_ROW, `select ${SKIPPED_FILES} from run where id = :runId`, {
    runId,
  });
  return found ?? NONE_SKIPPED;
}

/** Adds a file that a later step of the run could not use; once, however often the step is tried. */
export async function noteUntaken(db: Handle, runId: bigint, file: UntakenFile): Promise<void> {
  await change(
    db,
    `update run set result = jsonb_set(result, '{untaken}', coalesce(result -> 'untaken', '[]') || :note::jsonb)
      where id = :runId
        and not coalesce(result -> 'untaken', '[]') @> jsonb_build_array(jsonb_build_object('name', :name::text))`,
    { runId, name: file.name, note: JSON.stringify([file]) },
  );
}

/** The same, of the run of this kind and scope before, which had collected its files. */
export async function skippedBefore(
  db: Handle,
  { id, kind, scope }: Pick<RunRow, "id" | "kind" | "scope">,
): Promise<SkippedFiles> {
  const [found] = await rows(
    db,
    SKIPPED_FILES_ROW,
    `select ${SKIPPED_FILES} from run
      where id < :id and kind = :kind and scope = :scope and result -> 'untaken' is not null order by id desc limit 1`,
    { id, kind, scope },
  );
  return found ?? NONE_SKIPPED;
}

/** Files of a run that wait for their import: all, or the first ones. */
export function claimedFiles(
  db: Handle,
  runId: bigint,
  most: number | null = null,
): Promise<readonly bigint[]> {
  return column(
    db,
    "bigint",
    "select id from report_file where run_id = :runId and state = 'claimed' order by id limit :most::integer",
    { runId, most },
  );
}

/**
 * Whether another nightly run still imports reports. All lines go through the rungs together (CONTRACT §5), so runs that
 * share an inbox wait for each other before they match: which of them claimed a file is chance.
 */
export async function otherImportsRunning(db: Handle, runId: bigint): Promise<boolean> {
  return exists(
    db,
    `select from run r
      where r.id <> :runId and r.kind = 'nightly'
        and (r.state = 'collecting'
             or r.state = 'importing'
                and exists (select from report_file f where f.run_id = r.id and f.state = 'claimed'))
      limit 1`,
    { runId },
  );
}

/** Takes over the files that a failed run had claimed. Returns how many. */
export async function takeOverFiles(db: Handle, runId: bigint): Promise<number> {
  return change(
    db,
    `update report_file f set run_id = :runId from run r
      where r.id = f.run_id and r.state in ('done', 'failed') and f.state = 'claimed'`,
    { runId },
  );
}

/** Makes deliveries and e-mails that wait for their next attempt due at once. Returns their ids. */
export async function promoteRetries(
  db: Handle,
): Promise<{ postings: readonly bigint[]; mails: readonly bigint[] }> {
  const postings = await column(
    db,
    "bigint",
    `update posting set problem = null
      where state = 'pending' and waits_for is null and problem is not null returning id`,
  );
  const mails = await column(
    db,
    "bigint",
    "update mail set problem = null where state = 'pending' and problem is not null returning id",
  );
  return { postings: postings, mails: mails };
}

/**
 * "unfailed": pending without a recorded failure, which a run waits for (a process that was killed records none). "all":
 * also what failed and is to be retried, whether or not its run has ended.
 */
export type Due = "unfailed" | "all";

/** Deliveries that are due: all, or the first ones. */
export function duePostings(db: Handle, due: Due, most: number | null = null): Promise<readonly bigint[]> {
  return column(
    db,
    "bigint",
    `select id from posting
      where state = 'pending' and waits_for is null and (:all or problem is null) order by id limit :most::integer`,
    { all: due === "all", most },
  );
}

/** Those that are files on this machine, and so are made at once. */
export function dueFilePostings(db: Handle): Promise<readonly bigint[]> {
  return column(
    db,
    "bigint",
    `select id from posting
      where state = 'pending' and waits_for is null and problem is null and target = 'sie' order by id`,
  );
}

export function dueMails(db: Handle, due: Due, most: number | null = null): Promise<readonly bigint[]> {
  return column(
    db,
    "bigint",
    "select id from mail where state = 'pending' and (:all or problem is null) order by id limit :most::integer",
    { all: due === "all", most },
  );
}
