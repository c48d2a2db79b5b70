/** Two sets of books compared: everything that stands in them, in a form that leaves out when and in which row. */
import type { Place } from "./place.ts";

/**
 * Payouts, lines, allocations, deviations, vouchers with their rows and deliveries, and the number of mails. Ids, runs and
 * instants are left out: they tell of the way, and two ways may lead to the same books.
 */
export async function booksOf(place: Pick<Place, "ask">): Promise<Record<string, readonly string[]>> {
  const books: Record<string, readonly string[]> = {};
  for (const [name, sql] of Object.entries(DUMPS)) {
    const found = await place.ask<{ one: unknown }>(sql);
    books[name] = found.map(({ one }) => JSON.stringify(one)).sort();
  }
  return books;
}

const LINE_OF =
  "(select op.payment_reference || ':' || ol.row from kvitt.line ol join kvitt.payout op on op.id = ol.payout_id where ol.id";
const RECEIVABLE_OF = "(select r.kind || ':' || r.number from kvitt.receivable r where r.id";

const DUMPS: Readonly<Record<string, string>> = {
  files: `select jsonb_build_object('name', f.name, 'sha256', f.sha256, 'state', f.state) as one
            from kvitt.report_file f where f.state <> 'duplicate'`,
  payouts: `select to_jsonb(p) - 'id' - 'run_id' - 'report_file_id' as one from kvitt.payout p`,
  lines: `select to_jsonb(l) - 'id' - 'payout_id' || jsonb_build_object('line', ${LINE_OF} = l.id)) as one from kvitt.line l`,
  receivables: `select to_jsonb(r) - 'id' - 'updated_at' as one from kvitt.receivable r`,
  allocations: `select jsonb_build_object('line', ${LINE_OF} = a.line_id), 'receivable', ${RECEIVABLE_OF} = a.receivable_id),
                       'effect', a.effect, 'amount', a.line_amount, 'of', a.receivable_amount, 'rung', a.rung, 'key', a.key,
                       'rule', a.rule) as one from kvitt.allocation a`,
  deviations: `select jsonb_build_object('code', d.code, 'state', d.state, 'line', ${LINE_OF} = d.line_id),
                      'payout', d.payment_reference, 'expected', d.expected, 'found', d.found, 'amount', d.amount,
                      'candidates', d.candidates) as one from kvitt.deviation d`,
  unsettled: `select to_jsonb(${LINE_OF} = u.line_id)) as one from kvitt.unsettled u`,
  vouchers: `select jsonb_build_object('payout', p.payment_reference, 'cause', v.cause, 'series', v.series,
                    'number', v.number, 'date', v.date, 'text', v.text, 'total', v.total,
                    'rows', (select jsonb_agg(jsonb_build_array(r.account, r.debit, r.credit, r.text) order by r.position)
                               from kvitt.voucher_row r where r.voucher_id = v.id),
                    'postings', (select jsonb_agg(jsonb_build_array(o.target, o.state, o.reference, o.waits_for))
                                   from kvitt.posting o where o.voucher_id = v.id)) as one
               from kvitt.voucher v join kvitt.payout p on p.id = v.payout_id`,
};
