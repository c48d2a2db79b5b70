/**
 * Creates `open_line`, the lines that a run tries to match: every SALE and RETURN that allocations do not cover in full, with
 * its position in the processing order (CONTRACT §5: payout date, payment reference, row).
 */
import { LEFT_OF_LINE } from "../books/amounts-left.ts";
import { change, holds, value, type Handle } from "../books/database.ts";
import { IS_PAYMENT_DEFAULT } from "../books/disputes.ts";
import { PAYOUT_ORDER } from "../books/payout-order.ts";

/** Columns about a payout's merchant, over alias p: its key, and what the references contain by its settings. */
export const MERCHANT_KEYS = /* sql */ `
         reference_key(p.merchant_id) as merchant_key,
         coalesce(:references::jsonb -> p.merchant_id ->> 'first' = 'number', false) as first_is_number,
         coalesce(:references::jsonb -> p.merchant_id ->> 'second' = 'order_number', false) as second_is_order,
         coalesce(:references::jsonb -> p.merchant_id ->> 'second' = 'number', false) as second_is_number,
         coalesce(:references::jsonb -> p.merchant_id ->> 'second' = 'ignore', false) as second_is_ignored`;

/** The payouts of the run, each with the voucher for what the run settles of it, and the columns about its merchant. */
const RUN_PAYOUT = /* sql */ `
  create temporary table run_payout on commit drop as
  select p.id as payout_id, p.state = 'imported' as fresh, nextval('voucher_id') as voucher_id, p.currency,
         coalesce((:tolerances::jsonb ->> p.currency)::bigint, :otherTolerance::bigint) as tolerance,
         row_number() over (order by ${PAYOUT_ORDER}) as place,
         ${MERCHANT_KEYS}
    from payout p
   where p.id in (select id from payout where state = 'imported' union select payout_id from unsettled)`;

/** An upper bound of the number of open lines. */
const AT_MOST = /* sql */ `
  select coalesce(sum(p.line_count), 0)::bigint + (select count(*) from unsettled) as lines
    from run_payout t join payout p on p.id = t.payout_id where t.fresh`;

/** A line's references as matching compares them, over alias l. */
export const LINE_KEYS = /* sql */ `
         reference_key(l.capture_id) as capture_key,
         reference_key(l.refund_id) as refund_key,
         reference_key(case l.type when 'SALE' then l.merchant_capture_reference
                                   else l.merchant_refund_reference end) as own_key,
         case when l.type = 'RETURN' and strpos(l.merchant_refund_reference, '|') > 0
              then reference_key(substring(l.merchant_refund_reference from '[^|]*$')) end as own_tail_key,
         reference_key(l.order_id) as order_key,
         reference_key(l.merchant_reference1) as reference1_key,
         reference_key(l.merchant_reference2) as reference2_key`;

const KEYED = (rules: number, from: string, open: string, which: string) => `
     select l.id as line_id, l.row, l.payout_id, l.type, ${open} as amount, ${LINE_KEYS}
       from ${from} l
      where l.type in ('SALE', 'RETURN') and l.amount > 0 and ${which}
        ${rules > 1 ? `and not ${IS_PAYMENT_DEFAULT}` : ""}`;

// `sequence` is the position in the processing order, as one number: the payout's place, then the row (far below 2^32).
// The lines of new payouts are many, and nothing can have been settled of them. "offset 0" separates reading them from the
// temporary table, so that PostgreSQL can use parallel workers.
const openLines = (rules: number, newLines: "line" | "known_line") => /* sql */ `
  create temporary table open_line on commit drop as
  select l.line_id, (t.place << 32) | l.row as sequence, l.payout_id, t.voucher_id, t.fresh, l.type, t.currency, l.amount,
         t.tolerance, t.merchant_key, t.first_is_number, t.second_is_order, t.second_is_number,
         l.capture_key, l.refund_key, l.own_key, l.own_tail_key, l.order_key, l.reference1_key,
         case when not t.second_is_ignored then l.reference2_key end as reference2_key
    from (
     (${KEYED(rules, newLines, "l.amount", "l.payout_id = any((select array_agg(payout_id) from run_payout where fresh)::bigint[])")}
     offset 0)
     union all
     (${KEYED(
       rules,
       "known_line",
       LEFT_OF_LINE,
       `l.id in (select line_id from unsettled)
        and l.payout_id in (select payout_id from run_payout where not fresh)`,
     )})
    ) l join run_payout t on t.payout_id = l.payout_id`;

