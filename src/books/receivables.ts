/**
 * Receivables on their way into the books: what a shop's file says is laid beside what is kept, and new ones are added,
 * changed ones updated. One that something was settled on is never rewritten: a difference there is for a person.
 */
import type { Knex } from "knex";
import type { Minor } from "../money.ts";
import { copyInto, copyText, NULL } from "./copy.ts";
import { change, rows, type Handle } from "./database.ts";

export const RECEIVABLE_KINDS = ["invoice", "credit_note", "order"] as const;
export type ReceivableKind = (typeof RECEIVABLE_KINDS)[number];

/** One row of a receivables file (CONTRACT §4). */
export interface Receivable {
  /** 1-based line number in the file. */
  readonly row: number;
  readonly kind: ReceivableKind;
  readonly number: string;
  readonly orderNumber: string | null;
  readonly orderId: string | null;
  readonly captureId: string | null;
  readonly refundId: string | null;
  readonly currency: string;
  /** More than 0. */
  readonly amount: Minor;
  /** From 0 to `amount`. */
  readonly openAmount: Minor;
  /** "2024-05-02" */
  readonly date: string | null;
  readonly credits: string | null;
}

/** Fields that a file may leave out: what is kept stays as it is then. */
export const OPTIONAL_COLUMNS = {
  order_number: "orderNumber",
  order_id: "orderId",
  capture_id: "captureId",
  refund_id: "refundId",
  date: "date",
  credits: "credits",
} as const satisfies Record<string, keyof Receivable>;
export type OptionalColumn = keyof typeof OPTIONAL_COLUMNS;

const INCOMING = /* sql */ `
  create temporary table incoming (
    row integer not null, kind text not null, number text not null, order_number text, order_id text, capture_id text,
    refund_id text, currency text not null, amount bigint not null, open_amount bigint not null, date date, credits text
  ) on commit drop`;
const COLUMNS = [
  "row",
  "kind",
  "number",
  "order_number",
  "order_id",
  "capture_id",
  "refund_id",
  "currency",
  "amount",
  "open_amount",
  "date",
  "credits",
] as const;

/** Takes the rows of a file while it is read. Nothing else may use the transaction until `end`. */
export interface ReceivableLoad {
  take(receivables: readonly Receivable[]): Promise<void>;
  end(): Promise<void>;
  /** The file could not be read to its end; the transaction must be rolled back. */
  abort(): Promise<void>;
}

export async function loadReceivables(trx: Knex.Transaction): Promise<ReceivableLoad> {
  await change(trx, INCOMING);
  const copying = await copyInto(trx, "incoming", COLUMNS);
  return {
    async take(receivables) {
      let text = "";
      for (const one of receivables) text += copyReceivable(one);
      await copying.write(text);
    },
    async end() {
      await copying.end();
    },
    abort: () => copying.abort(),
  };
}

/** In the order of COLUMNS. */
function copyReceivable(one: Receivable): string {
  return `${one.row}\t${one.kind}\t${copyText(one.number)}\t${copyText(one.orderNumber)}\t${copyText(
    one.orderId,
  )}\t${copyText(one.captureId)}\t${copyText(one.refundId)}\t${one.currency}\t${one.amount}\t${
    one.openAmount
  }\t${one.date ?? NULL}\t${copyText(one.credits)}\n`;
}

export interface Merged {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Settled ones that the file says otherwise about: kept as they are, and told as `receivable_changed`. */
  readonly changed: number;
  /** Rows that a later row of the same file replaced: the same kind and number. */
  readonly repeated: number;
}

export interface Merging {
  /** Which optional columns the file has. */
  readonly columns: readonly OptionalColumn[];
  readonly runId: bigint | null;
  readonly at: Date;
  /** The word for an open amount in a deviation's text. */
  readonly openWord: string;
}

/** Writers of receivables and of allocations take turns; the database's own guard takes the same lock. */
const TURN =
  "select pg_advisory_xact_lock(hashtextextended('allocation', 'allocation'::regclass::oid::bigint))";

// The last row wins.
const DROP_REPEATED = /* sql */ `
  delete from incoming i
   using (select kind, number, max(row) as last from incoming group by kind, number having count(*) > 1) r
   where i.kind = r.kind and i.number = r.number and i.row < r.last`;

const INSERT_NEW = /* sql */ `
  insert into receivable (kind, number, order_number, order_id, capture_id, refund_id, currency, amount, open_amount,
                          date, credits, updated_at)
  select i.kind, i.number, i.order_number, i.order_id, i.capture_id, i.refund_id, i.currency, i.amount, i.open_amount,
         i.date, i.credits, :at
    from incoming i
   where not exists (select from receivable r where r.kind = i.kind and r.number = i.number)`;

