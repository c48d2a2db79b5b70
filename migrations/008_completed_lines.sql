-- Lines that a later download of their report completed (line_completion, 005).

-- Completions are sealed as a range of ids, so their writers take turns like all others.
create trigger take_turn before insert on line_completion for each statement execute function take_turn();
create index line_completion_file on line_completion (report_file_id);

-- What a file brought for lines that were there already:
-- [{merchantId, paymentReference, lines, fields, undecided}]; null for nothing.
alter table report_file add column completed jsonb;

-- A line with what its report's later downloads say of it. What it said first stands, so a value has one source. Looked up line
-- by line: for whoever reads a few of them.
create view completed_line as
  select l.id, l.payout_id, l.row, l.type,
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
         l.amount, l.effect, l.fee_vat, l.fee_vat_rate,
         coalesce(l.purchase_country, c.purchase_country) as purchase_country,
         coalesce(l.payment_method, c.payment_method) as payment_method,
         case when c.completions = 0 then l.extra
              else nullif(coalesce((select jsonb_object_agg(e.key, e.value)
                                      from line_completion x cross join jsonb_each(x.extra) e where x.line_id = l.id),
                                   '{}') || coalesce(l.extra, '{}'), '{}') end as extra
    from line l
   cross join lateral (
     select count(*) as completions,
            max(x.detailed_type) as detailed_type, max(x.sale_date) as sale_date, max(x.capture_date) as capture_date,
            max(x.order_id) as order_id, max(x.short_order_id) as short_order_id, max(x.capture_id) as capture_id,
            max(x.refund_id) as refund_id, max(x.merchant_reference1) as merchant_reference1,
            max(x.merchant_reference2) as merchant_reference2,
            max(x.merchant_capture_reference) as merchant_capture_reference,
            max(x.merchant_refund_reference) as merchant_refund_reference,
            max(x.purchase_country) as purchase_country, max(x.payment_method) as payment_method
       from line_completion x where x.line_id = l.id) c;
