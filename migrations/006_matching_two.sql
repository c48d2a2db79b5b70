-- What matching by version 2 of the rules asks of the books.

-- A line as it is known now: with what a later download of the same report has completed. Of all the completions of a line
-- at most one has a value for a column, so max() picks that one.
create view known_line as
select l.id, l.payout_id, l.row, l.type, l.amount, l.effect, l.fee_vat, l.fee_vat_rate,
       coalesce(l.detailed_type, c.detailed_type) as detailed_type,
       coalesce(l.sale_date, c.sale_date) as sale_date,
       coalesce(l.capture_date, c.capture_date) as capture_date,
       coalesce(l.order_id, c.order_id) as order_id,
       coalesce(l.short_order_id, c.short_order_id) as short_order_id,
       coalesce(l.capture_id, c.capture_id) as capture_id,
       coalesce(l.refund_id, c.refund_id) as refund_id,
       coalesce(l.merchant_reference1, c.merchant_reference1) as merchant_reference1,
       coalesce(l.merchant_reference2, c.merchant_reference2) as merchant_reference2,
       coalesce(l.merchant_capture_reference, c.merchant_capture_reference) as merchant_capture_reference,
       coalesce(l.merchant_refund_reference, c.merchant_refund_reference) as merchant_refund_reference,
       coalesce(l.purchase_country, c.purchase_country) as purchase_country,
       coalesce(l.payment_method, c.payment_method) as payment_method,
       coalesce(c.extra || l.extra, l.extra, c.extra) as extra
  from line l
  left join lateral (
    select max(detailed_type) as detailed_type, max(sale_date) as sale_date, max(capture_date) as capture_date,
           max(order_id) as order_id, max(short_order_id) as short_order_id, max(capture_id) as capture_id,
           max(refund_id) as refund_id, max(merchant_reference1) as merchant_reference1,
           max(merchant_reference2) as merchant_reference2,
           max(merchant_capture_reference) as merchant_capture_reference,
           max(merchant_refund_reference) as merchant_refund_reference, max(purchase_country) as purchase_country,
           max(payment_method) as payment_method,
           (select jsonb_object_agg(e.key, e.value) from line_completion x, jsonb_each(x.extra) e
             where x.line_id = l.id) as extra
      from line_completion c where c.line_id = l.id) c on true;

-- The other lines of a Klarna order, for one that has no reference of its own.
create index line_order on line using hash (order_id);
create index line_completion_order on line_completion (order_id) where order_id is not null;

-- The guard of 004: what an order had received before Kvitt knew it may be paid back too.
create or replace function allocations_stay_within() returns trigger language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_hashagg = off
  set enable_nestloop = off set enable_mergejoin = on
as $$
declare
  written record;
  beyond text;
  passed constant integer := 8; -- so many rows are passed over in the time that one is looked up
  receivables_between constant text := $check$
    select format('the open amount: receivable %s: settled %s of %s open, paid back %s of %s received',
                  s.receivable_id, s.settled, r.open_amount, s.paid_back, s.settled + r.received_before) as beyond
      from (select a.receivable_id,
                   coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0) as settled,
                   coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0) as paid_back
              from allocation a where a.receivable_id between $1 and $2 group by a.receivable_id) s
      left join receivable r on r.id = s.receivable_id and r.id between $1 and $2
     where r.id is null or s.settled not between 0 and r.open_amount
        or s.paid_back not between 0 and s.settled + r.received_before $check$;
  receivables_looked_up constant text := $check$
    select format('the open amount: receivable %s: settled %s of %s open, paid back %s of %s received',
                  t.receivable_id, s.settled, t.open_amount, s.paid_back, s.settled + t.received_before) as beyond
      from (select f.receivable_id, (select r.open_amount from receivable r where r.id = f.receivable_id) as open_amount,
                   (select r.received_before from receivable r where r.id = f.receivable_id) as received_before
              from (select distinct receivable_id from fresh where receivable_id is not null) f offset 0) t
     cross join lateral (
           select coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0) as settled,
                  coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0) as paid_back
             from allocation a where a.receivable_id = t.receivable_id) s
     where t.open_amount is null or s.settled not between 0 and t.open_amount
        or s.paid_back not between 0 and s.settled + t.received_before $check$;
  lines_between constant text := $check$
    select format('the line: line %s: %s used of %s', s.line_id, s.used, l.amount) as beyond
      from (select a.line_id, sum(a.line_amount) as used from allocation a where a.line_id between $3 and $4
             group by a.line_id) s
      left join line l on l.id = s.line_id and l.id between $3 and $4
     where l.id is null or s.used not between 0 and l.amount $check$;
  lines_looked_up constant text := $check$
    select format('the line: line %s: %s used of %s', t.line_id, s.used, t.amount) as beyond
      from (select f.line_id, (select l.amount from line l where l.id = f.line_id) as amount
              from (select distinct line_id from fresh) f offset 0) t
     cross join lateral (select sum(a.line_amount) as used from allocation a where a.line_id = t.line_id) s
     where t.amount is null or s.used not between 0 and t.amount $check$;
begin
  -- Writers take turns, so that each one's sums include what the others have committed. A snapshot that was taken
  -- before the wait would hide that: only READ COMMITTED reads anew.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'allocations are written in READ COMMITTED only';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('allocation', tg_relid::bigint));

  select min(receivable_id) as first_receivable, max(receivable_id) as last_receivable, count(receivable_id) as receivables,
         min(line_id) as first_line, max(line_id) as last_line, count(*) as lines
    into written from fresh;

  -- "max": asked for one row only ("limit 1"), the planner thinks it cheap, and lets one process do the work of two
  execute format('select max(beyond) from (%s union all %s) checked',
    case when written.last_receivable - written.first_receivable < passed * written.receivables
         then receivables_between else receivables_looked_up end,
    case when written.last_line - written.first_line < passed * written.lines
         then lines_between else lines_looked_up end)
    into beyond
   using written.first_receivable, written.last_receivable, written.first_line, written.last_line;
  if beyond is not null then
    raise exception 'allocation beyond %', beyond using errcode = 'check_violation';
  end if;
  return null;
end $$;