export interface Tolerances {
  /** Currency -> minor units. */
  readonly byCurrency: Readonly<Record<string, bigint>>;
  readonly other: bigint;
}

/** What is settled of a payout goes into its own voucher, or into one more voucher for each capture day or order. */
export type VoucherPer = "payout" | "day" | "order";

const SPLIT_KEYS: Readonly<Record<Exclude<VoucherPer, "payout">, string>> = {
  day: "to_char(coalesce(l.capture_date, l.sale_date) at time zone 'UTC', 'YYYY-MM-DD')",
  order: "coalesce(l.order_id, l.merchant_reference1, 'row ' || l.row)",
};

/**
 * Whether a second download may have completed lines of a payout that is new in this run. Both may be imported by one run;
 * the completing file belongs to the payout's run or a later one.
 */
const COMPLETED_AT_ONCE = /* sql */ `
  select exists (select from report_file f
                  where f.completed is not null
                    and f.run_id >= (select min(p.run_id) from payout p join run_payout t on t.payout_id = p.id
                                      where t.fresh)) as some`;

const LARGE_RUN = 20_000n;

/** What a merchant's references contain (the setting `references`). Left out: as in CONTRACT §5. */
export type ReferencesByMerchant = Readonly<
  Record<string, { readonly first?: string | undefined; readonly second?: string | undefined }>
>;

/** Creates `run_payout`, `open_line` and `split_voucher` for this transaction. */
export async function createOpenLineTable(
  trx: Handle,
  { byCurrency, other }: Tolerances,
  references: ReferencesByMerchant,
  per: VoucherPer,
  rules: number,
): Promise<void> {
  const asText = Object.fromEntries(
    Object.entries(byCurrency).map(([code, amount]) => [code, String(amount)]),
  );
  await change(trx, RUN_PAYOUT, {
    tolerances: JSON.stringify(asText),
    otherTolerance: other,
    references: JSON.stringify(references),
  });
  // without its count the planner thinks of hundreds of payouts, and reads all lines there are instead of theirs
  await change(trx, "analyze run_payout");
  if (((await value(trx, "bigint", AT_MOST)) ?? 0n) > LARGE_RUN) await tuneForLargeRun(trx);
  const newLines = (await holds(trx, COMPLETED_AT_ONCE)) ? "known_line" : "line";
  await change(trx, openLines(rules, newLines));
  await createSplitVouchers(trx, per);
  await change(trx, "analyze open_line");
}

/**
 * Planner settings for a large run, for this transaction only. Rows are sorted and hashed many times, so in memory. Merge joins
 * read tables in index order, which takes minutes for a table that is not cached yet. All tables are analysed first; a coarse
 * sample is enough.
 */
async function tuneForLargeRun(trx: Handle): Promise<void> {
  await change(trx, "set local work_mem = '256MB'");
  await change(trx, "set local enable_mergejoin = off");
  await change(trx, "set local default_statistics_target = 10");
  await change(trx, "select count_anew()");
}

/** Creates `split_voucher`: a voucher for the lines of each day or order, if the settings want that. */
async function createSplitVouchers(trx: Handle, per: VoucherPer): Promise<void> {
  await change(
    trx,
    "create temporary table split_voucher (payout_id bigint, key text, voucher_id bigint) on commit drop",
  );
  if (per === "payout") return;
  const key = `coalesce(${SPLIT_KEYS[per]}, '')`;
  await change(
    trx,
    `insert into split_voucher
     select payout_id, key, nextval('voucher_id')
       from (select o.payout_id, ${key} as key, min(o.sequence) as first from open_line o join line l on l.id = o.line_id
              group by 1, 2 order by 3) x`,
  );
  await change(
    trx,
    `update open_line o set voucher_id = v.voucher_id
       from line l join split_voucher v on v.payout_id = l.payout_id and v.key = ${key}
      where l.id = o.line_id`,
  );
}
