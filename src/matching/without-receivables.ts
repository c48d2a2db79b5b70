/**
 * Merchants whose sales are booked as daily sums have no receivable for each order (`merchants.<id>.receivables: none`,
 * CONTRACT §5). Their lines are booked to the clearing account and look for nothing: they are kept out of the climb and out
 * of the register of unsettled lines. What is watched is the account's balance, which is kept for each payout.
 *
 * The setting may be changed at any time. Switched on, what a merchant's lines were told of is closed; switched off, its
 * lines that nothing covers are tried again like those of anybody else.
 */
import { merchantsWithoutReceivables, type Settings } from "../config/settings.ts";
import { change, type Handle } from "../books/database.ts";
import { IS_PAYMENT_DEFAULT } from "../books/disputes.ts";
import { UNSETTLED_CODES, type When } from "./deviations.ts";

const NOT_ANY_MORE = /* sql */ `
  with again as (
    delete from payout_without_receivables w using payout p
     where p.id = w.payout_id and not p.merchant_id = any(:merchants) returning w.payout_id)
  insert into unsettled (line_id, payout_id)
  select l.id, l.payout_id
    from line l
   where l.payout_id in (select payout_id from again) and l.type in ('SALE', 'RETURN')
     -- that RETURN is booked to an account of its own and never looks for anything
     and not ${IS_PAYMENT_DEFAULT}
     and l.amount > coalesce((select sum(a.line_amount) from allocation a where a.line_id = l.id), 0)
  on conflict do nothing`;

const FROM_NOW_ON = /* sql */ `
  insert into payout_without_receivables (payout_id)
  select id from payout where merchant_id = any(:merchants)
  on conflict do nothing`;

/** What a line puts on the clearing account, over table aliases of a line and its open amount. */
const ON_CLEARING = (type: string, open: string) => `case ${type} when 'SALE' then -${open} else ${open} end`;

/** Lines that waited for a receivable, or do again since a decision was taken back. */
const WAIT_NO_LONGER = /* sql */ `
  with gone as (
    delete from unsettled u using payout_without_receivables w where w.payout_id = u.payout_id
    returning u.line_id, u.payout_id),
  open as (
    select g.payout_id, l.type,
           l.amount - coalesce((select sum(a.line_amount) from allocation a where a.line_id = l.id), 0)::bigint as amount
      from gone g join line l on l.id = g.line_id)
  update payout_without_receivables w set amount = w.amount + o.amount
    from (select payout_id, sum(${ON_CLEARING("type", "amount")})::bigint as amount from open group by payout_id) o
   where o.payout_id = w.payout_id`;

const CLOSE_TOLD = /* sql */ `
  update deviation d set state = 'closed', closed_at = :at, closed_run = :runId
    from payout_without_receivables w
   where d.payout_id = w.payout_id and d.state = 'open' and d.line_id is not null and d.code = any(:codes)`;

/** Before the lines are laid out: makes the books agree with the setting as it is now. */
export async function followReceivablesSetting(
  trx: Handle,
  settings: Settings,
  { runId, at }: When,
): Promise<void> {
  const merchants = merchantsWithoutReceivables(settings);
  await change(trx, NOT_ANY_MORE, { merchants });
  if (merchants.length === 0) return;
  await change(trx, FROM_NOW_ON, { merchants });
  await change(trx, WAIT_NO_LONGER);
  await change(trx, CLOSE_TOLD, { runId, at, codes: [...UNSETTLED_CODES] });
}

const OF_SUCH = "payout_id in (select payout_id from payout_without_receivables)";

/** After the lines are laid out: takes those that look for nothing out of `open_line`. Returns how many. */
export async function setAside(trx: Handle, settings: Settings): Promise<number> {
  if (merchantsWithoutReceivables(settings).length === 0) return 0;
  const found = await change(
    trx,
    `create temporary table set_aside on commit drop as select * from open_line where ${OF_SUCH}`,
  );
  if (found === 0) return 0;
  await change(trx, `delete from open_line where ${OF_SUCH}`);
  await change(trx, "analyze open_line");
  return found;
}

/** Before the vouchers: puts them back, as lines that nothing settles, and adds up what they leave on the account. */
export async function restoreSetAside(trx: Handle): Promise<void> {
  await change(trx, "insert into open_line select * from set_aside");
  await change(trx, "analyze open_line");
  await change(
    trx,
    `update payout_without_receivables w set amount = w.amount + s.amount
       from (select payout_id, sum(${ON_CLEARING("type", "amount")})::bigint as amount from set_aside group by payout_id) s
      where s.payout_id = w.payout_id`,
  );
}
