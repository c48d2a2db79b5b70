/** Payouts whose lines have nothing by which a receivable can be found. */
import { json } from "./row.ts";
import { REFERENCE_COLUMNS, unfindableWords } from "../reports/payout/findable.ts";
import type { Message } from "../message.ts";
import { rows, type Handle } from "./database.ts";

const says = (table: string, columns: readonly string[]) =>
  `coalesce(${columns.map((column) => `${table}.${column}`).join(", ")}) is not null`;

const ANY_ID = ["capture_id", "refund_id"];

/**
 * SQL over alias p: the payout has lines to match, and neither they nor their completions have a reference. Klarna's capture and
 * refund ids count if any receivable has one.
 */
export const IS_UNFINDABLE = /* sql */ `(
  exists (select from line l where l.payout_id = p.id and l.type in ('SALE', 'RETURN') and l.amount > 0)
  and not exists (select from line l where l.payout_id = p.id and l.type in ('SALE', 'RETURN') and ${says("l", REFERENCE_COLUMNS)})
  and not exists (select from line_completion c join line l on l.id = c.line_id
                   where l.payout_id = p.id and ${says("c", REFERENCE_COLUMNS)})
  and not (exists (select from line l where l.payout_id = p.id and l.type in ('SALE', 'RETURN') and ${says("l", ANY_ID)})
           and exists (select from receivable r where r.capture_key is not null or r.refund_key is not null)))`;

/** Such payouts of a run that have unsettled lines, with the reason and the remedy. */
export async function unfindableIn(
  db: Handle,
  runId: bigint,
): Promise<readonly { readonly paymentReference: string; readonly words: Message }[]> {
  const found = await rows(
    db,
    { paymentReference: "text", columns: json<string[]>() },
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
