/**
 * Advice about the setting `references` (CONTRACT §5): if many lines of a merchant would match under another setting, Kvitt
 * says so once, with the setting and the number of lines. It never changes a setting: that many lines agree does not prove
 * what the shop sends, so the advice names an example that a person can look up.
 */
import { change, column, type Handle } from "../books/database.ts";
import { CONTRADICTIONS } from "./agreement.ts";

/** Fewer lines may agree by chance. */
const LINES_MIN = 5;
/** Equal amounts say nothing when all sales have the same few prices. */
const AMOUNTS_MIN = 3;
/** Factor over the lines that the present setting matches by a reference; below it the present one may well be right. */
const TIMES_PRESENT = 3;

/** Rules that a wrong setting leads to: no certain candidate, or one with another amount. */
const DOUBTFUL = "('uncertain', 'overpaid', 'part', 'ambiguous', 'already_settled')";

/** The other settings, as the columns of `open_line` that they change, in the order in which they are proposed. */
const OTHERS = {
  "first: number": { first_is_number: "true", second_is_order: "l.second_is_order" },
  "second: order_number": { first_is_number: "l.first_is_number", second_is_order: "true" },
  "first: number, second: order_number": { first_is_number: "true", second_is_order: "true" },
  "first: order_number": { first_is_number: "false", second_is_order: "l.second_is_order" },
} as const;

const FREE_OF_CONTRADICTION = Object.values(CONTRADICTIONS)
  .map((condition) => `not ${condition}`)
  .join(" and ");

// Only these lines, which are few, are tried under the other settings.
const IN_DOUBT = /* sql */ `
  create temporary table in_doubt on commit drop as
  select distinct l.line_id, l.payout_id, c.receivable_id, l.amount, l.currency, l.merchant_key, l.capture_key, l.refund_key,
         l.order_key, l.own_key, l.own_tail_key, l.reference1_key, l.reference2_key, l.first_is_number, l.second_is_number,
         l.second_is_order
    from wanted l join contradicted c on c.line_id = l.line_id
   where l.rule in ${DOUBTFUL}`;

/** Lines that would have one certain answer with exactly their amount. */
const wouldSettle = ([setting, { first_is_number, second_is_order }]: readonly [
  string,
  (typeof OTHERS)[keyof typeof OTHERS],
]) => `
  select '${setting}' as setting, l.line_id, l.payout_id, l.amount, min(r.id) as receivable_id
    from (select l.line_id, l.payout_id, l.receivable_id, l.amount, l.currency, l.merchant_key, l.capture_key, l.refund_key,
                 l.order_key, l.own_key, l.own_tail_key, l.reference1_key, l.reference2_key, l.second_is_number,
                 ${first_is_number} as first_is_number, ${second_is_order} as second_is_order
            from in_doubt l) l
    join receivable r on r.id = l.receivable_id and r.currency = l.currency and r.open_amount = l.amount
   where ${FREE_OF_CONTRADICTION}
     and not exists (select from allocation a where a.receivable_id = r.id and a.run_id is distinct from :runId::bigint)
   group by l.line_id, l.payout_id, l.amount having count(distinct r.id) = 1`;

const WANTING = /* sql */ `
  create temporary table wanting on commit drop as ${Object.entries(OTHERS).map(wouldSettle).join(" union all ")}`;

const MANY = /* sql */ `
  create temporary table many on commit drop as
  select p.merchant_id, w.setting, count(*) as lines, min(w.line_id) as line_id
    from wanting w join payout p on p.id = w.payout_id
   where p.merchant_id <> '' and not exists (select from advice a where a.merchant_id = p.merchant_id and a.topic = 'references')
   group by p.merchant_id, w.setting
  having count(*) >= ${LINES_MIN} and count(distinct w.amount) >= ${AMOUNTS_MIN}
     and count(*) = count(distinct w.receivable_id)`;

const ADVISE = /* sql */ `
  with present as (
    select p.merchant_id, count(distinct v.line_id) as lines
      from match_result v join open_line l on l.line_id = v.line_id join payout p on p.id = l.payout_id
     where v.rung >= 3 and v.rule in ('exact', 'twin', 'whole_order') group by p.merchant_id),
  best as (
    select distinct on (c.merchant_id) c.*
      from many c left join present n on n.merchant_id = c.merchant_id
     where c.lines >= ${TIMES_PRESENT} * coalesce(n.lines, 0)
     order by c.merchant_id, c.lines desc, c.setting)
  insert into advice (merchant_id, topic, details, run_id, at)
  select b.merchant_id, 'references',
         jsonb_build_object('setting', b.setting, 'lines', b.lines, 'paymentReference', p.payment_reference, 'row', l.row,
                            'kind', r.kind, 'number', r.number),
         :runId::bigint, :at::timestamptz
    from best b
    join wanting w on w.line_id = b.line_id and w.setting = b.setting
    join line l on l.id = b.line_id join payout p on p.id = l.payout_id join receivable r on r.id = w.receivable_id
  on conflict do nothing
  returning merchant_id as "merchantId"`;

/**
 * Records what another setting of `references` would match, for merchants without such advice. Needs `wanted`,
 * `match_result`, `open_line` and `contradicted` of this transaction. Returns the merchants.
 */
export async function adviseReferences(
  trx: Handle,
  { runId, at }: { readonly runId: bigint; readonly at: Date },
): Promise<readonly string[]> {
  if ((await change(trx, IN_DOUBT)) < LINES_MIN) return [];
  await change(trx, "analyze in_doubt");
  if ((await change(trx, WANTING, { runId })) < LINES_MIN) return [];
  if ((await change(trx, MANY)) === 0) return [];
  return column(trx, "text", ADVISE, { runId, at });
}
