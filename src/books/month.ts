/** The vouchers of a calendar month, and what accounts hold before, in and after it. Reads only; amounts are minor units. */
import type { Row, RowShape } from "./row.ts";
import { batches, rows, type Handle } from "./database.ts";
import { IS_LEFT_OUT_OF_MATCHING } from "./disputes.ts";
import { SOURCE_COLUMNS, SOURCE_ROW } from "./postings.ts";
import { RATE_DATE } from "./voucher-head.ts";

/** "2026-10-01" and "2026-11-01": the first day, and the first day after. */
export interface Days {
  readonly from: string;
  readonly before: string;
}

const VOUCHER_ROW = { ...SOURCE_ROW, cause: "text" } as const satisfies RowShape;
export type MonthVoucher = Row<typeof VOUCHER_ROW>;

/** By date and number, without their rows. */
export function vouchersIn(db: Handle, { from, before }: Days): Promise<readonly MonthVoucher[]> {
  return rows(
    db,
    VOUCHER_ROW,
    `select ${SOURCE_COLUMNS}, v.cause from voucher v join payout p on p.id = v.payout_id
      where v.date >= :from and v.date < :before
      order by v.date, v.series, v.fiscal_year, v.fiscal_year_part, v.number`,
    { from, before },
  );
}

/** Vouchers in another currency than the books, and the day whose rate each is to have. */
export function foreignVouchersIn(db: Handle, { from, before }: Days, own: string) {
  return rows(
    db,
    { voucher: "text", currency: "text", rateDate: "text" },
    `select v.series || v.number as voucher, v.currency, ${RATE_DATE} as "rateDate"
       from voucher v join payout p on p.id = v.payout_id
      where v.date >= :from and v.date < :before and v.currency <> :own order by v.date, v.id`,
    { from, before, own },
  );
}

/** The archived reports of the payouts that have vouchers in the days. */
export function reportsIn(db: Handle, { from, before }: Days) {
  return rows(
    db,
    { name: "text", sha256: "text", path: "text" },
    `select f.name, f.sha256, f.path from report_file f
      where f.id in (select p.report_file_id from payout p join voucher v on v.payout_id = p.id
                      where v.date >= :from and v.date < :before) order by f.id`,
    { from, before },
  );
}

/** Everyone whose payouts were booked. */
export async function merchantsIn(db: Handle): Promise<readonly string[]> {
  const found = await rows(
    db,
    { merchantId: "text" },
    `select distinct merchant_id as "merchantId" from payout order by 1`,
  );
  return found.map(({ merchantId }) => merchantId);
}

/** Of the accounts that have any, by currency: what was before the days, and the sum of each side in them. */
export function accountSums(db: Handle, accounts: readonly number[], { from, before }: Days) {
  return rows(
    db,
    {
      account: "number",
      currency: "text",
      opening: "minor",
      debit: "minor",
      credit: "minor",
      count: "number",
    },
    `select r.account, v.currency,
            coalesce(sum(r.debit - r.credit) filter (where v.date < :from), 0)::bigint as opening,
            coalesce(sum(r.debit) filter (where v.date >= :from), 0)::bigint as debit,
            coalesce(sum(r.credit) filter (where v.date >= :from), 0)::bigint as credit,
            (count(*) filter (where v.date >= :from))::integer as count
       from voucher_row r join voucher v on v.id = r.voucher_id
      where r.account = any(:accounts::integer[]) and v.date < :before
      group by 1, 2 order by 1, 2`,
    { accounts: [...accounts], from, before },
  );
}

const MOVEMENT_ROW = {
  place: "text",
  date: "text",
  voucher: "text",
  merchantId: "text",
  paymentReference: "text",
  order: "text?",
  text: "text",
  /** Debit above zero. */
  amount: "minor",
} as const satisfies RowShape;
export type Movement = Row<typeof MOVEMENT_ROW>;

