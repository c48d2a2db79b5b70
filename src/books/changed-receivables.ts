/**
 * Receivables that differ between a list and the books, and that are not overwritten: those with allocations, and those of a
 * merchant that the list does not name. A person decides (`receivable_changed`).
 */
import { change, count, type Handle } from "./database.ts";
import { closeDeviations, openDeviations, reopenDeviations, type ByRun } from "./deviations.ts";

export interface ListContext extends ByRun {
  /** The word for an open amount in a deviation's text. */
  readonly openWord: string;
}

const SHAPE = (alias: string) =>
  `show_minor(${alias}.amount, ${alias}.currency) || ' ' || ${alias}.currency
     || case when ${alias}.open_amount = ${alias}.amount then ''
             else ', ' || :openWord::text || ' ' || show_minor(${alias}.open_amount, ${alias}.currency) end`;

/** Over `beside`, alias b. */
const DIFFERS = "(b.settled and not b.agrees or b.of_another)";

// With the payout in which the receivable was last settled.
const DIFFERENCE = /* sql */ `
  create temporary table difference on commit drop as
  select r.id, coalesce(p.merchant_id, nullif(r.merchant_id, '')) as merchant_id, p.payment_reference, shown.expected, shown.found,
         greatest(abs(b.amount - r.amount), abs(b.open_amount - r.open_amount)) as amount, r.currency
    from beside b
    join receivable r on r.id = b.id
    cross join lateral (select r.number || ': ' || ${SHAPE("r")} as expected,
                               r.number || ': ' || ${SHAPE("b")} as found) shown
    left join lateral (
      select p.merchant_id, p.payment_reference
        from allocation a join line l on l.id = a.line_id join payout p on p.id = l.payout_id
       where a.receivable_id = r.id order by a.id desc limit 1) p on true
   where ${DIFFERS}
     and not exists (select from deviation d
                      where d.receivable_id = r.id and d.code = 'receivable_changed' and d.state = 'resolved'
                        and d.found = shown.found)`;

/** Opens, reopens and closes the deviations of what differs in `beside`. Returns how many receivables differ. */
export async function syncChanges(trx: Handle, { at, runId, openWord }: ListContext): Promise<number> {
  const by = { at, runId };
  if ((await change(trx, DIFFERENCE, { openWord })) > 0) {
    await reopenWhatThisRunClosed(trx, runId);
    await openChanged(trx, by);
  }
  await closeDeviations(
    trx,
    {
      from: "beside b",
      where: `d.receivable_id = b.id and d.subject = 'receivable ' || b.id and d.code = 'receivable_changed'
              and b.agrees and not b.of_another`,
    },
    by,
  );
  return count(trx, `from beside b where ${DIFFERS}`);
}

/** Another list of the same run agreed with the books and closed the deviation that this list confirms: it is not new. */
async function reopenWhatThisRunClosed(trx: Handle, runId: bigint | null): Promise<void> {
  await reopenDeviations(
    trx,
    {
      from: "difference t",
      where: `d.subject = 'receivable ' || t.id and d.code = 'receivable_changed' and d.state = 'closed'
              and d.closed_run = :runId::bigint and d.found = t.found
              and not exists (select from deviation o where o.subject = d.subject and o.code = d.code and o.id > d.id)`,
    },
    { runId },
  );
}

async function openChanged(trx: Handle, by: ByRun): Promise<void> {
  await openDeviations(
    trx,
    {
      columns: {
        code: "'receivable_changed'",
        subject: "'receivable ' || t.id",
        receivable_id: "t.id",
        merchant_id: "t.merchant_id",
        payment_reference: "t.payment_reference",
        expected: "t.expected",
        found: "t.found",
        amount: "t.amount",
        currency: "t.currency",
      },
      from: "from difference t order by t.id",
      whenOpen: ["expected", "found", "amount"],
    },
    by,
  );
}
