/**
 * A payout's opening debt is the closing debt of the one before it; where it is not, the issuer has invoiced the debt
 * or a payout is missing. Judged anew when an earlier payout arrives late.
 */
import { change, type Handle } from "../books/database.ts";
import type { When } from "../matching/deviations.ts";

const GAPS = /* sql */ `
  create temporary table debt_gap on commit drop as
  select * from (
    select p.id as payout_id, p.merchant_id, p.payment_reference, p.currency,
           (p.totals ->> 'openingDebt')::bigint as opening,
           lag((p.totals ->> 'closingDebt')::bigint) over previous as closing
      from payout p
     where (p.issuer, p.merchant_id, p.currency) in (
             select q.issuer, q.merchant_id, q.currency from payout q join taking_part t on t.payout_id = q.id where t.fresh)
    window previous as (partition by p.issuer, p.merchant_id, p.currency order by p.date, p.payment_reference)) x
   where opening is not null and closing is not null`;

const CLOSE = /* sql */ `
  update deviation d set state = 'closed', closed_at = :at, closed_run = :runId
    from debt_gap g
   where d.code = 'debt_gap' and d.state = 'open' and d.payout_id = g.payout_id and g.opening = g.closing`;

const OPEN = /* sql */ `
  insert into deviation (code, payout_id, subject, merchant_id, payment_reference, expected, found, amount, currency,
                         opened_at, opened_run)
  select 'debt_gap', g.payout_id, 'payout ' || g.payout_id, g.merchant_id, g.payment_reference,
         show_minor(g.closing, g.currency), show_minor(g.opening, g.currency), abs(g.opening - g.closing), g.currency,
         :at, :runId
    from debt_gap g
   where g.opening <> g.closing
     and not exists (select from deviation d where d.code = 'debt_gap' and d.payout_id = g.payout_id
                        and d.state in ('open', 'resolved'))`;

/** Needs `taking_part` of this transaction. */
export async function checkDebt(trx: Handle, { runId, at }: When): Promise<void> {
  await change(trx, GAPS);
  await change(trx, CLOSE, { runId, at });
  await change(trx, OPEN, { runId, at });
}
