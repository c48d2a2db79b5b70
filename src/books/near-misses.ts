/** Reads the near misses of a line, without those that have been settled since they were found. */

/** The open amount of a receivable (alias r) for a line; for a RETURN and an order, what can be paid back. */
const OPEN = /* sql */ `
  select case when l.type = 'RETURN' and r.kind = 'order'
              then r.received_before + coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0)
                   - coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0)
              else r.open_amount - coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0)
         end::bigint as amount
    from allocation a where a.receivable_id = r.id`;

/** `NearMiss[]` as one jsonb, over a deviation (alias d) and its line (alias l); the most similar first. */
export const NEAR_MISSES = /* sql */ `
  case when d.state = 'open' and d.code in ('no_receivable', 'no_credit_note', 'uncertain') then coalesce((
    select jsonb_agg(jsonb_build_object('kind', r.kind, 'number', r.number, 'orderNumber', r.order_number, 'date', r.date,
                                        'open', show_minor(o.amount, r.currency), 'currency', r.currency, 'why', n.why)
                     order by n.place)
      from near_miss n
      join receivable r on r.id = n.receivable_id
     cross join lateral (${OPEN}) o
     where n.line_id = d.line_id and o.amount > 0), '[]')
  else '[]' end`;
