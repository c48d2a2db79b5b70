/** Payments of invoices in an outside customer ledger: what a voucher's are, and what became of each. */
import type { Message } from "../message.ts";
import type { Minor } from "../money.ts";
import { json, nullable, text } from "./row.ts";
import type { VoucherRow } from "../ledger/voucher.ts";
import { VOUCHER_ROW_SHAPE } from "./postings.ts";
import { batches, change, exists, oneRow, rows, type Handle } from "./database.ts";

export type PaymentState = "pending" | "sent" | "registered" | "booked" | "refused" | "dropped";

const PAYMENT_ROW = {
  id: "bigint",
  receivableId: "bigint",
  kind: text<"invoice" | "credit_note">(),
  number: "text",
  currency: "text",
  amount: "minor",
  state: text<PaymentState>(),
  known: json<readonly string[]>(),
  sentAt: "instant?",
  reference: "text?",
  problem: nullable(json<Message>()),
  doneAt: "instant?",
} as const;

export interface PaymentRow {
  readonly id: bigint;
  readonly receivableId: bigint;
  readonly kind: "invoice" | "credit_note";
  readonly number: string;
  readonly currency: string;
  /** Off the balance of the invoice. Of an invoice below zero, or of a credit note above: what was paid is taken back. */
  readonly amount: Minor;
  readonly state: PaymentState;
  readonly known: readonly string[];
  readonly sentAt: Date | null;
  readonly reference: string | null;
  readonly problem: Message | null;
  readonly doneAt: Date | null;
}

/**
 * The allocations of a voucher, by the index of its run or its decision; and of those, what is on the receivables' account, as on its rows:
 * debit above zero. An order is in no customer ledger.
 */
const OF_INVOICES = /* sql */ `
  select a.receivable_id, a.line_id, case l.type when 'SALE' then -a.receivable_amount else a.receivable_amount end as side
    from voucher v
    join allocation a on a.voucher_id = v.id and (a.run_id = v.run_id or a.decision_id = v.decision_id)
    join line l on l.id = a.line_id
    join receivable r on r.id = a.receivable_id
   where v.id = :voucherId and r.kind <> 'order'`;

/** Writes down what is to be paid for a voucher. Idempotent. */
export async function planPayments(db: Handle, postingId: bigint, voucherId: bigint): Promise<void> {
  await change(
    db,
    `insert into invoice_payment (posting_id, receivable_id, amount)
     select :postingId, receivable_id, -sum(side) from (${OF_INVOICES}) o
      group by receivable_id having sum(side) <> 0 order by receivable_id
     on conflict do nothing`,
    { postingId, voucherId },
  );
}

/** Of a delivery: invoices first, then credit notes, each by number. */
export function paymentsOf(db: Handle, postingId: bigint): Promise<PaymentRow[]> {
  return rows(
    db,
    PAYMENT_ROW,
    `select i.id, i.receivable_id as "receivableId", r.kind, r.number, r.currency, i.amount, i.state,
            to_jsonb(i.known) as known, i.sent_at as "sentAt", i.reference, i.problem,
            i.done_at as "doneAt"
       from invoice_payment i join receivable r on r.id = i.receivable_id
      where i.posting_id = :postingId
      order by r.kind desc, length(r.number), r.number, i.id`,
    { postingId },
  );
}

/** Refused ones are tried again: whoever asks has cured something. One that the ledger has already is not made again. */
export function reopenPayments(db: Handle, postingId: bigint): Promise<number> {
  return change(
    db,
    "update invoice_payment set state = case when reference is null then 'pending' else 'registered' end, problem = null where posting_id = :postingId and state = 'refused'",
    { postingId },
  );
}

/**
 * Marks it as sent, before the call. False: another worker has. `known`: the payments that the ledger has for the invoice. `sentBefore`:
 * when it was sent before, and was not found since.
 */
export async function markSent(
  db: Handle,
  id: bigint,
  {
    known,
    sentBefore,
    at,
  }: { readonly known: readonly string[]; readonly sentBefore: Date | null; readonly at: Date },
): Promise<boolean> {
  const changed = await change(
    db,
    `update invoice_payment set state = 'sent', known = :known::text[], sent_at = :at
      where id = :id and case when :sentBefore::timestamptz is null then state = 'pending'
                              else state = 'sent' and sent_at = :sentBefore::timestamptz end`,
    { id, known: [...known], sentBefore, at },
  );
  return changed === 1;
}

/** The call was refused, so that nothing is under way. */
export async function markUnsent(db: Handle, id: bigint): Promise<void> {
  await change(
    db,
    "update invoice_payment set state = 'pending', sent_at = null where id = :id and state = 'sent'",
    { id },
  );
}

export async function markRegistered(db: Handle, id: bigint, reference: string, at: Date): Promise<void> {
  await change(
    db,
    `update invoice_payment set state = 'registered', reference = :reference, done_at = :at, problem = null
      where id = :id and state in ('pending', 'sent', 'refused')`,
    { id, reference, at },
  );
}

export async function markBooked(db: Handle, id: bigint, reference: string, at: Date): Promise<void> {
  await change(
    db,
    `update invoice_payment set state = 'booked', reference = :reference, done_at = :at, problem = null
      where id = :id and state in ('pending', 'registered')`,
    { id, reference, at },
  );
}

