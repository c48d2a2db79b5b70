/**
 * Assigns merchants where the books or a row of `incoming` name none. A receivable without a merchant becomes the merchant's
 * whose own list has its number. A row without a merchant goes to the only merchant that has the number, and is refused when
 * several have it.
 */
import { change, rows, type Handle } from "./database.ts";
import { NOTHING_UNCLEAR, removeUnclear, type Unclear } from "./repeated-receivables.ts";

// A list names the merchant of a receivable that had none: it is adopted, unless another merchant's payment settled it.
const ADOPT = /* sql */ `
  update receivable r set merchant_id = w.merchant_id, updated_at = :at
    from (select distinct on (r.id) r.id, i.merchant_id
            from incoming i
            join receivable r on r.number = i.number and r.kind = i.kind and r.merchant_id = ''
           where i.merchant_id <> '' and not r.disputed and (r.currency, r.amount) = (i.currency, i.amount)
             and coalesce(r.date = i.date, true) and coalesce(r.order_id_key = reference_key(i.order_id), true)
             and not exists (select from receivable o
                              where o.number = i.number and o.kind = i.kind and o.merchant_id = i.merchant_id)
             and not exists (select from allocation a join line l on l.id = a.line_id join payout p on p.id = l.payout_id
                              where a.receivable_id = r.id
                                and reference_key(p.merchant_id) <> reference_key(i.merchant_id))
           order by r.id, i.merchant_id) w
   where r.id = w.id`;

const UNSAID = /* sql */ `
  create temporary table unsaid on commit drop as
  select i.row, array_agg(r.merchant_id order by r.merchant_id) as merchants,
         array_agg(r.merchant_id) filter (where (r.currency, r.amount) = (i.currency, i.amount)
                                            and coalesce(r.date = i.date, true)) as agreeing
    from incoming i join receivable r on r.number = i.number and r.kind = i.kind and r.merchant_id <> ''
   where i.merchant_id = ''
     and not exists (select from receivable o
                      where o.number = i.number and o.kind = i.kind and o.merchant_id = '' and not o.disputed)
   group by i.row`;

const ONLY =
  "case when cardinality(u.merchants) = 1 then u.merchants[1] when cardinality(u.agreeing) = 1 then u.agreeing[1] end";

const ASSIGN = /* sql */ `
  update incoming i set merchant_id = ${ONLY}, unsaid = true
    from unsaid u
   where i.row = u.row and ${ONLY} is not null
     and not exists (select from incoming o where o.number = i.number and o.kind = i.kind and o.merchant_id = ${ONLY})`;

const CANNOT_TELL = /* sql */ `
  delete from incoming i using unsaid u where i.row = u.row and not i.unsaid
  returning i.row, i.number, show_minor(i.amount, i.currency) as amount, u.merchants as others`;

/** Assigns a merchant to each row. Removes the rows for which that is impossible, and returns them. */
export async function assignMerchants(trx: Handle, at: Date): Promise<{ unclear: Unclear; named: boolean }> {
  const [some] = await rows(
    trx,
    { named: "boolean", known: "boolean" },
    `select exists (select from incoming where merchant_id <> '') as named,
            exists (select from receivable where merchant_id <> '') as known`,
  );
  const named = some?.named === true;
  if (named) await change(trx, ADOPT, { at });
  if (some?.known !== true) return { unclear: NOTHING_UNCLEAR, named };
  if ((await change(trx, UNSAID)) === 0) return { unclear: NOTHING_UNCLEAR, named };
  await change(trx, ASSIGN);
  return { unclear: await removeUnclear(trx, CANNOT_TELL, "whose"), named };
}
