/**
 * Decides lines without a candidate on any rung (CONTRACT §5): `uncertain` when only receivables agree that contradict the
 * line, with those as candidates and their contradictions; otherwise nothing agrees.
 */
import { change, type Handle } from "../books/database.ts";
import { CONTRADICTIONS, type Contradiction } from "./agreement.ts";
import { CREDITED } from "./credited.ts";

/** A contradiction as it is shown: the value of the line and the value of the receivable. */
export interface ContradictionView {
  readonly what: Contradiction;
  readonly line: string | null;
  readonly receivable: string | null;
}

/** The values as people know them: what the report says, and what the receivables list said. */
const SHOWN: Readonly<Record<Contradiction, readonly [line: string, receivable: string]>> = {
  merchant_id: ["p.merchant_id", "r.merchant_id"],
  order_id: ["k.order_id", "r.order_id"],
  capture_id: ["k.capture_id", "r.capture_id"],
  refund_id: ["k.refund_id", "r.refund_id"],
  order_number: [
    `concat_ws(' / ', case when not l.first_is_number then coalesce(k.merchant_reference1, l.reference1_key) end,
               case when l.second_is_order then k.merchant_reference2 end)`,
    "coalesce(r.order_number, r.number)",
  ],
  number: ["coalesce(k.merchant_reference1, l.reference1_key)", "r.number"],
};

const LIST = (Object.keys(CONTRADICTIONS) as Contradiction[]).map((what) => {
  const [line, receivable] = SHOWN[what];
  return `case when ${CONTRADICTIONS[what]}
               then jsonb_build_array(jsonb_build_object('what', '${what}', 'line', ${line}, 'receivable', ${receivable}))
               else '[]' end`;
});

/** The contradictions of a receivable (alias r) and a line (aliases l, k, p), as a JSON list. */
export const CONTRADICTION_LIST = `(${LIST.join("\n    || ")})`;

const COLUMNS = `id, kind, number, date, currency, open_amount, merchant_id, order_number, order_id, capture_id, refund_id,
  merchant_key, number_key, order_number_key, order_id_key, capture_key, refund_key`;

/** Receivables, where `credited` replaces credit notes without keys. */
export const receivablesAsCredited = (withCredited: boolean) =>
  withCredited
    ? `(select ${COLUMNS} from receivable where id not in (select id from ${CREDITED})
        union all select ${COLUMNS} from ${CREDITED})`
    : "receivable";

/**
 * `lines` is a table expression of the lines that no rung has decided. An order that has received nothing cannot be paid back
 * by a return, so it is no candidate and contradicts nothing.
 */
export async function decideRest(trx: Handle, lines: string, withCredited: boolean): Promise<void> {
  await change(trx, "analyze contradicted");
  await change(
    trx,
    `with rest as materialized (
       select c.line_id, c.receivable_id, min(c.rung) as rung, bool_or(c.pays_back) as pays_back
         from contradicted c where c.line_id in (select line_id from ${lines} o) group by 1, 2),
     -- one pass over the results of the run, which have no index and may be a million rows
     receivable_total as materialized (
       select receivable_id,
              coalesce(sum(receivable_amount) filter (where effect = 'settles'), 0)::bigint as settled,
              coalesce(sum(receivable_amount) filter (where effect = 'pays_back'), 0)::bigint as paid_back
         from (select a.receivable_id, a.effect, a.receivable_amount
                 from (select distinct receivable_id from rest) r join allocation a on a.receivable_id = r.receivable_id
               union all
               select v.receivable_id, v.effect, v.receivable_amount
                 from match_result v where v.receivable_id in (select receivable_id from rest)) s
        group by receivable_id),
     listed as (
       select l.line_id, min(x.rung) as rung,
              jsonb_agg(jsonb_build_object('kind', r.kind, 'number', r.number,
                                           'open', show_minor(s.open, r.currency), 'currency', r.currency,
                                           'contradictions', ${CONTRADICTION_LIST})
                        order by x.rung, r.date nulls last, r.number, r.kind, r.merchant_id) as candidates
         from rest x
         join ${lines} l on l.line_id = x.line_id
         join known_line k on k.id = l.line_id
         join payout p on p.id = l.payout_id
         join ${receivablesAsCredited(withCredited)} r on r.id = x.receivable_id
         left join receivable_total a on a.receivable_id = x.receivable_id
        cross join lateral (
          select case when x.pays_back then coalesce(a.settled, 0) + b.received_before - coalesce(a.paid_back, 0)
                      else r.open_amount - coalesce(a.settled, 0) end as open
            from receivable b where b.id = x.receivable_id
             and not (x.pays_back and coalesce(a.settled, 0) + b.received_before = 0)) s
        group by l.line_id)
     insert into match_result (line_id, sequence, rung, rule, candidates)
     select o.line_id, o.sequence, c.rung, case when c.line_id is null then 'none' else 'uncertain' end, c.candidates
       from ${lines} o left join listed c on c.line_id = o.line_id`,
  );
}
