/**
 * A rung of version 1 of the rules, kept unchanged to replay and explain what it decided. Two statements: `candidate_pair`
 * (which receivables a line could settle), and the round (what follows from that). A round decides every line that need not
 * wait for an earlier line, so that each line sees what the earlier ones left open (CONTRACT §5). Rounds are repeated until no
 * line waits, which nearly always takes one or two.
 */
import { SETTLED_AND_PAID_BACK } from "../../books/amounts-left.ts";
import { change, type Handle } from "../../books/database.ts";
import { keepUndecided, withoutNestedLoops } from "../passes.ts";

/** A column of an open line that may equal a column of a receivable. */
export interface Agreement {
  readonly line: "capture_key" | "refund_key" | "own_key" | "order_key" | "reference1_key" | "reference2_key";
  readonly receivable: "capture_key" | "refund_key" | "number_key" | "order_id_key" | "order_number_key";
}

export type LineKind = "SALE" | "RETURN";

export interface Rung {
  readonly number: 1 | 2 | 3 | 4;
  /** The second pass of a rung, without leading zeros, for lines that found no candidate in the first pass. */
  readonly withoutLeadingZeros: boolean;
  readonly agreements: readonly Agreement[];
}

/** SALE settles invoices and orders; RETURN settles credit notes, or pays back orders. */
const KINDS: Readonly<Record<LineKind, string>> = {
  SALE: "('invoice', 'order')",
  RETURN: "('credit_note', 'order')",
};

/**
 * The statement that creates `candidate_pair`. `lines` is a table expression of lines, all of one kind. A pair that agrees in
 * several ways is listed once, with the first agreement.
 */
export function pairStatement(rung: Rung, kind: LineKind, lines: string): string {
  const paysBack = kind === "RETURN" ? "(r.kind = 'order')" : "false";
  const conditions = rung.agreements.map((agreement) => joinsOf(agreement, rung.withoutLeadingZeros));
  const ways = rung.agreements.flatMap(({ receivable }, index) =>
    (conditions[index] ?? []).map((joined) => {
      const earlier = conditions.slice(0, index).flat();
      const already = earlier.map((condition) => ` and (${condition}) is not true`).join("");
      return `
      select l.line_id, l.sequence, l.voucher_id, l.currency, l.amount, l.tolerance, r.id as receivable_id,
             '${receivable.replace("_key", "")}' as key, ${paysBack} as pays_back,
             r.currency = l.currency and r.open_amount = l.amount and not ${paysBack} as fits
        from ${lines} l join receivable r on ${joined}
       where r.kind in ${KINDS[kind]}${already}`;
    }),
  );
  return `create temporary table candidate_pair on commit drop as ${ways.join(" union all ")}`;
}

/**
 * The join conditions of an agreement, which exclude each other. Without leading zeros at least one side has some, or the
 * exact pass would have found the pair. So the index is of few receivables.
 */
function joinsOf({ line, receivable }: Agreement, withoutLeadingZeros: boolean): readonly string[] {
  // "is not null" lets the planner see that a reference that no line has costs nothing
  if (!withoutLeadingZeros) return [`r.${receivable} = l.${line} and l.${line} is not null`];
  const has = (column: string) => `left(${column}, 1) = '0'`;
  return [
    `${has(`r.${receivable}`)} and zeroless(r.${receivable}) = zeroless(l.${line})`,
    `${has(`l.${line}`)} and not ${has(`r.${receivable}`)} and r.${receivable} = zeroless(l.${line})`,
  ];
}

/** True when all rows that pass the filter are of one order (CONTRACT §5, "of the same order"). */
const oneOrder = (filter: string) => `(
  min(order_id_key) filter (where ${filter}) is not distinct from max(order_id_key) filter (where ${filter})
  and (count(*) filter (where ${filter} and order_id_key is null) = 0
       or (min(order_number_key) filter (where ${filter}) = max(order_number_key) filter (where ${filter})
           and count(order_number_key) filter (where ${filter}) = count(*) filter (where ${filter}))))`;

/**
 * Unique matches: a line has one candidate of exactly its amount, no other line of the rung has that candidate, and nothing
 * has been settled on it. The rule is "exact", in whatever order the lines are processed. A statement of its own, because
 * nearly all lines are such.
 */
const UNIQUE_MATCHES = /* sql */ `
  insert into match_result (line_id, sequence, rung, rule, receivable_id, effect, line_amount, receivable_amount, key, voucher_id)
  select p.line_id, p.sequence, :rung::smallint, 'exact', p.receivable_id, 'settles', p.amount, p.amount, p.key, p.voucher_id
    from candidate_pair p
   where p.fits
     and p.line_id not in (select line_id from candidate_pair group by line_id having count(*) > 1)
     and p.receivable_id not in (select receivable_id from candidate_pair group by receivable_id having count(*) > 1)
     and not exists (select from allocation a where a.receivable_id = p.receivable_id)
     and not exists (select from match_result v where v.receivable_id = p.receivable_id)`;

/** The rules that settle a line; all others are deviations. */
const SETTLES = "('exact', 'twin', 'whole_order', 'tolerance', 'part', 'pay_back')";

