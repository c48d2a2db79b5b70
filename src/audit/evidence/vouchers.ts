/** The vouchers of a payout as CSV and JSON, streamed row by row, as a voucher may have a million. */
import { json, type Row, type RowShape } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { fiscalYearName } from "../../config/fiscal-year.ts";
import { showMinor } from "../../money.ts";
import type { Language } from "../../message.ts";
import { rows, type Handle } from "../../books/database.ts";
import { voucherRows } from "../../books/postings.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../format/csv.ts";
import { amountIn, plain } from "./cells.ts";
import type { Subject } from "./subject.ts";

const EVIDENCE_VOUCHER_ROW = {
  id: "bigint",
  voucher: "text",
  series: "text",
  fiscalYear: "number",
  fiscalYearPart: "number",
  number: "number",
  date: "text",
  cause: "text",
  text: "text",
  currency: "text",
  total: "bigint",
  runId: "bigint?",
  decisionId: "bigint?",
  createdAt: "instant",
  postings: json<
    readonly {
      readonly target: string;
      readonly state: string;
      readonly reference: string | null;
    }[]
  >(),
} as const satisfies RowShape;
export type EvidenceVoucher = Row<typeof EVIDENCE_VOUCHER_ROW>;

export function vouchersOfPayout(db: Handle, { id }: Subject): Promise<EvidenceVoucher[]> {
  return rows(
    db,
    EVIDENCE_VOUCHER_ROW,
    `select v.id, v.series || v.number as voucher, v.series, v.fiscal_year as "fiscalYear",
            v.fiscal_year_part as "fiscalYearPart", v.number, v.date, v.cause, v.text,
            v.currency, v.total, v.run_id as "runId", v.decision_id as "decisionId", v.created_at as "createdAt",
            coalesce((select jsonb_agg(jsonb_build_object('target', o.target, 'state', o.state, 'reference', o.reference)
                                       order by o.target) from posting o where o.voucher_id = v.id), '[]') as postings
       from voucher v where v.payout_id = :id order by v.id`,
    { id },
  );
}

export async function* vouchersCsv(db: Handle, subject: Subject, language: Language): AsyncIterable<string> {
  const amount = amountIn(language, subject.currency);
  yield BYTE_ORDER_MARK + csvLine(messages.voucherColumns[language].split(";"));
  for (const one of await vouchersOfPayout(db, subject)) {
    let position = 0;
    for await (const batch of voucherRows(db, one.id)) {
      yield batch
        .map(({ account, debit, credit, text, costCentre, project }) => {
          position += 1;
          const head = [
            one.voucher,
            fiscalYearName(one.fiscalYear, one.fiscalYearPart),
            one.date,
            one.cause,
            one.text,
            position,
          ];
          return csvLine([
            ...head,
            account,
            amount(debit),
            amount(credit),
            one.currency,
            text,
            costCentre,
            project,
          ]);
        })
        .join("");
    }
  }
}

/** One JSON array; amounts are decimal strings. */
export async function* vouchersJson(db: Handle, subject: Subject): AsyncIterable<string> {
  yield "[";
  for (const [index, { id, total, ...head }] of (await vouchersOfPayout(db, subject)).entries()) {
    const shown = { ...head, total: showMinor(total, head.currency) };
    yield `${index === 0 ? "" : ","}\n${JSON.stringify(shown, plain).slice(0, -1)},"rows":[`;
    let first = true;
    for await (const batch of voucherRows(db, id)) {
      const texts = batch.map(({ debit, credit, ...row }) =>
        JSON.stringify({
          account: row.account,
          debit: showMinor(debit, head.currency),
          credit: showMinor(credit, head.currency),
          text: row.text,
          costCentre: row.costCentre,
          project: row.project,
        }),
      );
      yield `${first ? "\n  " : ",\n  "}${texts.join(",\n  ")}`;
      first = false;
    }
    yield "]}";
  }
  yield "\n]\n";
}
