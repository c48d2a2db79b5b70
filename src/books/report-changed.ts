/** The row of a `report_changed` deviation: one open at a time for a payout, kept up to date with the newest file. */
import { change, type Handle } from "./database.ts";

export interface ReportChange {
  readonly payoutId: bigint;
  readonly fileId: bigint;
  readonly runId: bigint;
  readonly at: Date;
  /** What is booked, and what the file has, in words. */
  readonly expected: string;
  readonly found: string;
  readonly changes: readonly unknown[];
}

export async function openReportChanged(trx: Handle, told: ReportChange): Promise<void> {
  await change(
    trx,
    `insert into deviation (code, payout_id, report_file_id, subject, merchant_id, payment_reference, expected, found,
                            candidates, amount, currency, opened_at, opened_run)
     select 'report_changed', p.id, :fileId, 'payout ' || p.id, p.merchant_id, p.payment_reference, :expected, :found,
            :changes::jsonb, p.settlement_amount, p.currency, :at, :runId
       from payout p where p.id = :payoutId
     on conflict (subject, code) where state = 'open'
     do update set report_file_id = excluded.report_file_id, found = excluded.found, candidates = excluded.candidates`,
    {
      payoutId: told.payoutId,
      fileId: told.fileId,
      runId: told.runId,
      at: told.at,
      expected: told.expected,
      found: told.found,
      changes: JSON.stringify(told.changes),
    },
  );
}
