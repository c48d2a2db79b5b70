/**
 * Near misses: receivables that resemble an unmatched line without agreeing with it, as hints for the person who resolves it.
 * They have the same amount, or a similar number: two digits swapped, one character more or another, a prefix, O for 0.
 * Nothing is matched by them, and the ladder never sees them.
 *
 * The work is bounded, however large the run and however old the books: a fixed number of lines for each run, starting with
 * those that have waited longest, among the receivables that were added last.
 */
import { change, value, type Handle } from "../books/database.ts";

/** Nobody reads more hints of one run. */
const LINES_MAX = 300;
const RECEIVABLES_MAX = 30_000;
/** When more receivables than this have the same open amount, it says nothing (a shop with one price). */
const SAME_AMOUNT_MAX = 200;
/** When more than this differ in one character, the number is of a series, and the similarity alone says nothing. */
const ONE_CHARACTER_MAX = 2;
const SHOWN_MAX = 3;

/** Codes that get hints: nothing agrees, or what agrees contradicts. */
const LOOKED_UP = "('no_receivable', 'no_credit_note', 'uncertain')";

const LOOKING = /* sql */ `
  create temporary table looking on commit drop as
  select w.line_id, w.type, w.currency, w.amount, coalesce(w.candidates, '[]') as candidates,
         reference_key(p.merchant_id) as merchant_key, reference_key(l.order_id) as order_key,
         reference_key(l.capture_id) as capture_key, reference_key(l.refund_id) as refund_key,
         array_remove(array[reference_key(l.merchant_reference1), reference_key(l.merchant_reference2),
           reference_key(case l.type when 'SALE' then l.merchant_capture_reference else l.merchant_refund_reference end)],
           null) as keys,
         coalesce((coalesce(l.sale_date, l.capture_date) at time zone 'UTC')::date, p.date) as date
    from (select w.* from wanted w join unsettled u on u.line_id = w.line_id
           where w.code in ${LOOKED_UP} order by u.looked_run nulls first, w.sequence limit ${LINES_MAX}) w
    join known_line l on l.id = w.line_id
    join payout p on p.id = w.payout_id`;

/** Open amounts of the receivables that were added last; for a RETURN and an order, what can be paid back. */
const OPEN_NOW = /* sql */ `
  create temporary table open_now on commit drop as
  with receivable_total as (
    select receivable_id, coalesce(sum(receivable_amount) filter (where effect = 'settles'), 0)::bigint as settled,
           coalesce(sum(receivable_amount) filter (where effect = 'pays_back'), 0)::bigint as paid_back
      from allocation where receivable_id > :after group by receivable_id)
  select o.type, r.id, o.open, r.currency, r.kind, r.number, r.date, r.number_key, r.order_number_key, r.order_id_key,
         r.merchant_key, r.capture_key, r.refund_key
    from receivable r
    left join receivable_total s on s.receivable_id = r.id
   cross join lateral (
         select 'SALE' as type, r.open_amount - coalesce(s.settled, 0) as open where r.kind in ('invoice', 'order')
         union all
         select 'RETURN', case r.kind when 'order' then r.received_before + coalesce(s.settled - s.paid_back, 0)
                                      else r.open_amount - coalesce(s.settled, 0) end
          where r.kind in ('credit_note', 'order')) o
   where r.id > :after and o.open > 0 and (o.type, r.currency) in (select type, currency from looking)`;

/**
 * Normal forms of a number, over alias k of its `key`. `looks`: letters that resemble digits become digits, and separators are
 * dropped. `kernel`: the last part between separators (or the first, when the last is short), without letters around it and
 * leading zeros. So "2026/web-1003" has the kernel 1003. Nearly all numbers are digits only, and skip this.
 */
const LOOKS = /* sql */ `
   cross join lateral (
         select k.key as looks, ltrim(k.key, '0') as kernel where translate(k.key, '0123456789', '') = ''
         union all
         select translate(k.key, 'oil-_/.:#| ', '011'),
                case when length(last.digits) >= 3 then last.digits
                     else ltrim(btrim(split_part(t.parted, '-', 1), t.letters), '0') end
           from (select translate(k.key, '/_.:#| ', '-------') as parted, 'abcdefghijklmnopqrstuvwxyzåäöæø' as letters) t
          cross join lateral (select ltrim(btrim(split_part(t.parted, '-', -1), t.letters), '0') as digits) last
          where translate(k.key, '0123456789', '') <> '') as seen`;

const LIKENESSES = /* sql */ `
  create temporary table likeness on commit drop as
  select o.type, o.currency, o.id, k.key, seen.looks, seen.kernel
    from open_now o
   cross join lateral (
         select o.number_key as key
         union all
         select o.order_number_key where o.order_number_key <> o.number_key) k ${LOOKS}`;

const SOUGHT = /* sql */ `
  create temporary table sought on commit drop as
  select distinct l.line_id, l.type, l.currency, k.key, seen.looks, seen.kernel
    from looking l cross join lateral unnest(l.keys) as k(key) ${LOOKS}`;

