/**
 * After the ladder: each open line without an answer has one open deviation that says why, and each deviation whose
 * reason is gone is closed. A line keeps the day it was first told of, also when the reason changes.
 */
import { change, type Handle } from "../books/database.ts";
import { proposeCombinations } from "./combinations.ts";
import { findNearMisses } from "./near-misses.ts";

/** Codes that say why a line is not settled; a line has at most one of them open. */
export const UNSETTLED_CODES = [
  "no_receivable",
  "no_credit_note",
  "uncertain",
  "ambiguous",
  "overpaid",
  "already_settled",
  "currency_differs",
] as const;

const CODES = UNSETTLED_CODES.map((code) => `'${code}'`).join(", ");

// Lines settled in full that never had a deviation are nearly all, and are left out. A table of its own, since PostgreSQL
// cannot know beforehand how few the others are.
const PICKED = /* sql */ `
  create temporary table picked on commit drop as
  select * from verdict v
   where v.receivable_id is null or v.rule = 'part' or v.line_id in (select line_id from unsettled)`;

// What follows reads these lines here, so that the open lines are read once.
const WANTED = /* sql */ `
  create temporary table wanted on commit drop as
  select l.*, v.rung, v.rule, v.candidates, v.receivable_id, v.line_amount,
         case when v.receivable_id is not null then null
              when v.rule <> 'none' then v.rule
              when l.type = 'SALE' then 'no_receivable' else 'no_credit_note' end as code
    from picked v join open_line l on l.line_id = v.line_id`;

const CLOSE_ANSWERED = /* sql */ `
  update deviation d
     set state = 'closed', closed_at = :at, closed_run = :runId
    from wanted w
   where d.line_id = w.line_id and d.state = 'open' and d.code in (${CODES}) and d.code is distinct from w.code`;

const REFRESH = /* sql */ `
  update deviation d
     set candidates = coalesce(w.candidates, '[]'), rung = w.rung
    from wanted w
   where d.line_id = w.line_id and d.state = 'open' and d.code = w.code
     and (d.candidates, d.rung) is distinct from (coalesce(w.candidates, '[]'), w.rung)`;

const OPEN_UNANSWERED = /* sql */ `
  insert into deviation (code, payout_id, line_id, subject, merchant_id, payment_reference, expected, found, rung,
                         candidates, amount, currency, opened_at, opened_run)
  select w.code, w.payout_id, w.line_id, 'line ' || w.line_id, p.merchant_id, p.payment_reference,
         case when w.code = 'overpaid' then w.candidates -> 0 ->> 'open' end,
         show_minor(w.amount, w.currency), w.rung, coalesce(w.candidates, '[]'), w.amount, w.currency,
         coalesce((select min(d.opened_at) from deviation d
                    where d.line_id = w.line_id and d.code in (${CODES}) and d.closed_run = :runId), :at),
         :runId
    from wanted w join payout p on p.id = w.payout_id
   where w.code is not null
     and not exists (select from deviation d
                      where d.line_id = w.line_id and d.code = w.code and d.state in ('open', 'resolved'))
   order by w.line_id`;

/** A line that was smaller than what was open: settled, but the rest of the receivable is still to come. */
const OPEN_PARTLY_PAID = /* sql */ `
  insert into deviation (code, payout_id, line_id, receivable_id, subject, merchant_id, payment_reference, expected,
                         found, rung, candidates, amount, currency, opened_at, opened_run)
  select 'partly_paid', w.payout_id, w.line_id, w.receivable_id, 'line ' || w.line_id, p.merchant_id,
         p.payment_reference, w.candidates -> 0 ->> 'open', show_minor(w.line_amount, w.currency), w.rung,
         w.candidates, w.amount, w.currency, :at, :runId
    from wanted w join payout p on p.id = w.payout_id
   where w.rule = 'part'
   order by w.line_id`;

/** "Closes by itself when the rest arrives" (CONTRACT §5). */
const CLOSE_PAID_UP = /* sql */ `
  update deviation d
     set state = 'closed', closed_at = :at, closed_run = :runId
    from receivable r
   where d.code = 'partly_paid' and d.state = 'open' and r.id = d.receivable_id
     and r.open_amount = (select sum(a.receivable_amount) from allocation a
                           where a.receivable_id = r.id and a.effect = 'settles')`;

const FORGET_SETTLED = /* sql */ `
  delete from unsettled u using open_line l, verdict v
   where u.line_id = l.line_id and v.line_id = l.line_id
     and v.rule in ('exact', 'twin', 'whole_order', 'tolerance', 'part', 'pay_back')`;

const KEEP_UNSETTLED = /* sql */ `
  insert into unsettled (line_id, payout_id)
  select line_id, payout_id from wanted where code is not null
  on conflict do nothing`;

export interface When {
  readonly runId: bigint;
  readonly at: Date;
}

/** Opens, refreshes and closes deviations of open lines after the ladder; keeps the register of unsettled lines. */
export async function syncDeviations(trx: Handle, when: When): Promise<void> {
  const bindings = { runId: when.runId, at: when.at };
  await change(trx, "analyze verdict");
  await change(trx, PICKED);
  await change(trx, "analyze picked");
  await change(trx, WANTED);
  await change(trx, "analyze wanted");
  await proposeCombinations(trx);
  await change(trx, CLOSE_ANSWERED, bindings);
  await change(trx, REFRESH);
  await change(trx, OPEN_UNANSWERED, bindings);
  await change(trx, OPEN_PARTLY_PAID, bindings);
  await change(trx, CLOSE_PAID_UP, bindings);
  await change(trx, FORGET_SETTLED);
  await change(trx, KEEP_UNSETTLED);
  await findNearMisses(trx, when.runId);
}
