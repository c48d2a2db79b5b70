/**
 * What a shop's file says is laid beside what is kept: new receivables are added, changed ones updated. What is not taken
 * over is told: repeated-receivables.ts, whose-receivables.ts, disputed-receivables.ts, changed-receivables.ts.
 */
import { tellChanged, type Telling } from "./changed-receivables.ts";
import { change, rows, type Handle } from "./database.ts";
import {
  closeSuperseded,
  disputeContrary,
  noteSaid,
  type Disputes,
  type Sitting,
} from "./disputed-receivables.ts";
import type { OptionalColumn } from "./receivables.ts";
import { joinRepeated, type UnclearRow } from "./repeated-receivables.ts";
import { sayWhose } from "./whose-receivables.ts";

export interface Merged {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Ones that the file says otherwise about and that are kept as they are: told as `receivable_changed`. */
  readonly changed: number;
  /** Rows that said nothing but what another row of the same file says of the same number. */
  readonly repeated: number;
}

export interface MergedFile extends Merged {
  /** Rows that are not taken in, the first ones. */
  readonly unclear: readonly UnclearRow[];
  readonly unclearCount: number;
  readonly disputes: Disputes;
}

export interface Merging extends Telling {
  /** Which optional columns the file has. */
  readonly columns: readonly OptionalColumn[];
  /** The lists that came together with this one; null: it came alone. */
  readonly sitting: Sitting | null;
}

/** Writers of receivables and of allocations take turns; the database's own guard takes the same lock. */
const TURN =
  "select pg_advisory_xact_lock(hashtextextended('allocation', 'allocation'::regclass::oid::bigint))";

const SAME = "r.number = i.number and r.kind = i.kind and r.merchant_id = i.merchant_id";

// What an order has received before Kvitt knows it is decided once, here (CONTRACT §5).
const INSERT_NEW = /* sql */ `
  insert into receivable (merchant_id, kind, number, order_number, order_id, capture_id, refund_id, currency, amount,
                          open_amount, received_before, date, credits, updated_at)
  select i.merchant_id, i.kind, i.number, i.order_number, i.order_id, i.capture_id, i.refund_id, i.currency, i.amount,
         i.open_amount, case when i.kind = 'order' then i.amount - i.open_amount else 0 end, i.date, i.credits, :at
    from incoming i
   where not exists (select from receivable r where ${SAME})`;

/** Merges what `loadReceivables` has loaded into the books. */
export async function mergeReceivables(trx: Handle, merging: Merging): Promise<MergedFile> {
  const { at, runId, sitting } = merging;
  await change(trx, TURN);
  // two million rows are sorted and hashed several times over: in memory, for this transaction only
  await change(trx, "set local work_mem = '128MB'");
  await change(trx, "analyze incoming");
  const { repeated, unclear } = await joinRepeated(trx);
  const whose = await sayWhose(trx, at);
  const disputes = await disputeContrary(trx, sitting, { at, runId });
  const [all] = await rows<{ count: bigint }>(trx, "select count(*) as count from incoming");
  await change(trx, layBeside(merging.columns));
  await change(trx, "analyze beside");
  const inserted = await change(trx, INSERT_NEW, { at });
  const updated = await change(trx, updateOpen(merging.columns), { at });
  const changed = await tellChanged(trx, merging);
  if (whose.named) await closeSuperseded(trx, { at, runId });
  if (sitting !== null) await noteSaid(trx, sitting, at);
  return {
    inserted,
    updated,
    unchanged: Number(all?.count ?? 0n) - inserted - updated - changed,
    changed: changed + disputes.rows,
    repeated,
    unclear: [...unclear.rows, ...whose.unclear.rows],
    unclearCount: unclear.count + whose.unclear.count,
    disputes,
  };
}

/**
 * What is kept of the receivables that the file says something new about, or that were settled on. The shop's open amount
 * agrees when it is what we keep, or what is left of that after our own settlements, in order, as far as they have reached
 * the shop's books. "Of another": a merchant's own, of which a list that names no merchant says something else.
 */
function layBeside(columns: readonly OptionalColumn[]): string {
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
      left join (select receivable_id, array_agg(so_far) as settled
                   from (select receivable_id,
                                sum(receivable_amount) filter (where effect = 'settles')
                                  over (partition by receivable_id order by id) as so_far
                           from allocation where receivable_id is not null) s
                  group by receivable_id) a on a.receivable_id = r.id
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