/** All allocations: those of earlier runs, and those of this run so far. */
const SETTLED_SO_FAR = `(select receivable_id, effect, receivable_amount from allocation
                         union all select receivable_id, effect, receivable_amount from match_result)`;

/**
 * The rule that applies to each line of `candidate_pair`, as common table expressions; the caller appends a statement.
 * `allocation` is a table expression of what has been settled.
 */
export const rulesStatement = (allocation: string) => /* sql */ `
  with receivable_total as (
    select a.receivable_id, ${SETTLED_AND_PAID_BACK}
      from ${allocation} a where a.receivable_id in (select receivable_id from candidate_pair)
     group by a.receivable_id),
  considered as (
    select p.line_id, p.sequence, p.voucher_id, p.amount, p.tolerance, p.key, p.pays_back, r.id as receivable_id, r.kind,
           r.number, r.date, r.order_id_key, r.order_number_key, r.currency, r.currency = p.currency as same_currency,
           coalesce(s.settled, 0) as settled,
           case when p.pays_back then coalesce(s.settled - s.paid_back, 0)
                else r.open_amount - coalesce(s.settled, 0) end as open
      from candidate_pair p
     -- "limit" makes PostgreSQL look receivables up one by one: pairs that are not unique matches are few
     cross join lateral (select * from receivable x where x.id = p.receivable_id limit 1) r
      left join receivable_total s on s.receivable_id = r.id),
  candidate as materialized (
    select *, same_currency and open > 0 as is_open, same_currency and open = amount as exact
      from considered
     -- an order that has received nothing cannot be paid back: its RETURN waits for the sale
     where not (pays_back and settled = 0)),
  fact as (
    select line_id, min(sequence) as sequence, min(amount) as amount, min(tolerance) as tolerance, min(voucher_id) as voucher_id,
           count(*) filter (where same_currency) as same_currency,
           count(*) filter (where is_open) as open, count(*) filter (where exact) as exact,
           sum(open) filter (where is_open) as open_sum,
           bool_or(pays_back) as pays_back, bool_and(pays_back) as only_pays_back,
           ${oneOrder("exact")} as exact_one_order, ${oneOrder("is_open")} as open_one_order
      from candidate group by line_id),
  ruled as materialized (
    select *, case
      when open = 0 and same_currency = 0 then 'currency_differs'
      when open = 0 and pays_back then 'overpaid'
      when open = 0 then 'already_settled'
      when exact = 1 then 'exact'
      when exact > 1 and exact_one_order then 'twin'
      when exact > 1 then 'ambiguous'
      when open > 1 and pays_back = only_pays_back and open_one_order and open_sum = amount then 'whole_order'
      when open > 1 then 'ambiguous'
      when pays_back and amount < open_sum then 'pay_back'
      when abs(amount - open_sum) <= tolerance then 'tolerance'
      when amount < open_sum then 'part'
      else 'overpaid' end as rule
      from fact)`;

const ROUND = /* sql */ `${rulesStatement(SETTLED_SO_FAR)},
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
                                                                 order by c.date nulls last, c.number) end as twin
      from decided d join candidate c on c.line_id = d.line_id
     where d.rule in ${SETTLES} and c.is_open and (d.rule not in ('exact', 'twin') or c.exact)),
  listed as (
    select c.line_id, jsonb_agg(jsonb_build_object('kind', c.kind, 'number', c.number, 'open', show_minor(c.open, c.currency),
                                                'currency', c.currency)
                                order by c.date nulls last, c.number) as candidates
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

/** Marks lines that no rung decides. `lines` is a table expression. */
export async function markUnmatched(trx: Handle, lines: string): Promise<void> {
  await change(
    trx,
    `insert into match_result (line_id, sequence, rule) select line_id, sequence, 'none' from ${lines} l`,
  );
}

/** Decides lines on this rung. Takes and returns table expressions: the lines that it does not decide; null when none is left. */
export async function runPass(
  trx: Handle,
  rung: Rung,
  kind: LineKind,
  lines: string,
): Promise<string | null> {
  await change(trx, "drop table if exists candidate_pair");
  const pairs = await change(trx, pairStatement(rung, kind, lines));
  if (pairs === 0) return lines;
  await decideAll(trx, pairs, { rung: rung.number });
  const left = await keepUndecided(trx, "remaining_line", lines);
  return left > 0 ? "remaining_line" : null;
}

async function decideAll(trx: Handle, pairs: number, bindings: Record<string, unknown>): Promise<void> {
  await change(trx, "analyze candidate_pair");
  const unique = await withoutNestedLoops(trx, pairs, () => change(trx, UNIQUE_MATCHES, bindings));
  if (unique === pairs) return;
  for (let round = 1; ; round += 1) {
    const waiting = await keepUndecided(trx, "candidate_pair", "candidate_pair");
    if (waiting === 0) return;
    if (round === 2)
      await change(trx, "create index if not exists by_receivable on match_result (receivable_id)");
    if ((await withoutNestedLoops(trx, waiting, () => change(trx, ROUND, bindings))) === 0) return;
  }
}
