-- What a person needs to look a deviation up, and merchants whose sales are booked as daily sums.

-- All that later downloads have added to a line (005), in one row. To be joined where many lines are read.
create view completed_line as
select c.line_id, max(c.detailed_type) as detailed_type, max(c.sale_date) as sale_date, max(c.capture_date) as capture_date,
       max(c.order_id) as order_id, max(c.short_order_id) as short_order_id, max(c.capture_id) as capture_id,
       max(c.refund_id) as refund_id, max(c.merchant_reference1) as merchant_reference1,
       max(c.merchant_reference2) as merchant_reference2, max(c.merchant_capture_reference) as merchant_capture_reference,
       max(c.merchant_refund_reference) as merchant_refund_reference, max(c.purchase_country) as purchase_country,
       max(c.payment_method) as payment_method,
       (select jsonb_object_agg(e.key, e.value) from line_completion x, jsonb_each(x.extra) e
         where x.line_id = c.line_id) as extra
  from line_completion c group by c.line_id;

-- A line as it is known now, with the columns of `line`. For few lines: each is looked up ("offset 0" keeps it so).
create view known_line as
select l.id, l.payout_id, l.row, l.type, coalesce(l.detailed_type, c.detailed_type) as detailed_type,
       coalesce(l.sale_date, c.sale_date) as sale_date, coalesce(l.capture_date, c.capture_date) as capture_date,
       coalesce(l.order_id, c.order_id) as order_id, coalesce(l.short_order_id, c.short_order_id) as short_order_id,
       coalesce(l.capture_id, c.capture_id) as capture_id, coalesce(l.refund_id, c.refund_id) as refund_id,
       coalesce(l.merchant_reference1, c.merchant_reference1) as merchant_reference1,
       coalesce(l.merchant_reference2, c.merchant_reference2) as merchant_reference2,
       coalesce(l.merchant_capture_reference, c.merchant_capture_reference) as merchant_capture_reference,
       coalesce(l.merchant_refund_reference, c.merchant_refund_reference) as merchant_refund_reference,
       l.amount, l.effect, l.fee_vat, l.fee_vat_rate, coalesce(l.purchase_country, c.purchase_country) as purchase_country,
       coalesce(l.payment_method, c.payment_method) as payment_method, coalesce(c.extra || l.extra, c.extra, l.extra) as extra
  from line l
  left join lateral (select * from completed_line x where x.line_id = l.id offset 0) c on true;

-- Receivables that are like an unanswered line without agreeing with it: hints for a person, made anew while the line waits.
create table near_miss (
  line_id       bigint not null,
  place         smallint not null,
  receivable_id bigint not null,
  why           text not null check (why in ('amount', 'reference', 'amount_and_reference')),
  primary key (line_id, place)
);
-- The run that last looked for them; a run looks for so many lines at most, those first that have waited longest.
alter table unsettled add column looked_run bigint;

-- Payouts of merchants that have no receivable for each order (setting receivables: none): their lines are on the clearing
-- account, look for nothing, and are not in `unsettled`.
create table payout_without_receivables (
  payout_id bigint primary key references payout,
  amount    bigint not null default 0             -- what its lines have left on the clearing account; debit positive
);
