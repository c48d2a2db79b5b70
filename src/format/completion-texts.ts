/** What a report that came again has completed, in words. */
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
  const done = {
    sv: `${file} kompletterade ${lines} ${lines === 1 ? "rad" : "rader"} i utbetalning ${paymentReference}: ${fields}.`,
    en: `${file} completed ${lines} ${lines === 1 ? "line" : "lines"} of payout ${paymentReference}: ${fields}.`,
  };
  if (undecided === 0) return done;
  const left = {
    sv: `${undecided} ${undecided === 1 ? "rad" : "rader"} i utbetalning ${paymentReference} kompletterades inte ur ${file}: i den första rapporten ser de likadana ut som en rad som redan är avprickad, så det går inte att veta vilken som är vilken. Koppla dem för hand.`,
    en: `${undecided} ${undecided === 1 ? "line" : "lines"} of payout ${paymentReference} ${undecided === 1 ? "was" : "were"} not completed from ${file}: in the first report they look like a line that is settled already, so there is no telling which is which. Match them by hand.`,
  };
  return lines === 0 ? left : { sv: `${done.sv} ${left.sv}`, en: `${done.en} ${left.en}` };
}
