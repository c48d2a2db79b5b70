/** What a run has done and left undone, counted from the rows that it wrote. Reads only. */
import { sameType, text } from "./row.ts";
import { oneRow, value, type Handle } from "./database.ts";
import type { RunState } from "./runs.ts";

const files = (state: string) =>
  `select count(*) from report_file where run_id = :runId and state = '${state}'`;

const FILES = {
  imported: files("imported"),
  duplicate: files("duplicate"),
  quarantined: files("quarantined"),
} as const;

const COUNTS = {
  /** Reports of booked payouts with other content: they get a deviation and are never booked. */
  changed: files("changed"),
  payouts: "select count(*) from payout where run_id = :runId",
  lines: "select coalesce(sum(line_count), 0) from payout where run_id = :runId",
  matched: "select count(distinct line_id) from allocation where run_id = :runId",
  /** Open deviations of all runs: if there are any, the exit code is 3. */
  deviations: "select count(*) from deviation where state = 'open'",
  opened: "select count(*) from deviation where opened_run = :runId",
  vouchers: "select count(*) from voucher where run_id = :runId",
  mails: "select count(*) from mail where run_id = :runId and state = 'sent'",
  /** Reports whose import failed for good. */
  failed: files("failed"),
  /** Files that could not be claimed. */
  untaken: "select coalesce(jsonb_array_length(result -> 'untaken'), 0) from run where id = :runId",
} as const;

export interface Counts extends Readonly<Record<keyof typeof COUNTS, number>> {
  readonly run: number;
  readonly files: Readonly<Record<keyof typeof FILES, number>>;
}

export async function countRun(db: Handle, runId: bigint): Promise<Counts> {
  const counted = async <N extends string>(queries: Readonly<Record<N, string>>) => {
    const names = Object.keys(queries) as N[]; // Object.keys forgets the keys' type
    const columns = names.map((name) => `coalesce((${queries[name]}), 0)::integer as ${name}`);
    const found = await oneRow(db, sameType(names, "number"), `select ${columns.join(", ")}`, { runId });
    if (found === null) throw new Error("a query without tables has one row");
    return found;
  };
  return { run: Number(runId), files: await counted(FILES), ...(await counted(COUNTS)) };
}

/** How many of a run's reports have been decided; null when there is no such run. */
export function howFar(
  db: Handle,
  runId: bigint,
): Promise<{ readonly all: number; readonly done: number; readonly state: RunState } | null> {
  return oneRow(
    db,
    { all: "number", done: "number", state: text<RunState>() },
    `select r.state, count(f.id)::integer as all, count(f.id) filter (where f.state <> 'claimed')::integer as done
       from run r left join report_file f on f.run_id = r.id where r.id = :runId group by r.state`,
    { runId },
  );
}

/** Deliveries and e-mails that are being retried, and those of this run that have failed for good. */
export async function countUndelivered(db: Handle, runId: bigint | null): Promise<number> {
  const found = await value(
    db,
    "number",
    `select (select count(*) from posting o join voucher v on v.id = o.voucher_id
              where o.problem is not null and o.waits_for is null
                and (o.state = 'pending' or o.state = 'failed' and v.run_id is not distinct from :runId))::integer
          + (select count(*) from mail
              where problem is not null
                and (state = 'pending' or state = 'failed' and run_id is not distinct from :runId))::integer`,
    { runId },
  );
  return found ?? 0;
}