/** `was`: its state when it was read. False: another worker has gone on with it since. */
export async function markRefused(
  db: Handle,
  { id, state: was }: Pick<PaymentRow, "id" | "state">,
  problem: Message,
): Promise<boolean> {
  const changed = await change(
    db,
    `update invoice_payment set state = 'refused', problem = :problem::jsonb, sent_at = null
      where id = :id and state = :was`,
    { id, was, problem: JSON.stringify(problem) },
  );
  return changed === 1;
}

/** It was made, and somebody has removed it since: it is made again only when a person asks. */
export async function markGone(db: Handle, id: bigint, problem: Message): Promise<void> {
  await change(
    db,
    `update invoice_payment set state = 'refused', reference = null, done_at = null, sent_at = null, problem = :problem::jsonb
      where id = :id and state = 'registered'`,
    { id, problem: JSON.stringify(problem) },
  );
}

/** Whether another payment of the same invoice was sent after `since`, and what came of it is not known yet. */
export function isPayingNow(
  db: Handle,
  { id, receivableId }: Pick<PaymentRow, "id" | "receivableId">,
  since: Date,
): Promise<boolean> {
  return exists(
    db,
    "select from invoice_payment where receivable_id = :receivableId and id <> :id and state = 'sent' and sent_at > :since",
    { id, receivableId, since },
  );
}

/** Whether another delivery of ours made the payment with this number. */
export function isPaymentOfOurs(db: Handle, target: string, reference: string): Promise<boolean> {
  return exists(
    db,
    "select from invoice_payment i join posting o on o.id = i.posting_id where o.target = :target and i.reference = :reference",
    { target, reference },
  );
}

/** What a payment takes back: the newest of the same invoice and target with the opposite amount. Null: there is none. */
export function paymentTakenBack(
  db: Handle,
  { id, receivableId, amount }: Pick<PaymentRow, "id" | "receivableId" | "amount">,
  target: string,
): Promise<{ readonly id: bigint; readonly state: PaymentState; readonly reference: string | null } | null> {
  return oneRow(
    db,
    { id: "bigint", state: text<PaymentState>(), reference: "text?" },
    `select i.id, i.state, i.reference from invoice_payment i join posting o on o.id = i.posting_id
      where i.receivable_id = :receivableId and i.amount = -:amount::bigint and i.id < :id and i.state <> 'dropped'
        and o.target = :target
      order by i.id desc limit 1`,
    { id, receivableId, amount, target },
  );
}

/** Neither of the two is made any more. False: the one that is taken back was sent meanwhile. */
export async function dropBoth(db: Handle, id: bigint, other: bigint, at: Date): Promise<boolean> {
  return db.transaction(async (trx) => {
    const dropped = await change(
      trx,
      "update invoice_payment set state = 'dropped', done_at = :at where id = :other and state in ('pending', 'refused')",
      { other, at },
    );
    if (dropped === 0) return false;
    await change(trx, "update invoice_payment set state = 'dropped', done_at = :at where id = :id", {
      id,
      at,
    });
    return true;
  });
}

/** A payment that was taken back is none any more; the one that takes it back is done. */
export async function markTakenBack(db: Handle, id: bigint, other: bigint, at: Date): Promise<void> {
  await change(
    db,
    "update invoice_payment set state = 'dropped', done_at = :at, problem = null where id in (:id, :other)",
    { id, other, at },
  );
}

/** How much of a voucher's rows is booked by its payments, debit and credit. Null: no delivery pays its invoices at the target. */
export async function paidByInvoices(
  db: Handle,
  voucherId: bigint,
  target: string,
): Promise<{ readonly debit: Minor; readonly credit: Minor } | null> {
  const has = await exists(db, "select from posting where voucher_id = :voucherId and target = :target", {
    voucherId,
    target,
  });
  if (!has) return null;
  return oneRow(
    db,
    { debit: "minor", credit: "minor" },
    `select coalesce(sum(sum) filter (where sum > 0), 0)::bigint as debit,
            coalesce(-sum(sum) filter (where sum < 0), 0)::bigint as credit
       from (select sum(side) from (${OF_INVOICES}) o group by receivable_id) x`,
    { voucherId },
  );
}

/** The rows of a voucher, and whether each may belong to an invoice: one of a line that settles an order does not. */
export function rowsOfInvoices(
  db: Handle,
  voucherId: bigint,
): AsyncIterable<readonly (VoucherRow & { readonly ofInvoice: boolean })[]> {
  return batches(
    db,
    { ...VOUCHER_ROW_SHAPE, ofInvoice: "boolean" },
    "position",
    `select w.position, w.account, w.debit, w.credit, w.text, w.cost_centre as "costCentre", w.project,
            not exists (select from allocation a join receivable r on r.id = a.receivable_id
                         where a.line_id = w.line_id and a.voucher_id = w.voucher_id and r.kind = 'order') as "ofInvoice"
       from voucher_row w where w.voucher_id = :voucherId and w.position > :after order by w.position limit ${BATCH}`,
    { voucherId },
    BATCH,
  );
}

const BATCH = 10_000;
