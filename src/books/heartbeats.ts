/** Signs of life of the processes: each role's row is renewed while it works, and read by whoever asks who is alive. */
import { text, type Row, type RowShape } from "./row.ts";
import type { Role } from "../roles.ts";
import { change, rows, type Handle } from "./database.ts";

export interface LiveProcess {
  /** A UUID. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly startedAt: Date;
  /** The id of its home folder; null where that is not known. */
  readonly home: string | null;
}

/** What a role does at a beat. */
export interface Doing {
  readonly role: Role;
  /** The jobs under way, by their ids; null: it waits. */
  readonly workingOn: string | null;
  /** When a job last began or ended. */
  readonly jobAt: Date | null;
}

/** Rows that nobody has renewed for this long are removed. */
const KEPT_MS = 30 * 86_400_000;

/** Renews the rows of a process, and removes old ones of others: one statement. */
export async function beat(
  db: Handle,
  { id, host, pid, version, startedAt, home }: LiveProcess,
  doing: readonly Doing[],
  at: Date,
): Promise<void> {
  await change(
    db,
    `with old as (delete from heartbeat where beat_at < :before and process_id <> :id)
     insert into heartbeat (process_id, role, host, pid, version, started_at, beat_at, working_on, job_at, home)
     select :id, d.role, :host, :pid, :version, :startedAt, :at, d."workingOn", d."jobAt", :home::uuid
       from jsonb_to_recordset(:doing::jsonb) as d(role text, "workingOn" text, "jobAt" timestamptz)
         on conflict (process_id, role) do update
        set beat_at = excluded.beat_at, working_on = excluded.working_on, job_at = excluded.job_at, stopped_at = null`,
    {
      id,
      host,
      pid,
      version,
      startedAt,
      home,
      at,
      before: new Date(at.getTime() - KEPT_MS),
      doing: JSON.stringify(doing),
    },
  );
}

/** A process that ends in good order has not died. */
export async function endBeats(db: Handle, processId: string, at: Date): Promise<void> {
  await change(
    db,
    "update heartbeat set stopped_at = :at, beat_at = :at, working_on = null where process_id = :processId",
    { processId, at },
  );
}

const HEARTBEAT_ROW = {
  processId: "text",
  role: text<Role>(),
  host: "text",
  pid: "number",
  version: "text",
  startedAt: "instant",
  beatAt: "instant",
  workingOn: "text?",
  jobAt: "instant?",
  stoppedAt: "instant?",
  home: "text?",
} as const satisfies RowShape;
export type Heartbeat = Row<typeof HEARTBEAT_ROW>;

/** The newest first. */
export function heartbeats(db: Handle): Promise<readonly Heartbeat[]> {
  return rows(
    db,
    HEARTBEAT_ROW,
    `select process_id::text as "processId", role, host, pid, version, started_at as "startedAt", beat_at as "beatAt",
            working_on as "workingOn", job_at as "jobAt", stopped_at as "stoppedAt", home::text
       from heartbeat order by beat_at desc, process_id, role`,
  );
}

const WAITING_ROW = { role: text<Role>(), count: "number", since: "instant?" } as const satisfies RowShape;
/** How many rows wait for a role, and the oldest of them. */
export type Waiting = Row<typeof WAITING_ROW>;

/** What is due for each role of the night, as the sweep would enqueue it. */
export function waitingByRole(db: Handle): Promise<readonly Waiting[]> {
  return rows(
    db,
    WAITING_ROW,
    `with due (role, since) as (
       select 'import', started_at from run where state = 'collecting'
       union all select 'import', found_at from report_file where state = 'claimed'
       union all select 'match', started_at from run where state = 'matching'
       union all select 'post', v.created_at from posting o join voucher v on v.id = o.voucher_id
                  where o.state = 'pending' and o.waits_for is null
       union all select 'notify', started_at from run
                  where state = 'notifying' and not coalesce((result ->> 'told')::boolean, false)
       union all select 'notify', created_at from mail where state = 'pending')
     select role, count(*)::integer as count, min(since) as since from due group by role order by role`,
  );
}
