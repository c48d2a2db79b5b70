/** The balance of the clearing account by merchant: unmatched lines, and lines of merchants without receivables. Reads only. */
import { text, type Row, type RowShape } from "./row.ts";
import { LEFT_OF_LINE } from "./amounts-left.ts";
import { exists, rows, type Handle } from "./database.ts";

const CLEARING_ROW = {
  merchantId: "text",
  currency: "text",
  /** Debit positive. */
  amount: "minor",
  /** "none": the merchant's sales are booked as daily sums, and this is all that Kvitt has booked against them. */
  receivables: text<"each" | "none">(),
} as const satisfies RowShape;
export type MerchantClearing = Row<typeof CLEARING_ROW>;

const BY_MERCHANT = /* sql */ `
  select p.merchant_id as "merchantId", p.currency, x.receivables, sum(x.amount)::bigint as amount
    from (select payout_id, amount, 'none' as receivables from payout_without_receivables
          union all
          select u.payout_id,
                 case l.type when 'SALE' then -1 else 1 end
                 * ${LEFT_OF_LINE}, 'each'
            from unsettled u join line l on l.id = u.line_id) x
    join payout p on p.id = x.payout_id
   group by 1, 2, 3 order by 1, 2, 3`;

/** Empty when every merchant has receivables: then the account by age is enough. */
export async function clearingByMerchant(db: Handle): Promise<readonly MerchantClearing[]> {
  if (!(await exists(db, "select from payout_without_receivables"))) return [];
  return rows(db, CLEARING_ROW, BY_MERCHANT);
}
