/** Notes on what was removed from cells or left out while a list was read: one for each kind, with a count. */
import { messages } from "./messages.ts";
import type { Message } from "../../message.ts";

interface RowCounts {
  /** Cells that a spreadsheet had written as a formula or with an apostrophe. */
  readonly mended: number;
  /** Credit notes below zero. */
  readonly negative: number;
  /** Rows that the header map leaves out by a value of theirs. */
  readonly leftOut: number;
  /** Rows of zero that the header map leaves out. */
  readonly zero: number;
}

export function rowNotes({ mended, negative, leftOut, zero }: RowCounts): readonly Message[] {
  return [
    ...note(mended, messages.spreadsheetMarksRemoved(mended)),
    ...note(negative, messages.negativeCreditNotes(negative)),
    ...note(leftOut, messages.rowsLeftOut(leftOut)),
    ...note(zero, messages.zeroRowsLeftOut(zero)),
  ];
}

function note(count: number, words: Message): Message[] {
  return count === 0 ? [] : [words];
}
