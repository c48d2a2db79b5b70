/**
 * Runs and the steps that are due. A run is a row with a state; what must be asked for next is read from the rows,
 * never remembered, so that it can be asked again after any crash (DESIGN decision: the queue is an alarm clock).
 */
import type { Message } from "../message.ts";
import { change, rows, type Handle } from "./database.ts";

export type RunState = "collecting" | "importing" | "matching" | "posting" | "notifying" | "done" | "failed";
export type RunKind = "nightly" | "import" | "rematch";

export interface NewRun {
  readonly kind: RunKind;
  readonly scope: string;
  /** The scheduled night ("2026-03-02"), or null when a person asked. */
  readonly night: string | null;
  readonly at: Date;
  /** The settings that will decide, kept so that the run can be explained and replayed. */
  readonly settings: unknown;
  readonly rules: number;
}

/** Null: that night of that scope has been started before. */
export async function addRun(db: Handle, run: NewRun): Promise<bigint | null> {
  const [added] = await rows<{ id: bigint }>(
    db,
    `insert into run (kind, scope, night, started_at, settings, rules)
     values (:kind, :scope, :night, :at, :settings, :rules) on conflict do nothing returning id`,
    {
      kind: run.kind,
      scope: run.scope,
      night: run.night,
      at: run.at,
      settings: JSON.stringify(run.settings, (_key, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      ),
      rules: run.rules,
    },
  );
  return added?.id ?? null;
}

/** Moves a run on if it still is where we believe it is. False: someone already did, and that is no error. */
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

/** A run whose step failed for good: it stops, says why, and `kvitt retry` lets it go on. */
export async function failRun(db: Handle, id: bigint, problem: string, at: Date): Promise<boolean> {
  const failed = await change(
    db,
    "update run set state = 'failed', problem = :problem, finished_at = :at where id = :id and state not in ('done', 'failed')",
    { id, problem, at },
  );
  return failed === 1;
}

export interface RunRow {
  readonly id: bigint;
  readonly kind: RunKind;
  readonly scope: string;
  readonly state: RunState;
  readonly startedAt: Date;
  readonly problem: string | null;
}

export async function runById(db: Handle, id: bigint): Promise<RunRow | null> {
  const [run] = await rows<RunRow>(
    db,
    `select id, kind, scope, state, started_at as "startedAt", problem from run where id = :id`,
    { id },
  );
  return run ?? null;
}

export async function unfinishedRuns(db: Handle): Promise<readonly RunRow[]> {
  return rows<RunRow>(
    db,
    `select id, kind, scope, state, started_at as "startedAt", problem from run
      where state not in ('done', 'failed') order by id`,
  );
}

/** Adds to what the run tells of itself (`result`). */
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

/** What a run's collecting left where it was. */
export interface LeftAlone {
  /** Could not be taken for technical reasons; tried again next time. */
  readonly untaken: readonly { readonly name: string; readonly problem: string }[];
  /** Are no reports: links, folders with a file's name. */
  readonly warnings: readonly { readonly name: string; readonly words: Message }[];
}

export async function leftAlone(db: Handle, runId: bigint): Promise<LeftAlone> {
  const [found] = await rows<LeftAlone>(
    db,
    `select coalesce(result -> 'untaken', '[]') as untaken, coalesce(result -> 'warnings', '[]') as warnings
       from run where id = :runId`,
    { runId },
  );
  return found ?? { untaken: [], warnings: [] };
}

/** Files of a run that wait for their import. */
export async function claimedFiles(db: Handle, runId: bigint): Promise<readonly bigint[]> {
  const found = await rows<{ id: bigint }>(
    db,
    "select id from report_file where run_id = :runId and state = 'claimed' order by id",
    { runId },
  );
  return found.map(({ id }) => id);
}

/**
 * Whether another night is still taking in reports. Rungs are climbed by all lines together (CONTRACT §5), so nights that
 * share an inbox wait for each other before they match: what each of them claimed is chance.
 */
export async function otherImportsRunning(db: Handle, runId: bigint): Promise<boolean> {
  const found = await rows(
    db,
    `select from run r
      where r.id <> :runId and r.kind = 'nightly'
        and (r.state = 'collecting'
             or r.state = 'importing'
                and exists (select from report_file f where f.run_id = r.id and f.state = 'claimed'))
      limit 1`,
    { runId },
  );
  return found.length > 0;
}

/** Reports that a run claimed before it failed are this run's now. */
export async function takeOverFiles(db: Handle, runId: bigint): Promise<number> {
  return change(
    db,
    `update report_file f set run_id = :runId from run r
      where r.id = f.run_id and r.state in ('done', 'failed') and f.state = 'claimed'`,
    { runId },
  );
}

/**
 * Deliveries and mails that failed and wait for their next attempt are due at once.
 * Returns their ids.
 */
export async function promoteRetries(
  db: Handle,
): Promise<{ postings: readonly bigint[]; mails: readonly bigint[] }> {
  const postings = await rows<{ id: bigint }>(
    db,
    `update posting set problem = null
      where state = 'pending' and waits_for is null and problem is not null returning id`,
  );
  const mails = await rows<{ id: bigint }>(
    db,
    "update mail set problem = null where state = 'pending' and problem is not null returning id",
  );
  return { postings: postings.map(({ id }) => id), mails: mails.map(({ id }) => id) };
}

/**
 * "unfailed": what a run waits for, as nobody has said yet that it failed: a process that was killed in the middle says
 * nothing. "all": also what failed and is to be tried again, whether or not the run that made it has ended.
 */
export type Due = "unfailed" | "all";

/** Deliveries that can be made now. */
export async function duePostings(db: Handle, due: Due): Promise<readonly bigint[]> {
  const found = await rows<{ id: bigint }>(
    db,
    `select id from posting
      where state = 'pending' and waits_for is null and (:all or problem is null) order by id`,
    { all: due === "all" },
  );
  return found.map(({ id }) => id);
}

export async function dueMails(db: Handle, due: Due): Promise<readonly bigint[]> {
  const found = await rows<{ id: bigint }>(
    db,
    "select id from mail where state = 'pending' and (:all or problem is null) order by id",
    { all: due === "all" },
  );
  return found.map(({ id }) => id);
}
