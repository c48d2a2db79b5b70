/** The deviation `report_changed`: a payout came again with other content. It says what differs; nothing is booked. */
import { messages } from "./messages.ts";
import { openReportChanged } from "../../books/report-changed.ts";
import type { Handle } from "../../books/database.ts";
import type { Difference, LineChange, StoredPayout } from "../../books/payout-diff.ts";
import { formatMinor, showMinor } from "../../money.ts";
import type { ProvenPayout } from "../../reports/report.ts";
import type { Language, Message } from "../../message.ts";

export interface ReportChanged {
  readonly stored: StoredPayout;
  readonly fileId: bigint;
  readonly runId: bigint;
  readonly at: Date;
  readonly language: Language;
  /** As the new file has it. */
  readonly payout: ProvenPayout;
  readonly difference: Difference;
}

/** Opens the deviation, or brings the open one up to date with the newest file. */
export async function syncReportChanged(trx: Handle, told: ReportChanged): Promise<void> {
  const { stored, payout, difference, language } = told;
  const booked = BigInt(stored.totals["settlement"] ?? "0");
  await openReportChanged(trx, {
    payoutId: stored.id,
    fileId: told.fileId,
    runId: told.runId,
    at: told.at,
    expected: shapeWords(stored.lineCount, booked, stored.currency)[language],
    found: `${shapeWords(payout.lineCount, payout.totals.settlement, payout.currency)[language]}: ${
      differenceWords(difference)[language]
    }`,
    changes: difference.changes.map((change) => candidateOf(change, payout.currency)),
  });
}

function shapeWords(lines: number, settlement: bigint, currency: string): Message {
  const amount = (language: Language) => `${formatMinor(settlement, currency, language)} ${currency}`;
  return messages.shapeWords({ amount, lines });
}

function differenceWords({ added, gone, altered }: Difference): Message {
  const parts = (one: Message[]) => ({
    sv: one.map(({ sv }) => sv).join(", "),
    en: one.map(({ en }) => en).join(", "),
  });
  return parts([
    ...(added > 0 ? [messages.added(added)] : []),
    ...(gone > 0 ? [messages.gone(gone)] : []),
    ...(altered > 0 ? [messages.altered(altered)] : []),
  ]);
}

/** In the shape of a deviation's candidates (CONTRACT §3: kind, number, open), with more beside it. */
function candidateOf({ change, row, type, orderId, amount, fields }: LineChange, currency: string) {
  return {
    kind: change,
    number: row === null ? type : String(row),
    open: showMinor(amount, currency),
    row,
    type,
    orderId,
    fields,
  };
}
