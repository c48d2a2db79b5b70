/** What allocations have settled, and what they have left, of lines and receivables: SQL that many statements share. Minor units. */

/** What no allocation covers of a line, over alias l. A reversal has negative amounts, so it frees what it reverses. */
export const LEFT_OF_LINE = /* sql */ `
  (l.amount - coalesce((select sum(a.line_amount) from allocation a where a.line_id = l.id), 0)::bigint)`;

/** Sums over allocations (alias a) of one receivable, as columns: what they settle, and what an order has paid back. */
export const SETTLED_AND_PAID_BACK = /* sql */ `
  coalesce(sum(a.receivable_amount) filter (where a.effect = 'settles'), 0)::bigint as settled,
  coalesce(sum(a.receivable_amount) filter (where a.effect = 'pays_back'), 0)::bigint as paid_back`;

/** True for a receivable (alias r) that allocations settle in full. */
export const IS_PAID_UP = /* sql */ `
  r.open_amount = (select sum(a.receivable_amount) from allocation a
                    where a.receivable_id = r.id and a.effect = 'settles')`;
