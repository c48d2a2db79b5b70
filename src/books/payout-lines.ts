/** The lines of one payout for people who look at it: a page at a time, by key, so that a million lines cost what is shown. */
import { json } from "./row.ts";
import { showMinor } from "../money.ts";
import { rows, type Handle } from "./database.ts";
import { openDeviation } from "./open-deviation.ts";
import type { TypeSum } from "./take-in.ts";

export interface PayoutLine {
  readonly id: bigint;
  /** 1-based line number in the report file. */
  readonly row: number;
  readonly type: string;
  readonly detailedType: string | null;
  readonly orderId: string | null;
  readonly reference: string | null;
  /** "1193.75", positive; the type says the direction. */
  readonly amount: string;
  /** Numbers of the receivables it settles. */
  readonly receivables: readonly string[];
  /** Accounts a person put it on. */
  readonly accounts: readonly number[];
  /** True while it is on the clearing account. */
  readonly isOpen: boolean;
  /** Its open deviation, if any. */
  readonly deviationId: bigint | null;
}

export interface LinesWanted {
  /** "K500746/123456789", or the reference alone. */
  readonly reference: string;
  /** Lines after this row. */
  readonly after: number;
  readonly most: number;
  /** Only those that are not matched. */
  readonly open: boolean;
}

const LINES = /* sql */ `
  select l.id, l.row, l.type, l.detailed_type as "detailedType", l.order_id as "orderId", l.amount, p.currency,
         coalesce(nullif(l.merchant_reference1, ''), nullif(l.short_order_id, '')) as reference,
         coalesce((select jsonb_agg(distinct r.number) from allocation a join receivable r on r.id = a.receivable_id
                    where a.line_id = l.id
                      and not exists (select from allocation v where v.reverses = a.id) and a.reverses is null), '[]') as receivables,
         coalesce((select jsonb_agg(distinct a.account) from allocation a
                    where a.line_id = l.id and a.account is not null
                      and not exists (select from allocation v where v.reverses = a.id) and a.reverses is null), '[]') as accounts,
         exists (select from unsettled u where u.line_id = l.id) as "isOpen",
         ${openDeviation("d.line_id = l.id")} as "deviationId"
    from payout p
   cross join lateral (select * from line x
                        where x.payout_id = p.id and x.row > :after
                          and (not :open or exists (select from unsettled u where u.line_id = x.id))
                        order by x.row limit :most) l
   where :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference)
   order by l.row`;

export async function linesOfPayout(db: Handle, wanted: LinesWanted): Promise<readonly PayoutLine[]> {
  const found = await rows(
    db,
    {
      id: "bigint",
      row: "number",
      type: "text",
      detailedType: "text?",
      orderId: "text?",
      amount: "bigint",
      currency: "text",
      reference: "text?",
      receivables: json<readonly string[]>(),
      accounts: json<readonly number[]>(),
      isOpen: "boolean",
      deviationId: "bigint?",
    },
    LINES,
    { ...wanted },
  );
  return found.map(({ currency, amount, ...line }) => ({ ...line, amount: showMinor(amount, currency) }));
}

/** What the lines of a payout add up to, by type. */
export function sumsByType(db: Handle, reference: string): Promise<readonly TypeSum[]> {
  return rows(
    db,
    { type: "text", lines: "number", effect: "bigint" },
    `select t.type, t.lines, t.effect
       from payout p cross join jsonb_to_recordset(p.by_type) as t(type text, lines integer, effect bigint)
      where :reference in (p.payment_reference, p.merchant_id || '/' || p.payment_reference)
      order by p.id, t.type`,
    { reference },
  );
}
