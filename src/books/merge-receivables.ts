/**
 * Merges a shop's list into the books: new receivables are inserted, changed ones updated. Four files decide what is not
 * merged, and report it: repeated-receivables.ts, whose-receivables.ts, disputed-receivables.ts, changed-receivables.ts.
 */
import { syncChanges, type ListContext } from "./changed-receivables.ts";
import { change, count, type Handle } from "./database.ts";
import {
  closeSuperseded,
  disputeContrary,
  recordListContents,
  type Disputes,
  type Sitting,
} from "./disputed-receivables.ts";
import type { OptionalColumn } from "./receivables.ts";
import { joinRepeated, type UnclearRow } from "./repeated-receivables.ts";
import { assignMerchants } from "./whose-receivables.ts";
import { acquireWriteLock } from "./write-lock.ts";

export interface Merged {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Receivables that differ from the file and are not overwritten; each has a `receivable_changed` deviation. */
  readonly changed: number;
  /** Rows that repeat another row of the same file. */
  readonly repeated: number;
}

export interface MergedFile extends Merged {
  /** Rows that are not merged, the first ones. */
  readonly unclear: readonly UnclearRow[];
  readonly unclearCount: number;
  readonly disputes: Disputes;
}

export interface Merging extends ListContext {
  /** Which optional columns the file has. */
  readonly columns: readonly OptionalColumn[];
  /** The lists that came together with this one; null: it came alone. */
  readonly sitting: Sitting | null;
}

const SAME = "r.number = i.number and r.kind = i.kind and r.merchant_id = i.merchant_id";

// What an order had received before Kvitt knew it is decided once, when it is inserted (CONTRACT §5).
const INSERT_NEW = /* sql */ `
  insert into receivable (merchant_id, kind, number, order_number, order_id, capture_id, refund_id, currency, amount,
                          open_amount, received_before, date, credits, updated_at)
  select i.merchant_id, i.kind, i.number, i.order_number, i.order_id, i.capture_id, i.refund_id, i.currency, i.amount,
         i.open_amount, case when i.kind = 'order' then i.amount - i.open_amount else 0 end, i.date, i.credits, :at
    from incoming i
   where not exists (select from receivable r where ${SAME})`;

/** Merges the rows that `loadReceivables` has loaded. */
export async function mergeReceivables(trx: Handle, merging: Merging): Promise<MergedFile> {
  const { at, runId, sitting } = merging;
  await acquireWriteLock(trx);
  // a list may have two million rows, which are sorted and hashed several times: in memory, for this transaction only
  await change(trx, "set local work_mem = '128MB'");
  await change(trx, "analyze incoming");
  const { repeated, unclear } = await joinRepeated(trx);
  const whose = await assignMerchants(trx, at);
  const disputes = await disputeContrary(trx, sitting, { at, runId });
  const all = await count(trx, "from incoming");
  await change(trx, besideStatement(merging.columns));
  await change(trx, "analyze beside");
  const inserted = await change(trx, INSERT_NEW, { at });
  const updated = await change(trx, updateOpen(merging.columns), { at });
  const changed = await syncChanges(trx, merging);
  if (whose.named) await closeSuperseded(trx, { at, runId });
  if (sitting !== null) await recordListContents(trx, sitting, at);
  return {
    inserted,
    updated,
    unchanged: all - inserted - updated - changed,
    changed: changed + disputes.rows,
    repeated,
    unclear: [...unclear.rows, ...whose.unclear.rows],
    unclearCount: unclear.count + whose.unclear.count,
    disputes,
  };
}

/**
 * Creates `beside`: the rows of the file that differ from the books, or whose receivable has allocations, beside what is
 * kept. The shop's open amount agrees when it equals ours, or ours less our first settlements, in order: those that have
 * reached the shop's books. "Of another": the receivable belongs to a merchant, and a list without merchants differs.
 */
function besideStatement(columns: readonly OptionalColumn[]): string {
  const fields = ["currency", "amount", "open_amount", ...columns];
  const record = (alias: string) => `(${fields.map((field) => `${alias}.${field}`).join(", ")})`;
  return `
    create temporary table beside on commit drop as
    select i.*, r.id, a.receivable_id is not null as settled,
           i.unsaid and ((i.currency, i.amount) <> (r.currency, r.amount)
                         or coalesce(reference_key(i.order_id) <> r.order_id_key, false)) as of_another,
           (i.currency, i.amount) = (r.currency, r.amount)
             and (i.open_amount = r.open_amount or r.open_amount - i.open_amount = any(a.settled)) as agrees
      from incoming i
      join receivable r on ${SAME}
      -- looked up for each row of the list: a sum over all allocations would cost what the years before have left
      left join lateral (
           select s.receivable_id, array_agg(s.so_far) as settled
             from (select x.receivable_id,
                          sum(x.receivable_amount) filter (where x.effect = 'settles') over (order by x.id) as so_far
                     from allocation x where x.receivable_id = r.id) s
            group by s.receivable_id) a on true
     where a.receivable_id is not null or ${record("i")} is distinct from ${record("r")}`;
}

function updateOpen(columns: readonly OptionalColumn[]): string {
  const fields = ["currency", "amount", "open_amount", ...columns];
  return `
    update receivable r
       set ${fields.map((field) => `${field} = b.${field}`).join(", ")},
           received_before = least(r.received_before, b.amount), updated_at = :at
      from beside b
     where r.id = b.id and not b.settled and not b.of_another`;
}
