/** Deliveries of vouchers to targets: reads what to deliver, and records the outcome. */
import { json, text, type Row, type RowShape } from "./row.ts";
import type { Minor } from "../money.ts";
import type { VoucherRow } from "../ledger/voucher.ts";
import { batches, change, column, oneRow, value, type Handle } from "./database.ts";
import { VOUCHER_HEAD, VOUCHER_HEAD_COLUMNS } from "./voucher-head.ts";

/** A voucher may have a million rows, so they are read in batches. */
const BATCH = 10_000;

/** A voucher without its rows, and what they use: what `SOURCE_COLUMNS` selects. */
export const SOURCE_ROW = {
  voucherId: "bigint",
  ...VOUCHER_HEAD,
  accounts: json<readonly number[]>(),
  costCentres: json<readonly string[]>(),
  projects: json<readonly string[]>(),
} as const satisfies RowShape;
export type SourceRow = Row<typeof SOURCE_ROW>;

/** Over the aliases v (voucher) and p (its payout). */
export const SOURCE_COLUMNS = /* sql */ `
            v.id as "voucherId", ${VOUCHER_HEAD_COLUMNS},
            (select array_agg(distinct r.account order by r.account) from voucher_row r where r.voucher_id = v.id) as accounts,
            coalesce((select array_agg(distinct r.cost_centre order by r.cost_centre) from voucher_row r
                       where r.voucher_id = v.id and r.cost_centre is not null), '{}') as "costCentres",
            coalesce((select array_agg(distinct r.project order by r.project) from voucher_row r
                       where r.voucher_id = v.id and r.project is not null), '{}') as projects`;

const POSTING_ROW = {
  id: "bigint",
  target: "text",
  state: text<"pending" | "posted" | "failed">(),
  attempts: "number",
  sentAt: "instant?",
  payoutId: "bigint",
  /** It was decided that a SIE file gathers it with others. */
  isGathered: "boolean",
  ...SOURCE_ROW,
} as const satisfies RowShape;
export type PostingRow = Row<typeof POSTING_ROW>;

/** Counts the attempt, before the target is called. Null: it is delivered already, has failed, or waits for something. */
export async function beginPosting(db: Handle, id: bigint): Promise<PostingRow | null> {
  return oneRow(
    db,
    POSTING_ROW,
    `with o as (
       update posting set attempts = attempts + 1
        where id = :id and state = 'pending' and waits_for is null returning id, target, state, attempts, voucher_id, sent_at)
     select o.id, o.target, o.state, o.attempts, o.sent_at as "sentAt", v.payout_id as "payoutId",
            exists (select from sie_file_voucher m where m.posting_id = o.id) as "isGathered", ${SOURCE_COLUMNS}
       from o join voucher v on v.id = o.voucher_id join payout p on p.id = v.payout_id`,
    { id },
  );
}

export const VOUCHER_ROW_SHAPE = {
  position: "number",
  account: "number",
  debit: "minor",
  credit: "minor",
  text: "text",
  costCentre: "text?",
  project: "text?",
} as const satisfies RowShape;

/** The rows of a voucher, in order. */
export function voucherRows(db: Handle, voucherId: bigint): AsyncIterable<readonly VoucherRow[]> {
  return batches(
    db,
    VOUCHER_ROW_SHAPE,
    "position",
    `select position, account, debit, credit, text, cost_centre as "costCentre", project
       from voucher_row where voucher_id = :voucherId and position > :after order by position limit ${BATCH}`,
    { voucherId },
    BATCH,
  );
}

/** The dates of the receivables that a voucher settles something of, ascending. */
export async function settledDates(db: Handle, voucherId: bigint): Promise<readonly string[]> {
  return column(
    db,
    "text",
    `select distinct r.date from allocation a join receivable r on r.id = a.receivable_id
      where a.voucher_id = :voucherId and r.date is not null order by 1`,
    { voucherId },
  );
}

/** What a voucher settles of receivables with a date, signed as on its rows: debit above zero, credit below. */
export function settledReceivables(
  db: Handle,
  voucherId: bigint,
): AsyncIterable<readonly { readonly number: string; readonly date: string; readonly amount: Minor }[]> {
  return batches(
    db,
    { id: "bigint", number: "text", date: "text", amount: "minor" },
    "id",
    `select a.id, r.number, r.date, case l.type when 'SALE' then -a.receivable_amount else a.receivable_amount end as amount
       from allocation a join receivable r on r.id = a.receivable_id join line l on l.id = a.line_id
      where a.voucher_id = :voucherId and r.date is not null and a.id > :after
        -- a write-off of an order counts as settled and as paid back, and is one row
        and not (a.effect = 'pays_back' and a.line_amount = 0)
      order by a.id limit ${BATCH}`,
    { voucherId },
    BATCH,
  );
}

/** Records a delivery. The payout is posted when all deliveries of its vouchers are. `rates`: those that were used. */
export async function recordPosted(
  db: Handle,
  id: bigint,
  { reference, rates }: { readonly reference: string; readonly rates: readonly unknown[] },
  at: Date,
): Promise<void> {
  await change(db, "select posting_done(:id, :reference, :rates::jsonb, :at)", {
    id,
    reference,
    rates: JSON.stringify(rates),
    at,
  });
}

/**
 * Marks a delivery as sent, before the target is called. False: it was sent before. `before`: when that was, and that it was not found
 * since; so of two workers one goes on.
 */
export async function claimSending(db: Handle, id: bigint, before: Date | null, at: Date): Promise<boolean> {
  const changed = await change(
    db,
    `update posting set sent_at = :at
      where id = :id and state = 'pending' and sent_at is not distinct from :before::timestamptz`,
    { id, before, at },
  );
  return changed === 1;
}

/** Nothing was sent, or what was sent was refused. */
export async function releaseSending(db: Handle, id: bigint): Promise<void> {
  await change(db, "update posting set sent_at = null where id = :id and state = 'pending'", { id });
}

export async function recordProblem(db: Handle, id: bigint, problem: string): Promise<void> {
  await change(db, "update posting set problem = :problem where id = :id and state = 'pending'", {
    id,
    problem,
  });
}

export async function recordFailed(db: Handle, id: bigint, problem: string): Promise<void> {
  await change(
    db,
    `with failed as (
       update posting set state = 'failed', problem = :problem where id = :id and state = 'pending' returning voucher_id)
     update payout set state = 'failed' where id in (select v.payout_id from voucher v join failed f on f.voucher_id = v.id)`,
    { id, problem },
  );
}

export async function recordWaiting(db: Handle, id: bigint, waitsFor: string): Promise<void> {
  await change(db, "update posting set waits_for = :waitsFor where id = :id and state = 'pending'", {
    id,
    waitsFor,
  });
}

/** "K 12 → sie": the voucher, and where it was to go. */
export function postingName(db: Handle, id: bigint): Promise<string | null> {
  return value(
    db,
    "text",
    `select v.series || ' ' || v.number || ' → ' || o.target
       from posting o join voucher v on v.id = o.voucher_id where o.id = :id`,
    { id },
  );
}
