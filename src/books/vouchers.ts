/**
 * Writes vouchers. Rows from the ledger's payout entries, the allocations of a run or a person's decision are collected in a
 * temporary table; then vouchers are numbered, and rows written, in one statement each, so that the database checks that every
 * voucher balances.
 */
import type { VoucherPlan } from "../ledger/voucher-plan.ts";
import type { RowTexts } from "../ledger/row-texts.ts";
import { change, rows, sqlRecord, type Handle } from "./database.ts";

/** A planned row; debit positive, credit negative. */
export interface PlannedRow {
  readonly voucherId: bigint;
  readonly account: number;
  readonly amount: bigint;
  readonly text: string;
  readonly lineId: bigint | null;
}

/** Empty temporary tables `plan` (planned vouchers) and `draft` (their rows), also where the transaction has had them before. */
export async function openDrafts(trx: Handle): Promise<void> {
  await change(
    trx,
    `create temporary table if not exists plan (voucher_id bigint primary key, payout_id bigint, cause text, cause_key text,
       series text, fiscal_year integer, date date, currency text, text text, receivable integer, clearing integer,
       rounding integer, cost_centre text, project text, row_per text, place bigint, fiscal_year_part smallint,
       correcting text, corrects bigint, registered date, sign text) on commit drop`,
  );
  // `part` orders the rows of a voucher: the payout, its allocations, rounding, the clearing account, unsettled lines
  await change(
    trx,
    `create temporary table if not exists draft (voucher_id bigint, part smallint, sequence bigint, account integer,
       amount bigint, text text, line_id bigint) on commit drop`,
  );
  await change(trx, "with gone as (delete from plan) delete from draft");
}

const PLAN = /* sql */ `
  insert into plan select * from jsonb_populate_recordset(null::plan, :plans::jsonb)`;

export async function planVouchers(trx: Handle, plans: readonly VoucherPlan[]): Promise<void> {
  if (plans.length === 0) return;
  const records = plans.map((plan) => sqlRecord(plan));
  await change(trx, PLAN, { plans: JSON.stringify(records) });
}

export async function draftRows(trx: Handle, planned: readonly PlannedRow[], part = 1): Promise<void> {
  if (planned.length === 0) return;
  const records = planned.map((row, sequence) => sqlRecord({ ...row, part, sequence }));
  await change(trx, "insert into draft select * from jsonb_populate_recordset(null::draft, :rows::jsonb)", {
    rows: JSON.stringify(records),
  });
}

/**
 * SQL for a line's order number as the shop knows it, else Klarna's. `line` is an alias of the table. Completions are looked up
 * only for a line without a reference.
 */
export const ORDER_OF = (line: string) =>
  `coalesce(nullif(${line}.merchant_reference1, ''),
            (select max(c.merchant_reference1) from line_completion c where c.line_id = ${line}.id),
            nullif(${line}.short_order_id, ''), nullif(${line}.order_id, ''))`;

/**
 * Rows for every allocation after `:after`: the receivable's side, the rounding, and the clearing account's side if the line
 * was on it before. A reversal has negative amounts and needs no case of its own.
 */
const ALLOCATED = /* sql */ `
  with booked as materialized (
    select a.id, a.voucher_id, a.line_id, l.row as sequence, p.rounding, p.clearing, a.effect,
           coalesce(a.account, p.receivable) as account,
           case l.type when 'SALE' then -a.receivable_amount else a.receivable_amount end as receivable_side,
           case l.type when 'SALE' then a.line_amount else -a.line_amount end as line_side,
           p.cause = 'payout' as direct,
           coalesce(r.kind, '') as kind, r.number, ${ORDER_OF("l")} as reference
      from allocation a
      join plan p on p.voucher_id = a.voucher_id
      join line l on l.id = a.line_id
      left join receivable r on r.id = a.receivable_id
     where a.id > :after::bigint)
  insert into draft (voucher_id, part, sequence, account, amount, text, line_id)
  select voucher_id, 2, sequence, account, receivable_side,
         case effect
           when 'account' then left(concat_ws(': ', :words::jsonb ->> 'order' || ' ' || reference, :why::text), 200)
           else concat_ws(' ', :words::jsonb ->> kind, number,
                   case when reference is distinct from number and reference_key(reference) is distinct from reference_key(number)
                        then lower(:words::jsonb ->> 'order') || ' ' || reference end)
         end,
         line_id
    from booked where receivable_side <> 0
  union all
  select voucher_id, 3, sequence, rounding, -(receivable_side + line_side),
         concat_ws(' ', :words::jsonb ->> 'rounding', number), line_id
    from booked where receivable_side + line_side <> 0
  union all
  -- a line that is split between accounts leaves the clearing account in one row
  select voucher_id, 4, sequence, clearing, sum(line_side)::bigint,
         concat_ws(' ', :words::jsonb ->> 'settledNow', reference), line_id
    from booked where not direct and line_side <> 0
   group by voucher_id, sequence, clearing, line_id, reference, case when effect <> 'account' then id end`;

