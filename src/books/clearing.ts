/** The balance of the clearing account by merchant: unmatched lines, and lines of merchants without receivables. Reads only. */
import { text } from "./row.ts";
import { minor, type Minor } from "../money.ts";
import { LEFT_OF_LINE } from "./amounts-left.ts";
import { rows, type Handle } from "./database.ts";

export interface MerchantClearing {
  readonly merchantId: string;
  readonly currency: string;
  /** Debit positive. */
  readonly amount: Minor;
  /** "none": the merchant's sales are booked as daily sums, and this is all that Kvitt has booked against them. */
  readonly receivables: "each" | "none";
}

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
  const [some] = await rows(
    db,
    { some: "boolean" },
    "select exists (select from payout_without_receivables) as some",
  );
  if (!some?.some) return [];
  const found = await rows(
    db,
    {
      merchantId: "text",
      currency: "text",
      /** "none": the merchant's sales are booked as daily sums, and this is all that Kvitt has booked against them. */
      receivables: text<"each" | "none">(),
      amount: "bigint",
    },
    BY_MERCHANT,
  );
  return found.map((one) => ({ ...one, amount: minor(one.amount) }));
}
