/** Checks that the clearing account's balance is the sum of unmatched lines, per payout and in total (CONTRACT §6). */
import { messages } from "./messages.ts";
import { change } from "../../books/database.ts";
import { IS_LEFT_OUT_OF_MATCHING } from "../../books/disputes.ts";
import { showMinor } from "../../money.ts";
import { findRows, findingsOf, type VerifyContext, type VerifyFinding } from "./checks.ts";
import { checkWithoutReceivables } from "./without-receivables.ts";

/** Needs the table `voucher_accounts` of the vouchers' check. Creates `waiting`: lines that are not allocated in full. */
export async function* checkClearing(context: VerifyContext): AsyncIterable<VerifyFinding> {
  await change(context.trx, WAITING);
  await change(context.trx, "create unique index on waiting (line_id)");
  await change(context.trx, "analyze waiting");
  yield* checkBalances(context);
  yield* checkUnsettled(context);
  yield* checkWithoutReceivables(context);
}

const finding = findingsOf("clearing");

const WAITING = /* sql */ `
  create temporary table waiting on commit drop as
  select l.id as line_id, l.payout_id, l.type, l.amount - coalesce(a.used, 0) as amount
    from line l
    join payout p on p.id = l.payout_id and p.state <> 'imported'
    left join (select line_id, sum(line_amount)::bigint as used from allocation group by line_id) a on a.line_id = l.id
   where l.type in ('SALE', 'RETURN') and l.amount <> coalesce(a.used, 0) and not ${IS_LEFT_OUT_OF_MATCHING}`;

// A merchant's clearing account may have changed in the settings: all that it has had count.
const BALANCES = /* sql */ `
  with clearing as (
    select distinct merchant_id, clearing as account from voucher_accounts where clearing is not null),
  booked as (
    select v.payout_id, sum(r.debit - r.credit) as amount
      from voucher_accounts v
      join clearing c on c.merchant_id = v.merchant_id
      join voucher_row r on r.voucher_id = v.voucher_id and r.account = c.account
     group by v.payout_id),
  open as (
    select payout_id, sum(case type when 'SALE' then -amount else amount end) as amount from waiting group by payout_id)
  select p.payment_reference as reference, p.currency, coalesce(b.amount, 0)::bigint as booked,
         coalesce(o.amount, 0)::bigint as open
    from booked b full join open o using (payout_id) join payout p on p.id = payout_id
   where coalesce(b.amount, 0) <> coalesce(o.amount, 0)
   order by p.id limit :limit`;

function checkBalances(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { reference: "text", currency: "text", booked: "bigint", open: "bigint" },
    BALANCES,
    ({ reference, currency, booked, open }) => {
      const [is, should] = [showMinor(booked, currency), showMinor(open, currency)];
      return finding(`payout ${reference}`, messages.clearingDiffers({ is, currency, should }));
    },
  );
}

const UNSETTLED_DIFFERS = /* sql */ `
  select coalesce(w.line_id, u.line_id) as id, p.payment_reference as reference, l.row, w.line_id is null as "tooMuch"
    from (select * from waiting where payout_id not in (select payout_id from payout_without_receivables)) w
    full join unsettled u on u.line_id = w.line_id and u.payout_id = w.payout_id
    left join line l on l.id = coalesce(w.line_id, u.line_id) left join payout p on p.id = l.payout_id
   where w.line_id is null and not exists (
           -- added by a decision that was reversed since the last run; the next run removes it
           select from waiting x join payout_without_receivables k on k.payout_id = x.payout_id where x.line_id = u.line_id)
      or u.line_id is null
   order by 1 limit :limit`;

function checkUnsettled(context: VerifyContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { id: "bigint", reference: "text?", row: "number?", tooMuch: "boolean" },
    UNSETTLED_DIFFERS,
    ({ id, reference, row, tooMuch }) => {
      const subject = reference === null ? `line ${id}` : `payout ${reference} row ${row}`;
      return finding(subject, tooMuch ? messages.lineNotUnmatched : messages.lineNotRegistered);
    },
  );
}
