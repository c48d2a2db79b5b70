/** What a run has done and left undone, counted from the rows that it wrote. Reads only. */
import { sameType, text } from "./row.ts";
import { rows, type Handle } from "./database.ts";
import type { RunState } from "./runs.ts";

export interface Counts {
  readonly run: number;
  readonly files: { readonly imported: number; readonly duplicate: number; readonly quarantined: number };
  /** Reports of booked payouts with other content: they get a deviation and are never booked. */
  readonly changed: number;
  readonly payouts: number;
  readonly lines: number;
  readonly matched: number;
  /** Open deviations of all runs: if there are any, the exit code is 3. */
  readonly deviations: number;
  readonly opened: number;
  readonly vouchers: number;
  readonly mails: number;
  /** Reports whose import failed for good. */
  readonly failed: number;
  /** Files that could not be claimed. */
  readonly untaken: number;
}

const COUNTS = [
  "imported",
  "duplicate",
  "quarantined",
  "changed",
  "payouts",
  "lines",
  "matched",
  "deviations",
  "opened",
  "vouchers",
  "mails",
  "failed",
  "untaken",
];

export async function countRun(db: Handle, runId: bigint): Promise<Counts> {
  const [found] = await rows(
    db,
    sameType(COUNTS, "bigint"),
    `select (select count(*) from report_file where run_id = :runId and state = 'imported') as imported,
            (select count(*) from report_file where run_id = :runId and state = 'duplicate') as duplicate,
            (select count(*) from report_file where run_id = :runId and state = 'quarantined') as quarantined,
            (select count(*) from report_file where run_id = :runId and state = 'changed') as changed,
            (select count(*) from payout where run_id = :runId) as payouts,
            (select coalesce(sum(line_count), 0)::bigint from payout where run_id = :runId) as lines,
            (select count(distinct line_id) from allocation where run_id = :runId) as matched,
            (select count(*) from deviation where state = 'open') as deviations,
            (select count(*) from deviation where opened_run = :runId) as opened,
            (select count(*) from voucher where run_id = :runId) as vouchers,
            (select count(*) from mail where run_id = :runId and state = 'sent') as mails,
            (select count(*) from report_file where run_id = :runId and state = 'failed') as failed,
            (select coalesce(jsonb_array_length(result -> 'untaken'), 0)::bigint from run where id = :runId) as untaken`,
    { runId },
  );
  const count = (name: string) => Number(found?.[name] ?? 0n);
  return {
    run: Number(runId),
    files: { imported: count("imported"), duplicate: count("duplicate"), quarantined: count("quarantined") },
    changed: count("changed"),
    payouts: count("payouts"),
    lines: count("lines"),
    matched: count("matched"),
    deviations: count("deviations"),
    opened: count("opened"),
    vouchers: count("vouchers"),
    mails: count("mails"),
    failed: count("failed"),
    untaken: count("untaken"),
  };
}

/** How many of a run's reports have been decided; null when there is no such run. */
export async function howFar(
  db: Handle,
  runId: bigint,
): Promise<{ readonly all: number; readonly done: number; readonly state: RunState } | null> {
  const [found] = await rows(
    db,
    { all: "bigint", done: "bigint", state: text<RunState>() },
    `select r.state, count(f.id) as all, count(f.id) filter (where f.state <> 'claimed') as done
       from run r left join report_file f on f.run_id = r.id where r.id = :runId group by r.state`,
    { runId },
  );
  return found ? { all: Number(found.all), done: Number(found.done), state: found.state } : null;
}

/** Deliveries and e-mails that are being retried, and those of this run that have failed for good. */
export async function countUndelivered(db: Handle, runId: bigint | null): Promise<number> {
  const [found] = await rows(
    db,
    { count: "bigint" },
    `select (select count(*) from posting o join voucher v on v.id = o.voucher_id
              where o.problem is not null and o.waits_for is null
                and (o.state = 'pending' or o.state = 'failed' and v.run_id is not distinct from :runId))
          + (select count(*) from mail
              where problem is not null
                and (state = 'pending' or state = 'failed' and run_id is not distinct from :runId)) as count`,
    { runId },
  );
  return Number(found?.count ?? 0n);
}