/** Merges what `loadReceivables` has loaded into the books. */
export async function mergeReceivables(trx: Handle, merging: Merging): Promise<Merged> {
  const { at, runId, openWord } = merging;
  await change(trx, TURN);
  // two million rows are sorted and hashed several times over: in memory, for this transaction only
  await change(trx, "set local work_mem = '128MB'");
  await change(trx, "analyze incoming");
  const repeated = await change(trx, DROP_REPEATED);
  const [all] = await rows<{ count: bigint }>(trx, "select count(*) as count from incoming");
  await change(trx, layBeside(merging.columns));
  await change(trx, "analyze beside");
  const inserted = await change(trx, INSERT_NEW, { at });
  const updated = await change(trx, updateOpen(merging.columns), { at });
  const changed = await tellChanged(trx, { at, runId, openWord });
  const unchanged = Number(all?.count ?? 0n) - inserted - updated - changed;
  return { inserted, updated, unchanged, changed, repeated };
}

/**
 * What is kept of the receivables that the file says something new about, or that were settled on. The shop's open amount
 * agrees when it is what we keep, or what is left of that after our own settlements, in order, as far as they have reached
 * the shop's books.
 */
function layBeside(columns: readonly OptionalColumn[]): string {
  const fields = ["currency", "amount", "open_amount", ...columns];
  const record = (alias: string) => `(${fields.map((field) => `${alias}.${field}`).join(", ")})`;
  return `
    create temporary table beside on commit drop as
    select i.*, r.id, a.receivable_id is not null as settled,
           (i.currency, i.amount) = (r.currency, r.amount)
             and (i.open_amount = r.open_amount or r.open_amount - i.open_amount = any(a.settled)) as agrees
      from incoming i
      join receivable r on r.kind = i.kind and r.number = i.number
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
       set ${fields.map((field) => `${field} = b.${field}`).join(", ")}, updated_at = :at
      from beside b
     where r.id = b.id and not b.settled`;
}

const SHAPE = (alias: string) =>
  `show_minor(${alias}.amount, ${alias}.currency) || ' ' || ${alias}.currency
     || case when ${alias}.open_amount = ${alias}.amount then ''
             else ', ' || :openWord::text || ' ' || show_minor(${alias}.open_amount, ${alias}.currency) end`;

// With the payout that the receivable was last settled in.
const OPEN_CHANGED = /* sql */ `
  insert into deviation (code, receivable_id, subject, merchant_id, payment_reference, expected, found, amount, currency,
                         opened_at, opened_run)
  select 'receivable_changed', r.id, 'receivable ' || r.id, p.merchant_id, p.payment_reference, told.expected, told.found,
         greatest(abs(b.amount - r.amount), abs(b.open_amount - r.open_amount)), r.currency, :at, :runId::bigint
    from beside b
    join receivable r on r.id = b.id
    cross join lateral (select r.number || ': ' || ${SHAPE("r")} as expected,
                               r.number || ': ' || ${SHAPE("b")} as found) told
    left join lateral (
      select p.merchant_id, p.payment_reference
        from allocation a join line l on l.id = a.line_id join payout p on p.id = l.payout_id
       where a.receivable_id = r.id order by a.id desc limit 1) p on true
   where b.settled and not b.agrees
     and not exists (select from deviation d
                      where d.receivable_id = r.id and d.code = 'receivable_changed' and d.state = 'resolved'
                        and d.found = told.found)
   order by r.id
  on conflict (subject, code) where state = 'open'
  do update set expected = excluded.expected, found = excluded.found, amount = excluded.amount`;

/** The shop's books agree again. */
const CLOSE_AGREEING = /* sql */ `
  update deviation d set state = 'closed', closed_at = :at, closed_run = :runId::bigint
    from beside b
   where d.receivable_id = b.id and d.code = 'receivable_changed' and d.state = 'open' and b.agrees`;

async function tellChanged(
  trx: Handle,
  { at, runId, openWord }: Pick<Merging, "at" | "runId" | "openWord">,
): Promise<number> {
  await change(trx, OPEN_CHANGED, { at, runId, openWord });
  await change(trx, CLOSE_AGREEING, { at, runId });
  const [found] = await rows<{ count: bigint }>(
    trx,
    "select count(*) as count from beside where settled and not agrees",
  );
  return Number(found?.count ?? 0n);
}
