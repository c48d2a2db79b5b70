/**
 * Merchants whose sales are booked as daily sums have no receivable for each order (`merchants.<id>.receivables: none`,
 * CONTRACT §5). Their lines are booked on the clearing account and are not matched: they stay out of the ladder and out of
 * the register of unsettled lines. Instead, the balance that they leave on the account is kept for each payout.
 *
 * The setting may change at any time. When it is switched on, the deviations of the merchant's lines are closed; when it is
 * switched off, its lines that nothing covers are matched again like those of other merchants.
 */
import { merchantsWithoutReceivables, type Settings } from "../config/settings.ts";
import { LEFT_OF_LINE } from "../books/amounts-left.ts";
import { change, type Handle } from "../books/database.ts";
import { closeDeviations, sqlCodes } from "../books/deviations.ts";
import { IS_PAYMENT_DEFAULT } from "../books/disputes.ts";
import { UNSETTLED_CODES, type When } from "./deviations.ts";

const SWITCHED_OFF = /* sql */ `
  with again as (
    delete from payout_without_receivables w using payout p
     where p.id = w.payout_id and not p.merchant_id = any(:merchants) returning w.payout_id)
  insert into unsettled (line_id, payout_id)
  select l.id, l.payout_id
    from line l
   where l.payout_id in (select payout_id from again) and l.type in ('SALE', 'RETURN')
     -- a payment default is booked on an account of its own and is never matched
     and not ${IS_PAYMENT_DEFAULT}
     and ${LEFT_OF_LINE} > 0
  on conflict do nothing`;

const SWITCHED_ON = /* sql */ `
  insert into payout_without_receivables (payout_id)
  select id from payout where merchant_id = any(:merchants)
  on conflict do nothing`;

/** What a line puts on the clearing account, from SQL for its type and its open amount. */
const ON_CLEARING = (type: string, open: string) => `case ${type} when 'SALE' then -${open} else ${open} end`;

/** Takes lines out of the register: those that waited for a receivable, and those that a reversed decision put back there. */
const MOVE_UNSETTLED = /* sql */ `
  with gone as (
    delete from unsettled u using payout_without_receivables w where w.payout_id = u.payout_id
    returning u.line_id, u.payout_id),
  open as (
    select g.payout_id, l.type, ${LEFT_OF_LINE} as amount
      from gone g join line l on l.id = g.line_id)
  update payout_without_receivables w set amount = w.amount + o.amount
    from (select payout_id, sum(${ON_CLEARING("type", "amount")})::bigint as amount from open group by payout_id) o
   where o.payout_id = w.payout_id`;

/** Runs before `open_line` is created: makes the books agree with the setting as it is now. */
export async function followReceivablesSetting(
  trx: Handle,
  settings: Settings,
  { runId, at }: When,
): Promise<void> {
  const merchants = merchantsWithoutReceivables(settings);
  await change(trx, SWITCHED_OFF, { merchants });
  if (merchants.length === 0) return;
  await change(trx, SWITCHED_ON, { merchants });
  await change(trx, MOVE_UNSETTLED);
  await closeDeviations(
    trx,
    {
      from: "payout_without_receivables w",
      where: `d.payout_id = w.payout_id and d.line_id is not null and d.code in ${sqlCodes(UNSETTLED_CODES)}`,
    },
    { runId, at },
  );
}

const IS_SET_ASIDE = "payout_id in (select payout_id from payout_without_receivables)";

/** Runs after `open_line` is created: takes lines that are not matched out of it. Returns how many. */
export async function setAside(trx: Handle, settings: Settings): Promise<number> {
  if (merchantsWithoutReceivables(settings).length === 0) return 0;
  const found = await change(
    trx,
    `create temporary table set_aside on commit drop as select * from open_line where ${IS_SET_ASIDE}`,
  );
  if (found === 0) return 0;
  await change(trx, `delete from open_line where ${IS_SET_ASIDE}`);
  await change(trx, "analyze open_line");
  return found;
}

/** Runs before the vouchers: puts the lines back as unmatched, and adds what they leave on the account to the balance. */
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
