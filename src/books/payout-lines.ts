/** The lines of one payout for people who look at it: a page at a time, by key, so that a million lines cost what is shown. */
import { json } from "./row.ts";
import { showMinor } from "../money.ts";
import { column, rows, type Handle } from "./database.ts";
import { openDeviation } from "./open-deviation.ts";

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

/** What the lines of a type add to or take from the payout; lines without effect, such as fees invoiced apart, are zero. */
export interface TypeSum {
  readonly type: string;
  readonly lines: number;
  /** Minor units, signed. */
  readonly effect: bigint;
}

/**
 * By type. Lines are facts that are appended with their payout and never change, so what they add up to is kept in memory by the
 * payout's id: a million lines are added once in the life of a process.
 */
export async function sumsByType(db: Handle, reference: string): Promise<readonly TypeSum[]> {
  const ids = await column(
    db,
    "bigint",
    "select id from payout where :reference in (payment_reference, merchant_id || '/' || payment_reference) order by id",
    { reference },
  );
  const sums: TypeSum[] = [];
  for (const id of ids) sums.push(...(await sumsOf(db, id)));
  return sums;
}

const SUMS_KEPT = 500;
const kept = new WeakMap<object, Map<bigint, readonly TypeSum[]>>();

async function sumsOf(db: Handle, payoutId: bigint): Promise<readonly TypeSum[]> {
  const known = kept.get(db.client) ?? new Map<bigint, readonly TypeSum[]>();
  kept.set(db.client, known);
  const before = known.get(payoutId);
  if (before !== undefined) return before;
  const found = await rows(
    db,
    { type: "text", lines: "bigint", effect: "bigint" },
    `select type, count(*) as lines, sum(effect)::bigint as effect from line where payout_id = :payoutId
      group by type order by type`,
    { payoutId },
  );
  const sums = found.map((one) => ({ ...one, lines: Number(one.lines) }));
  if (known.size >= SUMS_KEPT) known.clear();
  known.set(payoutId, sums);
  return sums;
}
