/**
 * The rules of a rung (CONTRACT §5, version 2): what follows for a line from its candidates, as SQL over `candidate_pair`. A
 * round decides every line that need not wait for an earlier line, so that each line sees what the earlier ones left open.
 * Rounds are repeated until no line waits, which nearly always takes one or two.
 */
import { SETTLED_AND_PAID_BACK } from "../books/amounts-left.ts";
import { ORDER_NUMBER, WAYS } from "./agreement.ts";
import { CREDITED } from "./credited.ts";

/** The rules that settle a line; all others are deviations. */
export const SETTLES = "('exact', 'twin', 'whole_order', 'tolerance', 'part', 'pay_back')";

/**
 * What allocations of earlier runs and results of this run have settled on the receivables of `contested`. Allocations are
 * looked up by index ("offset 0" keeps it so), since there are as many as the years before have left; the results of the run have
 * no index in the first round, and are read in one pass.
 */
const SETTLED_SO_FAR = `(select a.receivable_id, a.effect, a.receivable_amount
                           from (select distinct receivable_id from contested) w
                          cross join lateral (select * from allocation x where x.receivable_id = w.receivable_id offset 0) a
                         union all select receivable_id, effect, receivable_amount from match_result)`;

/**
 * Unique matches: a line has one candidate of exactly its amount, no other line of the rung has that candidate, and nothing
 * has been settled on it. The rule is "exact", in whatever order the lines are processed. A statement of its own, because
 * nearly all lines are such. Whether something has been settled is looked up for each pair, or, for a great share of all
 * allocations, found in one pass over them: what is cheaper, since the allocations are as many as the years before have left.
 */
export const uniqueMatches = (settled: "looked up" | "in one pass") => /* sql */ `
  insert into match_result (line_id, sequence, rung, rule, receivable_id, effect, line_amount, receivable_amount, key, voucher_id)
  select p.line_id, p.sequence, :rung::smallint, 'exact', p.receivable_id, 'settles', p.amount, p.amount, p.key, p.voucher_id
    from candidate_pair p
   where p.fits
     and p.line_id not in (select line_id from candidate_pair group by line_id having count(*) > 1)
     and p.receivable_id not in (select receivable_id from candidate_pair group by receivable_id having count(*) > 1)
     and ${
       settled === "looked up"
         ? // "limit" keeps it a look-up, whatever the planner thinks of nested loops
           "(select a.id from allocation a where a.receivable_id = p.receivable_id limit 1) is null"
         : "not exists (select from allocation a where a.receivable_id = p.receivable_id)"
     }
     and not exists (select from match_result v where v.receivable_id = p.receivable_id)`;

/**
 * Creates `contested` from the pairs that are not unique matches: adds what only those need, namely in how many ways they
 * agree, and the keys that tell which are of one order. `from` is a table expression of the pairs.
 */
export function contestedStatement(from: string, withCredited: boolean): string {
  const columns = "capture_key, refund_key, order_id_key, order_number_key, number_key";
  // "limit" makes PostgreSQL look receivables up one by one: pairs that are not unique matches are few
  const own = `select merchant_id, kind, number, date, currency, open_amount, received_before, ${columns}
                 from receivable x where x.id = p.receivable_id limit 1`;
  const r = withCredited
    ? `(select * from (
          select merchant_id, kind, number, date, currency, open_amount, 0::bigint as received_before, ${columns}
            from ${CREDITED} x where x.id = p.receivable_id
          union all (${own})) y limit 1)`
    : `(${own})`;
  return `
    create temporary table contested on commit drop as
    select p.*, r.merchant_id, r.kind, r.number, r.date, r.currency as receivable_currency, r.open_amount, r.received_before,
           r.order_id_key, ${ORDER_NUMBER} as order_number_key, r.number_key, ${WAYS} as ways
      from ${from} p
      join open_line l on l.line_id = p.line_id
     cross join lateral ${r} r`;
}

/**
 * True when all rows that pass the filter are of one order (CONTRACT §5): they have the same order id; or, if one has none,
 * the same order number, and they are not two `order`s with different numbers.
 */
const oneOrder = (filter: string) => `(
  min(order_id_key) filter (where ${filter}) is not distinct from max(order_id_key) filter (where ${filter})
  and (count(*) filter (where ${filter} and order_id_key is null) = 0
       or (min(order_number_key) filter (where ${filter}) = max(order_number_key) filter (where ${filter})
           and count(order_number_key) filter (where ${filter}) = count(*) filter (where ${filter})
           and (count(*) filter (where ${filter} and kind = 'order' and order_id_key is null) = 0
                or min(number_key) filter (where ${filter} and kind = 'order')
                   = max(number_key) filter (where ${filter} and kind = 'order')))))`;

/**
 * The rule that applies to each line of `contested`, as common table expressions; the caller appends a statement.
 * `allocation` is a table expression of what has been settled.
 */
