/**
 * Checks the completions of lines from later downloads: each completed line is in the archived report, as many times as in
 * the books, and a completion repeats no value. Needs the table `read_line` of the file.
 */
import { messages } from "./messages.ts";
import { rows } from "../../books/database.ts";
import type { ProvenPayout } from "../../reports/report.ts";
import type { Message } from "../../message.ts";
import type { VerifyFinding, VerifyContext } from "./checks.ts";

/** Column of the tables -> field of a settlement line. */
const COLUMNS: Readonly<Record<string, string>> = {
  detailed_type: "detailedType",
  sale_date: "saleDate",
  capture_date: "captureDate",
  order_id: "orderId",
  short_order_id: "shortOrderId",
  capture_id: "captureId",
  refund_id: "refundId",
  merchant_reference1: "merchantReference1",
  merchant_reference2: "merchantReference2",
  merchant_capture_reference: "merchantCaptureReference",
  merchant_refund_reference: "merchantRefundReference",
  purchase_country: "purchaseCountry",
  payment_method: "paymentMethod",
};

export async function* checkCompletions(
  context: VerifyContext,
  file: { readonly id: bigint; readonly name: string },
  read: readonly ProvenPayout[],
): AsyncIterable<VerifyFinding> {
  const payouts = await rows(
    context.trx,
    { id: "bigint", reference: "text" },
    `select p.id, p.payment_reference as reference from payout p
      where p.id in (select l.payout_id from line_completion c join line l on l.id = c.line_id where c.report_file_id = :id)
      order by p.id`,
    { id: file.id },
  );
  for (const { id, reference } of payouts) {
    const reported = read.find(({ paymentReference }) => paymentReference === reference);
    const found = (where: string, problem: Message): VerifyFinding => ({
      check: "reports",
      subject: `payout ${reference}${where}`,
      problem,
    });
    if (!reported) {
      yield found("", messages.completionSourceMissing(file.name));
      continue;
    }
    for (const { row } of await givenTwice(context, id, file.id))
      yield found(` row ${row}`, messages.completionGivenTwice(file.name));
    for (const { row } of await notInReport(context, id, file.id, reported))
      yield found(` row ${row}`, messages.completionNotInReport(file.name));
  }
}

/** Values that are given twice: a value has one source, the line itself or one of its completions. */
function givenTwice(context: VerifyContext, payoutId: bigint, fileId: bigint): Promise<{ row: number }[]> {
  const again = Object.keys(COLUMNS).map(
    (column) => `(c.${column} is not null and (l.${column} is not null or e.${column} is not null))`,
  );
  return rows(
    context.trx,
    { row: "number" },
    `select distinct l.row from line_completion c join line l on l.id = c.line_id
       left join line_completion e on e.line_id = c.line_id and e.id < c.id
      where c.report_file_id = :fileId and l.payout_id = :payoutId
        and (${again.join(" or ")}
             or exists (select from jsonb_object_keys(c.extra) k
                         where coalesce(jsonb_exists(l.extra, k), false) or coalesce(jsonb_exists(e.extra, k), false)))
      order by l.row limit :limit`,
    { payoutId, fileId, limit: context.limit },
  );
}

/** Lines that the report has fewer times than the books, compared by the columns that both have. */
function notInReport(
  context: VerifyContext,
  payoutId: bigint,
  fileId: bigint,
  reported: ProvenPayout,
): Promise<{ row: number }[]> {
  const shown = Object.entries(COLUMNS).filter(([, field]) => reported.columns.includes(field));
  const isDate = (column: string) => column.endsWith("_date");
  // one download may have days where the other has times; an empty cell of the first has no value
  const value = (column: string, from: string) =>
    isDate(column) ? `date_trunc('day', ${from}, 'UTC')` : from;
  const known = shown.map(([column]) =>
    value(
      column,
      `coalesce(l.${column}, (select max(x.${column}) from line_completion x where x.line_id = l.id and x.id <= c.id))`,
    ),
  );
  const print = (table: string, cells: readonly string[]) =>
    `hash_record_extended(row(${[`${table}.type`, `${table}.amount`, `${table}.effect`, ...cells].join(", ")}), 0)`;
  const reportedCells = shown.map(([column]) => value(column, `r.${column}`));
  return rows(
    context.trx,
    { row: "number" },
    `with known as (
       select l.row, ${print("l", known)} as print, c.extra
         from line_completion c join line l on l.id = c.line_id
        where c.report_file_id = :fileId and l.payout_id = :payoutId),
     reported as (
       select ${print("r", reportedCells)} as print, r.extra from read_line r where r.payout_id = :index),
     copies as (select row, print, row_number() over (partition by print order by row) as copy from known),
     there as (select print, count(*) as copies from reported group by print)
     select row from copies left join there using (print) where copy > coalesce(copies, 0)
     union
     select k.row from known k
      where k.extra is not null
        and not exists (select from reported r where r.print = k.print and r.extra @> k.extra)
     order by row limit :limit`,
    { payoutId, fileId, index: reported.index, limit: context.limit },
  );
}
