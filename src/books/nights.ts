/** The last night of each scope and its run, and the pings that are due after nights. Reads and writes rows; judges nothing. */
import { change, rows, type Handle } from "./database.ts";
import { text, nullable, type Row, type RowShape } from "./row.ts";
import type { RunState } from "./runs.ts";

const NIGHT_ROW = {
  scope: "text",
  /** "2026-03-02" */
  night: "text",
  /** null: the night before the installation, which has no run. */
  runId: "bigint?",
  state: nullable(text<RunState>()),
  startedAt: "instant?",
} as const satisfies RowShape;
export type NightRow = Row<typeof NIGHT_ROW>;

/** The newest night that was begun, of each scope that has had one. */
export function newestNights(db: Handle): Promise<readonly NightRow[]> {
  return rows(
    db,
    NIGHT_ROW,
    `select s.scope, s.last_night as night, r.id as "runId", r.state, r.started_at as "startedAt"
       from schedule s left join run r on r.scope = s.scope and r.night = s.last_night order by s.scope`,
  );
}

/** Writes down that the newest nightly run, if it is done, is to be pinged for: once. Earlier ones are past. */
export async function addPing(db: Handle, at: Date): Promise<void> {
  await change(
    db,
    `insert into ping (run_id, next_at)
     select id, :at from run where kind = 'nightly' and state = 'done' order by id desc limit 1
         on conflict do nothing`,
    { at },
  );
}

/** Takes the newest ping that is due; until `next` nobody else takes it. */
export async function takePing(
  db: Handle,
  at: Date,
  next: (attempts: number) => Date,
  attemptsMax: number,
): Promise<{ readonly runId: bigint; readonly attempts: number } | null> {
  return db.transaction(async (trx) => {
    const [due] = await rows(
      trx,
      { runId: "bigint", attempts: "number" },
      `select run_id as "runId", attempts from ping
        where run_id = (select max(run_id) from ping)
          and sent_at is null and next_at <= :at and attempts < :attemptsMax
          for update skip locked`,
      { at, attemptsMax },
    );
    if (due === undefined) return null;
    const attempts = due.attempts + 1;
    await change(trx, "update ping set attempts = :attempts, next_at = :next where run_id = :runId", {
      attempts,
      next: next(attempts),
      runId: due.runId,
    });
    return { runId: due.runId, attempts };
  });
}

/** `problem` null: it was answered. */
export async function recordPing(db: Handle, runId: bigint, at: Date, problem: string | null): Promise<void> {
  await change(
    db,
    `update ping set problem = :problem, sent_at = case when :problem::text is null then :at::timestamptz end
      where run_id = :runId and sent_at is null`,
    { runId, at, problem },
  );
}

/** Of the newest ping; null: there was none yet. */
export async function newestPing(
  db: Handle,
): Promise<{ readonly sentAt: Date | null; readonly problem: string | null } | null> {
  const [found] = await rows(
    db,
    { sentAt: "instant?", problem: "text?" },
    `select sent_at as "sentAt", problem from ping order by run_id desc limit 1`,
  );
  return found ?? null;
}
