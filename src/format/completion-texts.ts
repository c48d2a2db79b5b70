/** What a report that came again has completed, in words. */
import { messages } from "./messages.ts";
import type { Message } from "../message.ts";

export interface CompletedLines {
  /** The report file, relative to the inbox. */
  readonly file: string;
  readonly paymentReference: string;
  readonly lines: number;
  /** The report's columns that they were completed with. */
  readonly fields: readonly string[];
  /** Lines that look like one that is settled already: left as they were. */
  readonly undecided: number;
}

/** "settlement.910011 (1).csv completed 2 lines of payout 910011: order_id, merchant_reference1." */
export function completedWords(completed: CompletedLines): Message {
  const { file, paymentReference, lines, undecided } = completed;
  const fields = completed.fields.join(", ");
  const done = messages.completedPayout({ file, lines, paymentReference, fields });
  if (undecided === 0) return done;
  const left = messages.payoutCompletedFirstReportThey({ undecided, paymentReference, file });
  return lines === 0 ? left : messages.completedWords({ done, left });
}
