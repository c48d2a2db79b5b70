/**
 * The VAT on a payout's fees that the report states in the currency of the company's country, for shops that are paid in another
 * currency. It is the amount on Klarna's invoice, and the one that may be deducted (docs.klarna.com, Settlements API).
 */
import { minor, parsePlain, type Minor } from "../money.ts";
import { rows, type Handle } from "./database.ts";

// Only a payout's own voucher has VAT, and version 1 of the rules converted it like other rows.
const STATED = /* sql */ `
  select sum(f.sign * l.fee_vat)::bigint as vat,
         sum(f.sign * abs((l.extra ->> 'tax_in_currency_of_registration_country')::numeric))::text as stated
    from voucher v join run r on r.id = v.run_id join payout p on p.id = v.payout_id
    join line l on l.payout_id = v.payout_id and l.type in ('FEE', 'FEE_REFUND')
   cross join lateral (select case l.type when 'FEE' then 1 else -1 end as sign) f
   where v.id = :voucherId and v.cause = 'payout' and r.rules > 1
     and coalesce((p.totals ->> 'besides.vat')::bigint, 0) <> 0
     and upper(l.extra ->> 'currency_code_of_registration_country') = :currency
     and l.extra ->> 'tax_in_currency_of_registration_country' ~ '^[-]{0,1}[0-9]+([.][0-9]+){0,1}$'`;

/**
 * `as`: the stated amount in the currency. `of`: the part of the voucher's VAT that it is for; null: all of it, since the report
 * has no VAT for each fee. Debit above zero. Null: nothing is stated in this currency.
 */
export async function statedVat(
  db: Handle,
  voucherId: bigint,
  currency: string,
): Promise<{ readonly of: Minor | null; readonly as: Minor } | null> {
  const [found] = await rows(db, { vat: "bigint?", stated: "text?" }, STATED, { voucherId, currency });
  const { vat = null, stated = null } = found ?? {};
  const as = stated === null ? null : parsePlain(stated, currency);
  return as === null ? null : { of: vat === null ? null : minor(vat), as };
}
