/**
 * A line without a first reference gets the one of the other lines of its Klarna order, if those agree (CONTRACT §5). They may
 * be of any type and in any payout of the merchant.
 */
import { change, value, type Handle } from "../books/database.ts";

const SHARED = /* sql */ `
  create temporary table shared_reference on commit drop as
  select w.merchant_id, w.order_id, min(reference_key(x.reference)) as reference1_key
    from (select distinct p.merchant_id, k.order_id
            from open_line o join payout p on p.id = o.payout_id join known_line k on k.id = o.line_id
           where o.reference1_key is null and o.order_key is not null) w
   cross join lateral (
     select l.merchant_reference1 as reference
       from line l join payout p on p.id = l.payout_id
      where l.order_id = w.order_id and p.merchant_id = w.merchant_id
     union all
     select c.merchant_reference1
       from line l join payout p on p.id = l.payout_id join line_completion c on c.line_id = l.id
      where l.order_id = w.order_id and p.merchant_id = w.merchant_id
     union all
     select coalesce(k.merchant_reference1, l.merchant_reference1)
       from line_completion c join line l on l.id = c.line_id join payout p on p.id = l.payout_id
       join known_line k on k.id = l.id
      where c.order_id = w.order_id and p.merchant_id = w.merchant_id) x
   group by w.merchant_id, w.order_id
  having min(reference_key(x.reference)) = max(reference_key(x.reference))`;

/** Fills in the first reference of lines in `open_line` that have none. */
export async function shareReferences(trx: Handle): Promise<void> {
  const lacking = await value(
    trx,
    "boolean",
    "select exists (select from open_line where reference1_key is null and order_key is not null) as some",
  );
  if (lacking !== true) return;
  await change(trx, SHARED);
  await change(
    trx,
    `update open_line o set reference1_key = s.reference1_key
       from shared_reference s, payout p, known_line k
      where o.reference1_key is null and p.id = o.payout_id and k.id = o.line_id
        and s.merchant_id = p.merchant_id and s.order_id = k.order_id`,
  );
}
