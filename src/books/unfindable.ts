/** Payouts none of whose lines say anything by which a receivable can be found. */
import { REFERENCE_COLUMNS, unfindableWords } from "../reports/payout/findable.ts";
import type { Message } from "../message.ts";
import { rows, type Handle } from "./database.ts";

const says = (table: string, columns: readonly string[]) =>
  `coalesce(${columns.map((column) => `${table}.${column}`).join(", ")}) is not null`;

const ANY_ID = ["capture_id", "refund_id"];

/**
 * SQL over table alias p: lines ask for a receivable, and neither they nor what completed them says which. Klarna's ids of
 * captures and refunds count where the receivables have some.
 */
export const IS_UNFINDABLE = /* sql */ `(
  exists (select from line l where l.payout_id = p.id and l.type in ('SALE', 'RETURN') and l.amount > 0)
  and not exists (select from line l where l.payout_id = p.id and l.type in ('SALE', 'RETURN') and ${says("l", REFERENCE_COLUMNS)})
  and not exists (select from line_completion c join line l on l.id = c.line_id
                   where l.payout_id = p.id and ${says("c", REFERENCE_COLUMNS)})
  and not (exists (select from line l where l.payout_id = p.id and l.type in ('SALE', 'RETURN') and ${says("l", ANY_ID)})
           and exists (select from receivable r where r.capture_key is not null or r.refund_key is not null)))`;

/** Of the payouts that a run booked and that have lines without an answer: which, why, and the cure. */
export async function unfindableIn(
  db: Handle,
  runId: bigint,
): Promise<readonly { readonly paymentReference: string; readonly words: Message }[]> {
  const found = await rows<{ paymentReference: string; columns: string[] }>(
    db,
    `select p.payment_reference as "paymentReference", p.columns from payout p
      where p.run_id = :runId and exists (select from unsettled u where u.payout_id = p.id) and ${IS_UNFINDABLE}
      order by p.date, p.payment_reference`,
    { runId },
  );
  return found.map(({ paymentReference, columns }) => ({
    paymentReference,
    words: unfindableWords(columns),
  }));
}