/** Each row on an account in the days, by date, in batches of at most `most`. */
export function movementsOn(
  db: Handle,
  { account, currency }: { readonly account: number; readonly currency: string },
  { from, before }: Days,
  most = 5_000,
): AsyncIterable<readonly Movement[]> {
  return batches(
    db,
    MOVEMENT_ROW,
    "place",
    `select * from (
       select to_char(v.date, 'YYYYMMDD') || lpad(v.id::text, 19, '0') || lpad(r.position::text, 10, '0') as place, v.date,
              v.series || v.number as voucher, p.merchant_id as "merchantId", p.payment_reference as "paymentReference",
              coalesce(l.merchant_reference1, l.order_id) as "order", r.text, (r.debit - r.credit)::bigint as amount
         from voucher v join voucher_row r on r.voucher_id = v.id join payout p on p.id = v.payout_id
         left join line l on l.id = r.line_id
        where r.account = :account and v.currency = :currency and v.date >= :from and v.date < :before) x
      where place > :after::text order by place limit :most`,
    { account, currency, from, before, most },
  );
}

const PART_ROW = {
  merchantId: "text",
  paymentReference: "text",
  currency: "text",
  /** 1-based line number in the report; null: all of the payout's. */
  row: "number?",
  order: "text?",
  amount: "minor",
} as const satisfies RowShape;
export type BalancePart = Row<typeof PART_ROW>;

/**
 * The lines that were not matched when a day began, as the vouchers dated before it have it: the clearing account of these
 * merchants. Those of a payout against daily sums are one part. Looked for among the lines that are open now and those that a
 * later voucher has touched since, so that years of settled lines cost nothing.
 */
export function unmatchedLinesAt(
  db: Handle,
  merchants: readonly string[],
  before: string,
): Promise<readonly BalancePart[]> {
  return rows(
    db,
    PART_ROW,
    `with candidates as (
       select u.line_id as id, false as daily from unsettled u
       union
       select r.line_id, false from voucher v join voucher_row r on r.voucher_id = v.id
        where v.date >= :before and v.cause <> 'payout' and r.line_id is not null
       union
       select a.line_id, false from voucher v join allocation a on a.decision_id = v.decision_id where v.date >= :before
       union
       select a.line_id, false
         from (select distinct run_id from voucher where date >= :before and cause <> 'payout' and run_id is not null) q
        cross join lateral (select line_id, voucher_id from allocation where run_id = q.run_id offset 0) a
         join voucher v on v.id = a.voucher_id and v.cause <> 'payout' and v.date >= :before
       union
       select l.id, true from payout_without_receivables w join line l on l.payout_id = w.payout_id),
     waiting as materialized (
       select p.merchant_id, p.payment_reference, p.currency, l.row, coalesce(l.merchant_reference1, l.order_id) as number,
              c.daily,
              case l.type when 'SALE' then -1 else 1 end
              * (l.amount - coalesce((select sum(a.line_amount) from allocation a join voucher v on v.id = a.voucher_id
                                       where a.line_id = l.id and v.date < :before), 0)) as amount
         from (select id, bool_or(daily) as daily from candidates group by id) c
         join line l on l.id = c.id join payout p on p.id = l.payout_id
        where p.merchant_id = any(:merchants::text[]) and l.type in ('SALE', 'RETURN') and not ${IS_LEFT_OUT_OF_MATCHING}
          and exists (select from voucher v where v.payout_id = p.id and v.cause = 'payout' and v.date < :before))
     select merchant_id as "merchantId", payment_reference as "paymentReference", currency,
            case when not daily then row end as row, case when not daily then number end as "order",
            sum(amount)::bigint as amount
       from waiting where amount <> 0 group by 1, 2, 3, 4, 5 having sum(amount) <> 0 order by 1, 2, 4`,
    { merchants: [...merchants], before },
  );
}

/** What an account holds when a day begins, by payout. */
export function balanceByPayout(
  db: Handle,
  account: number,
  before: string,
): Promise<readonly BalancePart[]> {
  return rows(
    db,
    PART_ROW,
    `select p.merchant_id as "merchantId", p.payment_reference as "paymentReference", v.currency, null::integer as row,
            null::text as "order", sum(r.debit - r.credit)::bigint as amount
       from voucher_row r join voucher v on v.id = r.voucher_id join payout p on p.id = v.payout_id
      where r.account = :account and v.date < :before
      group by 1, 2, 3 having sum(r.debit - r.credit) <> 0 order by 1, 2`,
    { account, before },
  );
}
