/** The `report_changed` deviation: a payout has at most one open, about the newest file. */
import type { Handle } from "./database.ts";
import { ABOUT_PAYOUT, openDeviations } from "./deviations.ts";

export interface ReportChange {
  readonly payoutId: bigint;
  readonly fileId: bigint;
  readonly runId: bigint;
  readonly at: Date;
  /** What is booked, and what the file has, as text. */
  readonly expected: string;
  readonly found: string;
  readonly changes: readonly unknown[];
}

export async function openReportChanged(trx: Handle, change: ReportChange): Promise<void> {
  const { payoutId, fileId, runId, at, expected, found, changes } = change;
  await openDeviations(
    trx,
    {
      columns: {
        ...ABOUT_PAYOUT,
        code: "'report_changed'",
        report_file_id: ":fileId::bigint",
        expected: ":expected::text",
        found: ":found::text",
        candidates: ":changes::jsonb",
        amount: "p.settlement_amount",
      },
      from: "from payout p where p.id = :payoutId",
      whenOpen: ["report_file_id", "found", "candidates"],
    },
    { runId, at },
    { payoutId, fileId, expected, found, changes: JSON.stringify(changes) },
  );
}
