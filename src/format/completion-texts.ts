/** Which lines were completed when a report came again with more columns. */
import { messages } from "./messages.ts";
import { inEach, type Message } from "../message.ts";

export interface CompletedLines {
  /** The report file, relative to the inbox. */
  readonly file: string;
  readonly paymentReference: string;
  readonly lines: number;
  /** The report's columns that they were completed with. */
  readonly fields: readonly string[];
  /** Lines that look like one that is matched already: left as they were. */
  readonly undecided: number;
}

/** "settlement.910011 (1).csv completed 2 lines of payout 910011: order_id, merchant_reference1." */
export function completedMessage(completed: CompletedLines): Message {
  const { file, paymentReference, lines, undecided } = completed;
  const done = messages.linesCompleted({
    file,
    lines,
    paymentReference,
    fields: completed.fields.join(", "),
  });
  if (undecided === 0) return done;
  const left = messages.linesNotCompleted({ undecided, paymentReference, file });
  return lines === 0 ? left : inEach((language) => `${done[language]} ${left[language]}`);
}
