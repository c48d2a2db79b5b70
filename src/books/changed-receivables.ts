/**
 * Receivables that a list says otherwise about than the books, and that are not rewritten: those that something was
 * settled on, and those of a merchant of whom the list does not speak by name. A difference there is for a person.
 */
import { change, rows, type Handle } from "./database.ts";

export interface Telling {
  readonly runId: bigint | null;
  readonly at: Date;
  /** The word for an open amount in a deviation's text. */
  readonly openWord: string;
}

const SHAPE = (alias: string) =>
  `show_minor(${alias}.amount, ${alias}.currency) || ' ' || ${alias}.currency
     || case when ${alias}.open_amount = ${alias}.amount then ''
             else ', ' || :openWord::text || ' ' || show_minor(${alias}.open_amount, ${alias}.currency) end`;

/** Over `beside`, alias b. */
const DIFFERS = "(b.settled and not b.agrees or b.of_another)";

// With the payout that the receivable was last settled in.
const TOLD = /* sql */ `
  create temporary table told on commit drop as
  select r.id, coalesce(p.merchant_id, nullif(r.merchant_id, '')) as merchant_id, p.payment_reference, told.expected, told.found,
         greatest(abs(b.amount - r.amount), abs(b.open_amount - r.open_amount)) as amount, r.currency
    from beside b
    join receivable r on r.id = b.id
    cross join lateral (select r.number || ': ' || ${SHAPE("r")} as expected,
                               r.number || ': ' || ${SHAPE("b")} as found) told
    left join lateral (
      select p.merchant_id, p.payment_reference
        from allocation a join line l on l.id = a.line_id join payout p on p.id = l.payout_id
       where a.receivable_id = r.id order by a.id desc limit 1) p on true
   where ${DIFFERS}
     and not exists (select from deviation d
                      where d.receivable_id = r.id and d.code = 'receivable_changed' and d.state = 'resolved'
                        and d.found = told.found)`;

// Another list of the same run agreed a moment ago, and closed what this one says again: that is no news.
const REOPEN = /* sql */ `
  update deviation d set state = 'open', closed_at = null, closed_run = null
    from told t
   where d.subject = 'receivable ' || t.id and d.code = 'receivable_changed' and d.state = 'closed'
     and d.closed_run = :runId::bigint and d.found = t.found
     and not exists (select from deviation o where o.subject = d.subject and o.code = d.code and o.id > d.id)`;

const OPEN_CHANGED = /* sql */ `
  insert into deviation (code, receivable_id, subject, merchant_id, payment_reference, expected, found, amount, currency,
                         opened_at, opened_run)
  select 'receivable_changed', id, 'receivable ' || id, merchant_id, payment_reference, expected, found, amount, currency,
         :at, :runId::bigint
    from told order by id
  on conflict (subject, code) where state = 'open'
  do update set expected = excluded.expected, found = excluded.found, amount = excluded.amount`;

/** The shop's books agree again. */
const CLOSE_AGREEING = /* sql */ `
  update deviation d set state = 'closed', closed_at = :at, closed_run = :runId::bigint
    from beside b
   where d.receivable_id = b.id and d.subject = 'receivable ' || b.id and d.code = 'receivable_changed'
     and d.state = 'open' and b.agrees and not b.of_another`;

/** Tells what differs in `beside`. Returns how many that are. */
export async function tellChanged(trx: Handle, { at, runId, openWord }: Telling): Promise<number> {
  if ((await change(trx, TOLD, { openWord })) > 0) {
    await change(trx, REOPEN, { runId });
    await change(trx, OPEN_CHANGED, { at, runId });
  }
  await change(trx, CLOSE_AGREEING, { at, runId });
  const [found] = await rows<{ count: bigint }>(
    trx,
    `select count(*) as count from beside b where ${DIFFERS}`,
  );
  return Number(found?.count ?? 0n);
}
