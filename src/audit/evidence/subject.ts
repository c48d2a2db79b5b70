/** The payout that evidence is collected for, with its files and runs. */
import { json, type Row, type RowShape } from "../../books/row.ts";
import type { Message } from "../../message.ts";
import { rows, type Handle } from "../../books/database.ts";
import { noSuchPayout, severalPayouts } from "../../books/payout-name.ts";

const PAYOUT_ROW = {
  id: "bigint",
  merchantId: "text",
  paymentReference: "text",
  issuer: "text",
  currency: "text",
  /** "2024-05-02" */
  date: "text",
  payoutDate: "instant?",
  settlementType: "text",
  settlementAmount: "bigint",
  totals: json<Readonly<Record<string, string | null>>>(),
  unproven: json<readonly Message[]>(),
  lineCount: "number",
  state: "text",
} as const satisfies RowShape;

export interface Subject extends Row<typeof PAYOUT_ROW> {
  readonly files: readonly EvidenceFile[];
  /** The run that imported it, and those that booked or opened or closed something of it. */
  readonly runs: readonly EvidenceRun[];
}

const EVIDENCE_FILE_ROW = {
  id: "bigint",
  name: "text",
  sha256: "text",
  size: "bigint",
  path: "text",
  state: "text",
  runId: "bigint",
} as const satisfies RowShape;
export type EvidenceFile = Row<typeof EVIDENCE_FILE_ROW>;

const EVIDENCE_RUN_ROW = {
  id: "bigint",
  kind: "text",
  startedAt: "instant",
  rules: "number",
  settings: json<unknown>(),
} as const satisfies RowShape;
export type EvidenceRun = Row<typeof EVIDENCE_RUN_ROW>;

/** `name` is the payment reference, or "K500746/123456789" where several merchants have the same. */
export async function findSubject(db: Handle, name: string): Promise<Subject> {
  const found = await rows(
    db,
    PAYOUT_ROW,
    `select id, merchant_id as "merchantId", payment_reference as "paymentReference", issuer, currency, date,
            payout_date as "payoutDate", settlement_type as "settlementType", settlement_amount as "settlementAmount",
            totals, unproven, line_count as "lineCount", state
       from payout
      where payment_reference = :name or merchant_id || '/' || payment_reference = :name
      order by merchant_id, id`,
    { name },
  );
  const [payout, other] = found;
  if (!payout) throw noSuchPayout(name);
  if (other) throw severalPayouts(other);
  return { ...payout, files: await filesOf(db, payout.id), runs: await runsOf(db, payout.id) };
}

/** The report that was booked, and later ones with other or more content. */
function filesOf(db: Handle, payoutId: bigint): Promise<EvidenceFile[]> {
  return rows(
    db,
    EVIDENCE_FILE_ROW,
    `select f.id, f.name, f.sha256, f.size, f.path, f.state, f.run_id as "runId" from report_file f
      where f.id = (select report_file_id from payout where id = :payoutId)
         or f.id in (select c.report_file_id from deviation_change c join deviation d on d.id = c.deviation_id
                      where d.payout_id = :payoutId and c.report_file_id is not null)
         or f.id in (select c.report_file_id from line_completion c join line l on l.id = c.line_id
                      where l.payout_id = :payoutId)
      order by f.id`,
    { payoutId },
  );
}

function runsOf(db: Handle, payoutId: bigint): Promise<EvidenceRun[]> {
  return rows(
    db,
    EVIDENCE_RUN_ROW,
    `select r.id, r.kind, r.started_at as "startedAt", r.rules, r.settings from run r
      where r.id = (select run_id from payout where id = :payoutId)
         or r.id in (select run_id from voucher where payout_id = :payoutId)
         or r.id in (select opened_run from deviation where payout_id = :payoutId)
         or r.id in (select closed_run from deviation where payout_id = :payoutId)
      order by r.id`,
    { payoutId },
  );
}
