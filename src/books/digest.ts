/** What a run's digest reads from the books, and whether it has been composed. Amounts are minor units. */
import { json, text, type Row, type RowShape } from "./row.ts";
import type { Message } from "../message.ts";
import type { Refusal } from "../reports/report.ts";
import { unfindableWords } from "../reports/payout/findable.ts";
import { change, holds, rows, value, type Handle } from "./database.ts";
import { IS_UNFINDABLE } from "./unfindable.ts";
import { openDeviation } from "./open-deviation.ts";

/** True once the digest is stored, or there was nothing to report. */
export async function isDigestComposed(db: Handle, runId: bigint): Promise<boolean> {
  return holds(
    db,
    "select coalesce((result ->> 'told')::boolean, false) as composed from run where id = :runId",
    { runId },
  );
}

export async function markDigestComposed(trx: Handle, runId: bigint): Promise<void> {
  await change(trx, `update run set result = result || '{"told": true}' where id = :runId`, { runId });
}

/** Lets the run compose another digest: its files are retried, and the outcome goes into an e-mail of its own. */
export async function reopenDigests(trx: Handle, runIds: readonly bigint[]): Promise<void> {
  await change(
    trx,
    `update run set state = 'importing', finished_at = null, problem = null,
            result = result - 'told' || jsonb_build_object('retold', coalesce((result ->> 'retold')::integer, 0) + 1)
      where id = any(:runIds::bigint[]) and state in ('done', 'failed')`,
    { runIds: runIds.map(String) },
  );
}

/** How many digests the run had composed before it was retried. */
export async function earlierDigests(trx: Handle, runId: bigint): Promise<number> {
  const found = await value(
    trx,
    "number",
    "select coalesce((result ->> 'retold')::integer, 0) as count from run where id = :runId",
    { runId },
  );
  return found ?? 0;
}

const RUN_FILE_ROW = {
  name: "text",
  kind: text<"report" | "receivables">(),
  state: "text",
  refusals: json<readonly Refusal[]>(),
  /** Of the file's open deviation, if it has one. */
  deviationId: "bigint?",
} as const satisfies RowShape;
export type RunFile = Row<typeof RUN_FILE_ROW>;

/** The files of a run, in the order in which they were claimed. */
export function filesIn(db: Handle, runId: bigint): Promise<readonly RunFile[]> {
  return rows(
    db,
    RUN_FILE_ROW,
    `select f.name, f.kind, f.state, coalesce(f.reason, '[]') as refusals,
            ${openDeviation("d.subject = 'file ' || f.sha256")} as "deviationId"
       from report_file f where f.run_id = :runId order by f.id`,
    { runId },
  );
}

/** What came of a run's receivables lists. */
export interface ReceivablesOutcome {
  readonly taken: number;
  readonly refused: readonly { readonly file: string; readonly line: number; readonly problem: Message }[];
}

/** Null: the run had no receivables lists. */
export async function receivablesIn(db: Handle, runId: bigint): Promise<ReceivablesOutcome | null> {
  return value(
    db,
    json<ReceivablesOutcome | null>(),
    "select result -> 'receivables' as receivables from run where id = :runId",
    { runId },
  );
}

const RUN_PAYOUT_ROW = {
  issuer: "text",
  merchantId: "text",
  paymentReference: "text",
  /** "2026-05-02" */
  date: "text",
  currency: "text",
  amount: "minor",
  lines: "number",
  matched: "number",
  deviating: "number",
  remainder: "minor",
  /** "none": the merchant's sales are booked as daily sums, so its lines are not matched. */
  receivables: text<"each" | "none">(),
  /** "K 12" */
  vouchers: json<readonly string[]>(),
  /** What the report's configuration kept from being verified. */
  unproven: json<readonly Message[]>(),
} as const satisfies RowShape;

export interface RunPayoutView extends Row<typeof RUN_PAYOUT_ROW> {
  /** Why none of its lines can be matched, and the remedy; null where some can. */
  readonly unfindable: Message | null;
}

const PAYOUTS = /* sql */ `
  select p.issuer, p.merchant_id as "merchantId", p.payment_reference as "paymentReference", p.date, p.currency,
         p.settlement_amount as amount, p.line_count as lines, p.unproven,
         case when exists (select from payout_without_receivables w where w.payout_id = p.id) then 'none' else 'each'
         end as receivables,
         p.columns, ${IS_UNFINDABLE} as "isUnfindable",
         (select count(distinct a.line_id)::integer from allocation a join line l on l.id = a.line_id
           where l.payout_id = p.id and a.run_id = :runId) as matched,
         (select count(distinct x.line_id)::integer from (
            select u.line_id from unsettled u where u.payout_id = p.id
            union all select d.line_id from deviation d where d.payout_id = p.id and d.state = 'open'
                                                          and d.line_id is not null) x) as deviating,
         coalesce((select sum(r.debit - r.credit) from voucher v join voucher_row r on r.voucher_id = v.id
                    where v.payout_id = p.id), 0)::bigint as remainder,
         coalesce((select array_agg(v.series || ' ' || v.number order by v.number)
                     from voucher v where v.payout_id = p.id), '{}') as vouchers
    from payout p where p.run_id = :runId order by p.date, p.payment_reference`;

/** The payouts that a run booked. */
export async function payoutsIn(db: Handle, runId: bigint): Promise<readonly RunPayoutView[]> {
  const found = await rows(
    db,
    { ...RUN_PAYOUT_ROW, columns: json<string[]>(), isUnfindable: "boolean" },
    PAYOUTS,
    { runId },
  );
  return found.map(({ columns, isUnfindable, ...one }) => ({
    ...one,
    unfindable: isUnfindable && one.deviating > 0 ? unfindableWords(columns) : null,
  }));
}

const FAILED_WORK_ROW = {
  /** As `kvitt retry` takes it: "file:12". */
  id: "text",
  step: text<"import" | "post">(),
  subject: "text",
  since: "instant",
  attempts: "number",
  error: "text",
} as const satisfies RowShape;
export type FailedWork = Row<typeof FAILED_WORK_ROW>;

/** Imports of the run that failed for good, and deliveries of any run that failed or are being retried. */
export function failedWork(db: Handle, runId: bigint): Promise<readonly FailedWork[]> {
  return rows(
    db,
    FAILED_WORK_ROW,
    `select 'file:' || f.id as id, 'import' as step, f.name as subject, f.found_at as since, 0 as attempts,
            coalesce(f.problem, '') as error
       from report_file f where f.run_id = :runId and f.state = 'failed'
     union all
     select 'posting:' || o.id, 'post', v.series || ' ' || v.number || ' → ' || o.target, v.created_at, o.attempts,
            coalesce(o.problem, '')
       from posting o join voucher v on v.id = o.voucher_id
      where o.state = 'failed' or (o.state = 'pending' and o.problem is not null and o.waits_for is null)
     order by 1`,
    { runId },
  );
}
