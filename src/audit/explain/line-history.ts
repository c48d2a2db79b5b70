/** One settlement line with its history: the allocations and deviations of it. */
import { json, text, type Row, type RowShape } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { UserError } from "../../errors.ts";
import type { CandidateView } from "../../books/views.ts";
import { showMinor } from "../../money.ts";
import type { LineType } from "../../reports/report.ts";
import { rows, type Handle } from "../../books/database.ts";

/** How a person names a line. */
export type LineName =
  | { readonly merchantId: string | null; readonly paymentReference: string; readonly row: number }
  | { readonly deviation: bigint };

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
    "deviation" in name
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
  if ("deviation" in name) {
    return new UserError(messages.noDeviation(name.deviation), messages.noDeviationRemedy);
  }
  const { paymentReference, row } = name;
  return new UserError(messages.noRow({ row, paymentReference }), messages.noRowRemedy);
}

/** A part of the line that a run or a person allocated, and whether it was reversed. */
export interface LineAllocation {
  readonly receivable: { readonly kind: string; readonly number: string } | null;
  readonly account: number | null;
  readonly effect: "settles" | "pays_back" | "account";
  readonly lineAmount: string;
  readonly receivableAmount: string;
  /** 1-4 and the column that agreed; null when a person decided. */
  readonly rung: number | null;
  readonly key: string | null;
  readonly rule: string;
  /** Version of the matching rules. */
  readonly rules: number;
  readonly run: number | null;
  readonly decision: {
    readonly id: number;
    readonly actor: string;
    readonly why: string | null;
    readonly at: string;
  } | null;
  /** "K12" */
  readonly voucher: string | null;
  readonly takenBack: boolean;
}

export async function allocationsOfLine(db: Handle, line: NamedLine): Promise<LineAllocation[]> {
  const found = await rows(
    db,
    {
      kind: "text?",
      number: "text?",
      account: "number?",
      effect: text<LineAllocation["effect"]>(),
      lineAmount: "bigint",
      receivableAmount: "bigint",
      rung: "number?",
      key: "text?",
      rule: "text",
      rules: "number",
      runId: "bigint?",
      decisionId: "bigint?",
      actor: "text?",
      why: "text?",
      at: "instant?",
      voucher: "text?",
      takenBack: "boolean",
    },
    `select r.kind, r.number, a.account, a.effect, a.line_amount as "lineAmount",
            a.receivable_amount as "receivableAmount", a.rung, a.key, a.rule, a.rules, a.run_id as "runId",
            a.decision_id as "decisionId", d.actor, d.why, d.at, v.series || v.number as voucher,
            exists (select from allocation b where b.reverses = a.id) as "takenBack"
       from allocation a left join receivable r on r.id = a.receivable_id left join decision d on d.id = a.decision_id
       left join voucher v on v.id = a.voucher_id
      where a.line_id = :id and a.reverses is null order by a.id`,
    { id: line.id },
  );
  return found.map((one) => ({
    receivable: one.kind === null || one.number === null ? null : { kind: one.kind, number: one.number },
    account: one.account,
    effect: one.effect,
    lineAmount: showMinor(one.lineAmount, line.currency),
    receivableAmount: showMinor(one.receivableAmount, line.currency),
    rung: one.rung,
    key: one.key,
    rule: one.rule,
    rules: one.rules,
    run: one.runId === null ? null : Number(one.runId),
    decision:
      one.decisionId === null || one.actor === null || one.at === null
        ? null
        : { id: Number(one.decisionId), actor: one.actor, why: one.why, at: one.at.toISOString() },
    voucher: one.voucher,
    takenBack: one.takenBack,
  }));
}

/** A deviation of the line, with the candidates as they were then. */
export interface LineDeviation {
  readonly id: number;
  readonly code: string;
  readonly state: string;
  readonly rung: number | null;
  readonly expected: string | null;
  readonly found: string | null;
  readonly candidates: readonly CandidateView[];
  readonly openedAt: string;
  readonly closedAt: string | null;
}

export async function deviationsOfLine(db: Handle, line: NamedLine): Promise<LineDeviation[]> {
  const found = await rows(
    db,
    {
      code: "text",
      state: "text",
      expected: "text?",
      found: "text?",
      candidates: json<readonly CandidateView[]>(),
      rung: "number?",
      id: "bigint",
      openedAt: "instant",
      closedAt: "instant?",
    },
    `select id, code, state, rung, expected, found, candidates, opened_at as "openedAt", closed_at as "closedAt"
       from deviation where line_id = :id order by id`,
    { id: line.id },
  );
  return found.map((one) => ({
    ...one,
    id: Number(one.id),
    openedAt: one.openedAt.toISOString(),
    closedAt: one.closedAt?.toISOString() ?? null,
  }));
}
