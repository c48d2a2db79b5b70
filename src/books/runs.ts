/**
 * Runs and the steps that are due. A run is a row with a state; what must be asked for next is read from the rows,
 * never remembered, so that it can be asked again after any crash (DESIGN decision: the queue is an alarm clock).
 */
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
export async function moveRun(
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

/** Files of a run that wait for their import. */
export async function claimedFiles(db: Handle, runId: bigint): Promise<readonly bigint[]> {
  const found = await rows<{ id: bigint }>(
    db,
    "select id from report_file where run_id = :runId and state = 'claimed' order by id",
    { runId },
  );
  return found.map(({ id }) => id);
}

/** "untried": what a run waits for. "all": also what is being retried, after the run that made it has ended. */
export type Due = "untried" | "all";

/** Deliveries that can be made now. */
export async function duePostings(db: Handle, due: Due): Promise<readonly bigint[]> {
  const found = await rows<{ id: bigint }>(
    db,
    `select id from posting
      where state = 'pending' and waits_for is null and (:all or attempts = 0) order by id`,
    { all: due === "all" },
  );
  return found.map(({ id }) => id);
}

export async function dueMails(db: Handle, due: Due): Promise<readonly bigint[]> {
  const found = await rows<{ id: bigint }>(
    db,
    "select id from mail where state = 'pending' and (:all or attempts = 0) order by id",
    { all: due === "all" },
  );
  return found.map(({ id }) => id);
}

export interface Counts {
  readonly run: number;
  readonly files: { readonly imported: number; readonly duplicate: number; readonly quarantined: number };
  readonly payouts: number;
  readonly lines: number;
  readonly matched: number;
  /** Open deviations when the run had ended, in all the books: what exit code 3 speaks of. */
  readonly deviations: number;
  readonly opened: number;
  readonly vouchers: number;
  readonly mails: number;
  readonly failed: number;
}

/** What a run did, counted from the rows it wrote. `changed` files are neither imported nor duplicates. */
export async function countRun(db: Handle, runId: bigint): Promise<Counts> {
  const [found] = await rows<Record<string, bigint>>(
    db,
    `select (select count(*) from report_file where run_id = :runId and state = 'imported') as imported,
            (select count(*) from report_file where run_id = :runId and state = 'duplicate') as duplicate,
            (select count(*) from report_file where run_id = :runId and state = 'quarantined') as quarantined,
            (select count(*) from payout where run_id = :runId) as payouts,
            (select coalesce(sum(line_count), 0)::bigint from payout where run_id = :runId) as lines,
            (select count(distinct line_id) from allocation where run_id = :runId) as matched,
            (select count(*) from deviation where state = 'open') as deviations,
            (select count(*) from deviation where opened_run = :runId) as opened,
            (select count(*) from voucher where run_id = :runId) as vouchers,
            (select count(*) from mail where run_id = :runId and state = 'sent') as mails,
            (select count(*) from report_file where run_id = :runId and state = 'failed') as failed`,
    { runId },
  );
  const count = (name: string) => Number(found?.[name] ?? 0n);
  return {
    run: Number(runId),
    files: { imported: count("imported"), duplicate: count("duplicate"), quarantined: count("quarantined") },
    payouts: count("payouts"),
    lines: count("lines"),
    matched: count("matched"),
    deviations: count("deviations"),
    opened: count("opened"),
    vouchers: count("vouchers"),
    mails: count("mails"),
    failed: count("failed"),
  };
}
