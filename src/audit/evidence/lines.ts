/** The lines of a payout as CSV, each with its allocations, by which rule or by whom. */
import type { RowShape } from "../../books/row.ts";
import { messages } from "./messages.ts";
import type { Language } from "../../message.ts";
import { batches, type Handle } from "../../books/database.ts";
import { RULES } from "../explain/explanation-text.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../format/csv.ts";
import { amountIn } from "./cells.ts";
import type { Subject } from "./subject.ts";

const BATCH_SIZE = 5_000;

const LINE_COLUMNS = {
  row: "number",
  type: "text",
  detailedType: "text?",
  orderId: "text?",
  captureId: "text?",
  refundId: "text?",
  merchantReference1: "text?",
  merchantReference2: "text?",
  amount: "bigint",
  effect: "bigint",
  kind: "text?",
  number: "text?",
  account: "number?",
  lineAmount: "bigint?",
  receivableAmount: "bigint?",
  rule: "text?",
  rung: "number?",
  key: "text?",
  rules: "number?",
  runId: "bigint?",
  actor: "text?",
  why: "text?",
  voucher: "text?",
  deviations: "text?",
} as const satisfies RowShape;

const LINES = /* sql */ `
  with part as (select * from known_line where payout_id = :payoutId and row > :after order by row limit ${BATCH_SIZE})
  select l.row, l.type, l.detailed_type as "detailedType", l.order_id as "orderId", l.capture_id as "captureId",
         l.refund_id as "refundId", l.merchant_reference1 as "merchantReference1",
         l.merchant_reference2 as "merchantReference2", l.amount, l.effect, r.kind, r.number, a.account,
         a.line_amount as "lineAmount", a.receivable_amount as "receivableAmount", a.rule, a.rung, a.key, a.rules,
         a.run_id as "runId", c.actor, c.why, v.series || v.number as voucher,
         (select string_agg('d' || d.id || ' ' || d.code || ' ' || d.state, ', ' order by d.id) from deviation d
           where d.line_id = l.id) as deviations
    from part l
    left join allocation a on a.line_id = l.id
    left join receivable r on r.id = a.receivable_id
    left join decision c on c.id = a.decision_id
    left join voucher v on v.id = a.voucher_id
   order by l.row, a.id`;

/** One row per allocation; a line without any has one row. */
export async function* linesCsv(
  db: Handle,
  { id, currency }: Subject,
  language: Language,
): AsyncIterable<string> {
  const amount = amountIn(language, currency);
  yield BYTE_ORDER_MARK + csvLine(messages.lineColumns[language].split(";"));
  for await (const batch of batches(db, LINE_COLUMNS, "row", LINES, { payoutId: id })) {
    yield batch
      .map((one) =>
        csvLine([
          one.row,
          one.type,
          one.detailedType,
          one.orderId,
          one.captureId,
          one.refundId,
          one.merchantReference1,
          one.merchantReference2,
          amount(one.amount),
          amount(one.effect),
          currency,
          amount(one.lineAmount),
          one.kind,
          one.number,
          one.account,
          amount(one.receivableAmount),
          one.rule === null ? null : (RULES[one.rule]?.[language] ?? one.rule),
          one.rung,
          one.key,
          one.rules,
          one.runId,
          one.actor,
          one.why,
          one.voucher,
          one.deviations,
        ]),
      )
      .join("");
  }
}