/**
 * Drafts the rows of the allocations after `afterAllocation`, into their vouchers. `why`: a person's reason to put a line on an
 * account.
 */
export async function draftAllocations(
  trx: Handle,
  afterAllocation: bigint,
  words: RowTexts,
  why?: string,
): Promise<void> {
  const reason = why?.replace(/[\s\p{C}]+/gu, " ").trim() || null;
  await change(trx, ALLOCATED, { after: afterAllocation, words: JSON.stringify(words), why: reason });
}

/** Sums rows per account and side, if the settings want that. */
const SUM_PER_ACCOUNT = /* sql */ `
  with summed as (
    delete from draft d using plan p
     where p.voucher_id = d.voucher_id and p.row_per = 'account' and d.part > 1
    returning d.*)
  insert into draft (voucher_id, part, sequence, account, amount, text, line_id)
  select voucher_id, part, 0, account, sum(amount),
         replace(:summed, '{count}', count(*)::text), null
    from summed group by voucher_id, part, account, amount > 0`;

const NUMBERED = /* sql */ `
  insert into voucher (id, payout_id, cause, cause_key, series, fiscal_year, fiscal_year_part, number, date, currency, text,
                       total, run_id, decision_id, created_at, registered, sign, corrects)
  select p.voucher_id, p.payout_id, p.cause, p.cause_key, p.series, p.fiscal_year, p.fiscal_year_part,
         coalesce((select max(v.number) from voucher v
                    where v.series = p.series and v.fiscal_year = p.fiscal_year
                      and v.fiscal_year_part = p.fiscal_year_part), 0)
           + row_number() over (partition by p.series, p.fiscal_year, p.fiscal_year_part order by p.place, p.voucher_id),
         p.date, p.currency,
         -- "Rättar K 43/2025, ...": the year only when it differs from the voucher's own
         case when c.id is null then p.text
              else p.correcting || ' ' || c.series || ' ' || c.number
                   || case when c.fiscal_year <> p.fiscal_year then '/' || c.fiscal_year else '' end || ', ' || p.text end,
         s.total, :runId::bigint, :decisionId::bigint, :at, p.registered, p.sign, c.id
    from plan p
    join (select voucher_id, sum(amount) filter (where amount > 0) as total from draft group by voucher_id) s
      on s.voucher_id = p.voucher_id
    left join voucher c on c.id = p.corrects
  returning id`;

// part 1 keeps its order; lines are ordered by row, so that the voucher reads like the report
const WRITE_ROWS = /* sql */ `
  insert into voucher_row (voucher_id, position, account, debit, credit, text, line_id, cost_centre, project)
  select d.voucher_id, row_number() over (partition by d.voucher_id order by d.part, d.sequence, d.account, d.amount),
         d.account, greatest(d.amount, 0), greatest(-d.amount, 0), d.text, d.line_id, p.cost_centre, p.project
    from draft d join plan p on p.voucher_id = d.voucher_id
    join voucher v on v.id = d.voucher_id`;

const ADD_POSTINGS = /* sql */ `
  insert into posting (voucher_id, target, waits_for)
  select v.id, t.target, 
         case when v.currency = any(:foreign::text[]) then 'needs_rate' when t.target = any(:gathering::text[]) then 'gathered' end
    from voucher v join plan p on p.voucher_id = v.id, unnest(:targets::text[]) with ordinality as t(target, place)
   -- payments are for vouchers in the book currency that settle something of an invoice
   where t.target not like '%-payments'
      or v.currency <> all(:foreign::text[])
         and exists (select from allocation a join receivable r on r.id = a.receivable_id
                      where a.voucher_id = v.id and (a.run_id = v.run_id or a.decision_id = v.decision_id)
                        and r.kind <> 'order')
   order by v.id, t.place
  on conflict do nothing`;

export interface Writing {
  readonly runId: bigint | null;
  readonly decisionId: bigint | null;
  readonly at: Date;
  readonly targets: readonly string[];
  /** Currencies that need an exchange rate: their deliveries wait for one. */
  readonly foreign: readonly string[];
  /** Targets whose vouchers wait until they are put into a file together. */
  readonly gathering: readonly string[];
  readonly words: RowTexts;
}

/** Numbers and writes all planned vouchers that have rows, and adds their pending deliveries. Returns how many. */
export async function writeVouchers(trx: Handle, writing: Writing): Promise<number> {
  await change(trx, SUM_PER_ACCOUNT, { summed: writing.words.summed });
  await change(trx, "analyze draft");
  const written = await rows(trx, { id: "bigint" }, NUMBERED, {
    runId: writing.runId,
    decisionId: writing.decisionId,
    at: writing.at,
  });
  if (written.length === 0) return 0;
  await change(trx, WRITE_ROWS);
  await change(trx, ADD_POSTINGS, {
    targets: [...writing.targets],
    foreign: [...writing.foreign],
    gathering: [...writing.gathering],
  });
  return written.length;
}