export const rulesStatement = (allocation: string) => /* sql */ `
  with receivable_total as (
    select a.receivable_id, ${SETTLED_AND_PAID_BACK}
      from ${allocation} a where a.receivable_id in (select receivable_id from contested)
     group by a.receivable_id),
  considered as (
    select p.*, p.receivable_currency = p.currency as same_currency,
           coalesce(s.settled, 0) + p.received_before as received,
           case when p.pays_back then coalesce(s.settled, 0) + p.received_before - coalesce(s.paid_back, 0)
                else p.open_amount - coalesce(s.settled, 0) end as open
      from contested p left join receivable_total s on s.receivable_id = p.receivable_id),
  candidate as materialized (
    select *, same_currency and open > 0 as is_open, same_currency and open = amount as exact
      from considered
     -- an order that has received nothing cannot be paid back: its RETURN waits for the sale
     where not (pays_back and received = 0)),
  fact as (
    select line_id, min(sequence) as sequence, min(amount) as amount, min(tolerance) as tolerance, min(voucher_id) as voucher_id,
           count(*) filter (where same_currency) as same_currency,
           count(*) filter (where is_open) as open, count(*) filter (where exact) as exact,
           sum(open) filter (where is_open) as open_sum, bool_or(weak) as weak,
           coalesce(bool_or(pays_back) filter (where is_open), false) as pays_back,
           coalesce(bool_or(pays_back) filter (where same_currency), false) as had_to_pay_back,
           ${oneOrder("exact")} as exact_one_order, ${oneOrder("is_open")} as open_one_order
      from candidate group by line_id),
  ruled as materialized (
    select *, case
      when exact = 1 then 'exact'
      when exact > 1 and exact_one_order then 'twin'
      when exact > 1 then 'ambiguous'
      -- the second reference alone is not enough for anything but an equal amount
      when weak then 'uncertain'
      when open = 0 and same_currency = 0 then 'currency_differs'
      when open = 0 and had_to_pay_back then 'overpaid'
      when open = 0 then 'already_settled'
      when open > 1 and open_one_order and open_sum = amount then 'whole_order'
      when open > 1 then 'ambiguous'
      when abs(amount - open_sum) <= tolerance then 'tolerance'
      when pays_back and amount < open_sum then 'pay_back'
      when amount < open_sum then 'part'
      else 'overpaid' end as rule
      from fact)`;

export const ROUND = /* sql */ `${rulesStatement(SETTLED_SO_FAR)},
  wanted as (
    select receivable_id, min(sequence) as first_sequence, count(*) as lines from candidate where is_open group by receivable_id),
  waiting as (
    select distinct c.line_id
      from candidate c join wanted w on w.receivable_id = c.receivable_id
     where c.is_open and w.lines > 1 and c.sequence > w.first_sequence),
  -- No receivable changes before the first line that takes something from a shared one, so lines that wait before
  -- it can be decided in this round.
  horizon as (
    select coalesce(min(j.sequence), 9223372036854775807) as sequence
      from ruled j
     where j.rule in ${SETTLES}
       and exists (select from candidate c join wanted w on w.receivable_id = c.receivable_id
                    where c.line_id = j.line_id and c.is_open and w.lines > 1)),
  decided as materialized (
    select j.* from ruled j, horizon h
     where j.sequence < h.sequence or not exists (select from waiting w where w.line_id = j.line_id)),
  chosen as (
    select d.line_id, c.receivable_id, c.key, c.open, c.pays_back,
           case when d.rule = 'twin' then row_number() over (partition by d.line_id, c.exact
                                                                 order by c.ways desc, c.date nulls last, c.number,
                                                                          c.receivable_id) end as twin
      from decided d join candidate c on c.line_id = d.line_id
     where d.rule in ${SETTLES} and c.is_open and (d.rule not in ('exact', 'twin') or c.exact)),
  listed as (
    select c.line_id, jsonb_agg(jsonb_build_object('kind', c.kind, 'number', c.number,
                                                'open', show_minor(c.open, c.receivable_currency),
                                                'currency', c.receivable_currency)
                                || case when d.rule = 'uncertain' then '{"contradictions": []}' else '{}' end::jsonb
                                order by c.date nulls last, c.number, c.kind, c.merchant_id) as candidates
      from candidate c join decided d on d.line_id = c.line_id
     where d.rule not in ${SETTLES} or d.rule = 'part'
     group by c.line_id)
  insert into match_result (line_id, sequence, rung, rule, candidates, receivable_id, effect, line_amount, receivable_amount, key,
                       voucher_id)
  select d.line_id, d.sequence, :rung::smallint, case when h.pays_back then 'pay_back' else d.rule end, t.candidates,
         h.receivable_id, case when h.pays_back then 'pays_back' when h.receivable_id is not null then 'settles' end,
         case when d.rule = 'whole_order' then h.open when h.receivable_id is not null then d.amount end,
         case when d.rule in ('whole_order', 'tolerance') then h.open when h.receivable_id is not null then d.amount end,
         h.key, d.voucher_id
    from decided d
    left join chosen h on h.line_id = d.line_id and (h.twin is null or h.twin = 1)
    left join listed t on t.line_id = d.line_id`;
