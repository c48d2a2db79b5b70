/** One settlement line with its history: the allocations and deviations of it. */
import { json, text, type Row, type RowShape } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { UserError } from "../../errors.ts";
import type { CandidateView } from "../../books/views.ts";
import { instantText } from "../../books/line-facts.ts";
import type { LineType } from "../../reports/report.ts";
import { rows, type Handle } from "../../books/database.ts";

/** How a person names a line. */
export type LineName =
  | { readonly merchantId: string | null; readonly paymentReference: string; readonly row: number }
  | { readonly deviation: bigint }
  | { readonly id: bigint };

/** "123456789:7", "K500746/123456789:7" or "d12"; null for anything else. The row is the one in the report file. */
export function readLineName(text: string): LineName | null {
  const deviation = /^d(\d{1,15})$/i.exec(text)?.[1];
  if (deviation !== undefined) return { deviation: BigInt(deviation) };
  const [, merchantId, paymentReference, row] = /^(?:([^/:]+)\/)?(.+):(\d{1,9})$/.exec(text) ?? [];
  if (paymentReference === undefined || row === undefined) return null;
  return { merchantId: merchantId ?? null, paymentReference, row: Number(row) };
}

const NAMED_LINE_ROW = {
  id: "bigint",
  payoutId: "bigint",
  merchantId: "text",
  paymentReference: "text",
  date: "text",
  row: "number",
  type: text<LineType>(),
  detailedType: "text?",
  amount: "bigint",
  currency: "text",
  orderId: "text?",
  captureId: "text?",
  refundId: "text?",
  merchantReference1: "text?",
  merchantReference2: "text?",
  merchantCaptureReference: "text?",
  merchantRefundReference: "text?",
  /** The names of later downloads of the report that completed it. */
  completedFrom: json<readonly string[]>(),
} as const satisfies RowShape;
export type NamedLine = Row<typeof NAMED_LINE_ROW>;

const LINES = /* sql */ `
  select l.id, l.payout_id as "payoutId", p.merchant_id as "merchantId", p.payment_reference as "paymentReference", p.date,
         l.row, l.type, l.detailed_type as "detailedType", l.amount, p.currency, l.order_id as "orderId",
         l.capture_id as "captureId", l.refund_id as "refundId", l.merchant_reference1 as "merchantReference1",
         l.merchant_reference2 as "merchantReference2", l.merchant_capture_reference as "merchantCaptureReference",
         l.merchant_refund_reference as "merchantRefundReference",
         array(select f.name from line_completion c join report_file f on f.id = c.report_file_id
                where c.line_id = l.id order by c.id) as "completedFrom"
    from known_line l join payout p on p.id = l.payout_id`;

/** Throws `UserError` when there is no such line, or when several payouts have it. */
export async function findLine(db: Handle, name: LineName): Promise<NamedLine> {
  const found =
    "id" in name
      ? await rows(db, NAMED_LINE_ROW, `${LINES} where l.id = :id`, { id: name.id })
      : "deviation" in name
        ? await rows(
            db,
            NAMED_LINE_ROW,
            `${LINES} where l.id = (select line_id from deviation where id = :deviation)`,
            { deviation: name.deviation },
          )
        : await rows(
            db,
            NAMED_LINE_ROW,
            `${LINES} where p.payment_reference = :paymentReference and l.row = :row
              and (:merchantId::text is null or p.merchant_id = :merchantId) order by p.merchant_id, l.id`,
            { ...name },
          );
  const [line, ...others] = found;
  if (!line) throw noSuchLine(name);
  const [other] = others;
  if (other) {
    const example = `${other.merchantId}/${other.paymentReference}:${other.row}`;
    throw new UserError(messages.severalLines, messages.severalLinesRemedy(example));
  }
  return line;
}

function noSuchLine(name: LineName): UserError {
  if ("id" in name) return new UserError(messages.noLine, messages.noRowRemedy);
  if ("deviation" in name) {
    return new UserError(messages.noDeviation(name.deviation), messages.noDeviationRemedy);
  }
  const { paymentReference, row } = name;
  return new UserError(messages.noRow({ row, paymentReference }), messages.noRowRemedy);
}

/** A part of the line that a run or a person allocated, and whether it was reversed. */
const LINE_ALLOCATION_ROW = {
  receivable: json<{ readonly kind: string; readonly number: string } | null>(),
  account: "number?",
  effect: text<"settles" | "pays_back" | "account">(),
  lineAmount: "text",
  receivableAmount: "text",
  /** 1-4 and the column that agreed; null when a person decided. */
  rung: "number?",
  key: "text?",
  rule: "text",
  /** Version of the matching rules. */
  rules: "number",
  run: "number?",
  decision: json<LineDecision | null>(),
  /** "K12" */
  voucher: "text?",
  takenBack: "boolean",
} as const satisfies RowShape;
export type LineAllocation = Row<typeof LINE_ALLOCATION_ROW>;

interface LineDecision {
  readonly id: number;
  readonly actor: string;
  readonly why: string | null;
  readonly at: string;
}

export function allocationsOfLine(db: Handle, line: NamedLine): Promise<LineAllocation[]> {
  return rows(
    db,
    LINE_ALLOCATION_ROW,
    `select case when r.id is not null then json_build_object('kind', r.kind, 'number', r.number) end as receivable,
            a.account, a.effect, show_minor(a.line_amount, :currency) as "lineAmount",
            show_minor(a.receivable_amount, :currency) as "receivableAmount", a.rung, a.key, a.rule, a.rules,
            a.run_id::integer as run,
            case when d.id is not null
                 then json_build_object('id', d.id, 'actor', d.actor, 'why', d.why, 'at', ${instantText("d.at")}) end as decision,
            v.series || v.number as voucher,
            exists (select from allocation b where b.reverses = a.id) as "takenBack"
       from allocation a left join receivable r on r.id = a.receivable_id left join decision d on d.id = a.decision_id
       left join voucher v on v.id = a.voucher_id
      where a.line_id = :id and a.reverses is null order by a.id`,
    { id: line.id, currency: line.currency },
  );
}

/** A deviation of the line, with the candidates as they were then. */
const LINE_DEVIATION_ROW = {
  id: "number",
  code: "text",
  state: "text",
  rung: "number?",
  expected: "text?",
  found: "text?",
  candidates: json<readonly CandidateView[]>(),
} as const satisfies RowShape;

export interface LineDeviation extends Row<typeof LINE_DEVIATION_ROW> {
  readonly openedAt: string;
  readonly closedAt: string | null;
}

export async function deviationsOfLine(db: Handle, line: NamedLine): Promise<LineDeviation[]> {
  const found = await rows(
    db,
    { ...LINE_DEVIATION_ROW, openedAt: "instant", closedAt: "instant?" },
    `select id::integer, code, state, rung, expected, found, candidates, opened_at as "openedAt", closed_at as "closedAt"
       from deviation where line_id = :id order by id`,
    { id: line.id },
  );
  return found.map((one) => ({
    ...one,
    openedAt: one.openedAt.toISOString(),
    closedAt: one.closedAt?.toISOString() ?? null,
  }));
}