/** All numbers that are one edit away from one that is sought: a character replaced, added or removed, or two swapped. */
const ONE_AWAY = /* sql */ `
  create temporary table one_away on commit drop as
  with place as (
    select s.line_id, s.type, s.currency, s.key, i,
           regexp_split_to_array(case when s.key ~ '[a-z]' then '0123456789abcdefghijklmnopqrstuvwxyz'
                                      else '0123456789' end, '') as characters
      from sought s cross join lateral generate_series(1, length(s.key) + 1) as i
     where length(s.key) between 3 and 16)
  select distinct line_id, type, currency, v.key
    from place p cross join lateral (
         select left(p.key, i - 1) || substr(p.key, i + 1) as key where i <= length(p.key)
         union all
         select left(p.key, i - 1) || substr(p.key, i + 1, 1) || substr(p.key, i, 1) || substr(p.key, i + 2)
          where i < length(p.key)
         union all
         select left(p.key, i - 1) || c || substr(p.key, i + 1) from unnest(p.characters) c where i <= length(p.key)
         union all
         select left(p.key, i - 1) || c || substr(p.key, i) from unnest(p.characters) c) v
   where v.key <> p.key`;

/** A bound for references that thousands of receivables share. */
const ALIKE_MAX = 100_000;

const ALIKE = /* sql */ `
  create temporary table alike on commit drop as
  (select s.line_id, x.id, 1 as by_reference
     from sought s join likeness x on x.type = s.type and x.currency = s.currency and x.looks = s.looks limit ${ALIKE_MAX})
  union all
  (select s.line_id, x.id, 1
     from sought s join likeness x on x.type = s.type and x.currency = s.currency and x.kernel = s.kernel
    where length(s.kernel) >= 3 limit ${ALIKE_MAX})
  union all
  (select s.line_id, x.id, 2
     from one_away s join likeness x on x.type = s.type and x.currency = s.currency and x.key = s.key limit ${ALIKE_MAX})
  union all
  (select l.line_id, o.id, null
     from looking l
     join (select *, count(*) over (partition by type, currency, open) as many from open_now) o
       on o.type = l.type and o.currency = l.currency and o.open = l.amount and o.many <= ${SAME_AMOUNT_MAX})`;

// A receivable with another id or of another merchant is certainly another one; and candidates are shown as candidates.
const KEEP = /* sql */ `
  with similar_pair as (
    select a.line_id, a.id, min(a.by_reference) as by_reference from alike a group by a.line_id, a.id),
  near as (
    select p.*, o.open = l.amount as by_amount, abs(o.date - l.date) as days, o.number, o.kind,
           count(*) filter (where p.by_reference = 2 and o.open <> l.amount) over (partition by p.line_id) as one_away
      from similar_pair p
      join looking l on l.line_id = p.line_id
      join open_now o on o.id = p.id and o.type = l.type
     where (o.merchant_key = l.merchant_key) is not false and (o.order_id_key = l.order_key) is not false
       and (o.kind = 'order' or (o.capture_key = l.capture_key) is not false and (o.refund_key = l.refund_key) is not false)
       and not l.candidates @> jsonb_build_array(jsonb_build_object('kind', o.kind, 'number', o.number))),
  ranked as (
    select line_id, id, by_amount, by_reference,
           row_number() over (partition by line_id order by
             case when by_amount and by_reference is not null then 1 when by_reference = 1 then 2 when by_amount then 3 else 4 end,
             days nulls last, number, kind, id) as place
      from near
     where by_amount or by_reference = 1 or one_away <= ${ONE_CHARACTER_MAX})
  insert into near_miss (line_id, place, receivable_id, why)
  select line_id, place, id,
         case when by_amount and by_reference is not null then 'amount_and_reference' when by_amount then 'amount'
              else 'reference' end
    from ranked where place <= ${SHOWN_MAX}`;

/** Runs after the deviations and the register of unsettled lines are updated. Needs `wanted` of this transaction. */
export async function findNearMisses(trx: Handle, runId: bigint): Promise<void> {
  await change(
    trx,
    "delete from near_miss n where not exists (select from unsettled u where u.line_id = n.line_id)",
  );
  if ((await change(trx, LOOKING)) === 0) return;
  await change(trx, "delete from near_miss where line_id in (select line_id from looking)");
  await change(
    trx,
    "update unsettled set looked_run = :runId where line_id in (select line_id from looking)",
    { runId },
  );
  const last = await value(trx, "bigint", "select coalesce(max(id), 0)::bigint as id from receivable");
  const after = (last ?? 0n) - BigInt(RECEIVABLES_MAX);
  await change(trx, "analyze looking");
  if ((await change(trx, OPEN_NOW, { after })) === 0) return;
  await change(trx, LIKENESSES);
  await change(trx, SOUGHT);
  await change(trx, ONE_AWAY);
  for (const table of ["open_now", "likeness", "sought", "one_away"]) await change(trx, `analyze ${table}`);
  await change(trx, ALIKE);
  await change(trx, "analyze alike");
  await change(trx, KEEP);
}
