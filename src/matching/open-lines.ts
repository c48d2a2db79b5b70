/**
 * The lines that a run tries to settle, laid out for the ladder: every SALE and RETURN that nothing covers wholly
 * yet, in the order in which they take their sequence (CONTRACT §5: payout date, payment reference, row).
 */
import { LEFT_OF_LINE } from "../books/amounts-left.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { IS_PAYMENT_DEFAULT } from "../books/disputes.ts";

/** What is known of a payout's merchant, over alias p: its key, and what its settings say the references hold. */
export const MERCHANT_KEYS = /* sql */ `
         reference_key(p.merchant_id) as merchant_key,
         coalesce(:references::jsonb -> p.merchant_id ->> 'first' = 'number', false) as first_is_number,
         coalesce(:references::jsonb -> p.merchant_id ->> 'second' = 'order_number', false) as second_is_order,
         coalesce(:references::jsonb -> p.merchant_id ->> 'second' = 'number', false) as second_is_number,
         coalesce(:references::jsonb -> p.merchant_id ->> 'second' = 'ignore', false) as second_is_ignored`;

/**
 * Which payouts take part, each with the voucher that will hold what this run settles of it, and with what the merchant's
 * settings say its references hold.
 */
const RUN_PAYOUT = /* sql */ `
  create temporary table run_payout on commit drop as
  select p.id as payout_id, p.state = 'imported' as fresh, nextval('voucher_id') as voucher_id, p.currency,
         coalesce((:tolerances::jsonb ->> p.currency)::bigint, :otherTolerance::bigint) as tolerance,
         row_number() over (order by p.date, p.payment_reference, p.merchant_id, p.issuer) as place,
         ${MERCHANT_KEYS}
    from payout p
   where p.state = 'imported' or p.id in (select payout_id from unsettled)`;

/** How many lines there may be to settle. */
const AT_MOST = /* sql */ `
  select coalesce(sum(p.line_count), 0)::bigint + (select count(*) from unsettled) as lines
    from run_payout t join payout p on p.id = t.payout_id where t.fresh`;

/** A line's own references as they are compared; over table alias l. */
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

// A line's sequence is one number: its payout's place, then its row. Rows stay far below 2^32.
// The new payouts' lines are many, and nothing can have been settled of them. "offset 0" keeps the reading of them apart
// from the temporary table, so that PostgreSQL may let several processes do it.
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

/** What is settled of a payout goes into its own voucher, or into one further voucher a capture day or an order. */
export type VoucherPer = "payout" | "day" | "order";

const PART_KEYS: Readonly<Record<Exclude<VoucherPer, "payout">, string>> = {
  day: "to_char(coalesce(l.capture_date, l.sale_date) at time zone 'UTC', 'YYYY-MM-DD')",
  order: "coalesce(l.order_id, l.merchant_reference1, 'row ' || l.row)",
};

/**
 * Whether a file may have completed lines of a payout that is new in this run: both downloads may come in one night. The
 * completing file comes in the payout's own run or later.
 */
const COMPLETED_AT_ONCE = /* sql */ `
  select exists (select from report_file f
                  where f.completed is not null
                    and f.run_id >= (select min(p.run_id) from payout p join run_payout t on t.payout_id = p.id
                                      where t.fresh)) as some`;

const LARGE_NIGHT = 20_000n;

/** What a merchant's references hold (the setting `references`); left out: as the contract has it. */
export type ReferencesByMerchant = Readonly<
  Record<string, { readonly first?: string | undefined; readonly second?: string | undefined }>
>;

/** Makes `run_payout` and `open_line` for this transaction. */
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
  const [night] = await rows<{ lines: bigint }>(trx, AT_MOST);
  if ((night?.lines ?? 0n) > LARGE_NIGHT) await setUpForMany(trx);
  const [completed] = await rows<{ some: boolean }>(trx, COMPLETED_AT_ONCE);
  await change(trx, openLines(rules, completed?.some === true ? "known_line" : "line"));
  await splitVouchers(trx, per);
  await change(trx, "analyze open_line");
}

/**
 * A large night is sorted and hashed many times over: in memory. No table is read in the order of an index, as merge
 * joins do: that takes minutes where it is not in memory yet. And all is counted first, which a coarse count is enough for.
 * The settings are for this transaction only.
 */
async function setUpForMany(trx: Handle): Promise<void> {
  await change(trx, "set local work_mem = '256MB'");
  await change(trx, "set local enable_mergejoin = off");
  await change(trx, "set local default_statistics_target = 10");
  await change(trx, "select count_anew()");
}

/** Gives the lines of each day or order a voucher of their own (`split_voucher`), where the settings want that. */
async function splitVouchers(trx: Handle, per: VoucherPer): Promise<void> {
  await change(
    trx,
    "create temporary table split_voucher (payout_id bigint, key text, voucher_id bigint) on commit drop",
  );
  if (per === "payout") return;
  const key = `coalesce(${PART_KEYS[per]}, '')`;
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
