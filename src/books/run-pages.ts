/** Runs as people look at them: a page of the list, one run with its steps, and its files. Reads only. */
import { json, text, type Row, type RowShape } from "./row.ts";
import type { Refusal } from "../reports/report.ts";
import { oneRow, rows, type Handle } from "./database.ts";
import type { FileState } from "./report-files.ts";
import type { RunKind, RunState } from "./runs.ts";
import { openDeviation } from "./open-deviation.ts";

const LISTED_RUN_ROW = {
  id: "bigint",
  kind: text<RunKind>(),
  /** "*", or a merchant id. */
  scope: "text",
  /** The scheduled night; null when a person asked. */
  night: "text?",
  state: text<RunState>(),
  startedAt: "instant",
  finishedAt: "instant?",
  problem: "text?",
  files: "number",
  payouts: "number",
} as const satisfies RowShape;
export type ListedRun = Row<typeof LISTED_RUN_ROW>;

const LISTED_RUN = /* sql */ `
  select r.id, r.kind, r.scope, r.night, r.state, r.started_at as "startedAt", r.finished_at as "finishedAt", r.problem,
         (select count(*) from report_file f where f.run_id = r.id)::integer as files,
         (select count(*) from payout p where p.run_id = r.id)::integer as payouts
    from run r`;

/** Newest first: the runs with an id below `before`, or the newest. */
export function listedRuns(
  db: Handle,
  { before, most }: { readonly before: bigint | null; readonly most: number },
): Promise<readonly ListedRun[]> {
  return rows(
    db,
    LISTED_RUN_ROW,
    `${LISTED_RUN} where (:before::bigint is null or r.id < :before) order by r.id desc limit :most`,
    { before, most },
  );
}

export function listedRun(db: Handle, id: bigint): Promise<ListedRun | null> {
  return oneRow(db, LISTED_RUN_ROW, `${LISTED_RUN} where r.id = :id`, { id });
}

const RUN_TIMES_ROW = {
  files: "number",
  decided: "number",
  foundAt: "instant?",
  decidedAt: "instant?",
  vouchers: "number",
  bookedAt: "instant?",
  postings: "number",
  posted: "number",
  postedAt: "instant?",
  mails: "number",
  sent: "number",
  composedAt: "instant?",
  sentAt: "instant?",
} as const satisfies RowShape;
/** What each step of a run wrote, and when it wrote the last of it. */
export type RunTimes = Row<typeof RUN_TIMES_ROW>;

export async function runTimes(db: Handle, runId: bigint): Promise<RunTimes> {
  const found = await oneRow(
    db,
    RUN_TIMES_ROW,
    `select f.*, v.*, o.*, m.*
       from (select count(*)::integer as files, count(*) filter (where state <> 'claimed')::integer as decided,
                    max(found_at) as "foundAt", max(decided_at) as "decidedAt"
               from report_file where run_id = :runId) f,
            (select count(*)::integer as vouchers, max(created_at) as "bookedAt" from voucher where run_id = :runId) v,
            (select count(*)::integer as postings, count(*) filter (where o.state = 'posted')::integer as posted,
                    max(o.posted_at) as "postedAt"
               from posting o join voucher v on v.id = o.voucher_id where v.run_id = :runId) o,
            (select count(*)::integer as mails, count(*) filter (where state = 'sent')::integer as sent,
                    max(created_at) as "composedAt", max(sent_at) as "sentAt"
               from mail where run_id = :runId) m`,
    { runId },
  );
  if (found === null) throw new Error("a query of sums has one row");
  return found;
}

const RUN_FILE_ROW = {
  id: "bigint",
  kind: text<"report" | "receivables">(),
  name: "text",
  /** Bytes. */
  size: "bigint",
  state: text<FileState>(),
  refusals: json<readonly Refusal[]>(),
  problem: "text?",
  foundAt: "instant",
  decidedAt: "instant?",
  /** The open deviation about the file. */
  deviation: "bigint?",
  /** The first payout of the file. */
  payout: json<{ readonly merchantId: string; readonly reference: string } | null>(),
} as const satisfies RowShape;
export type RunFile = Row<typeof RUN_FILE_ROW>;

/** In the order in which they came, those after the id `after`. */
export function filesOfRun(
  db: Handle,
  { runId, after, most }: { readonly runId: bigint; readonly after: bigint; readonly most: number },
): Promise<readonly RunFile[]> {
  return rows(
    db,
    RUN_FILE_ROW,
    `select f.id, f.kind, f.name, f.size, f.state, f.problem, f.found_at as "foundAt", f.decided_at as "decidedAt",
            case when jsonb_typeof(f.reason) = 'array' then f.reason else '[]' end as refusals,
            ${openDeviation("d.report_file_id = f.id")} as deviation,
            (select json_build_object('merchantId', p.merchant_id, 'reference', p.payment_reference)
               from payout p where p.report_file_id = f.id order by p.id limit 1) as payout
       from report_file f where f.run_id = :runId and f.id > :after order by f.id limit :most`,
    { runId, after, most },
  );
}

const RUN_MAIL_ROW = {
  id: "bigint",
  subject: "text",
  state: text<"pending" | "sent" | "failed">(),
  problem: "text?",
  composedAt: "instant",
  sentAt: "instant?",
} as const satisfies RowShape;
export type RunMail = Row<typeof RUN_MAIL_ROW>;

export function mailsOfRun(db: Handle, runId: bigint, most: number): Promise<readonly RunMail[]> {
  return rows(
    db,
    RUN_MAIL_ROW,
    `select id, subject, state, problem, created_at as "composedAt", sent_at as "sentAt"
       from mail where run_id = :runId order by id limit :most`,
    { runId, most },
  );
}
