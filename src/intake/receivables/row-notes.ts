/** What was taken off cells, or left out, while a file was read: said once, with how often. */
import type { Message } from "../../message.ts";

export interface RowCounts {
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
    ...note(mended, {
      sv: `Kalkylprogrammets tecken kring värden (="…" eller ') är borttagna i ${mended} ${mended === 1 ? "cell" : "celler"}.`,
      en: `What a spreadsheet puts around values (="…" or ') was taken off in ${mended} ${mended === 1 ? "cell" : "cells"}.`,
    }),
    ...note(negative, {
      sv: `${negative} ${negative === 1 ? "kreditfaktura är negativ" : "kreditfakturor är negativa"} i listan: beloppet är läst utan minustecken.`,
      en: `${negative} credit ${negative === 1 ? "note is" : "notes are"} negative in the list: the amount is read without the minus.`,
    }),
    ...note(leftOut, {
      sv: `${leftOut} ${leftOut === 1 ? "rad är utelämnad" : "rader är utelämnade"}: deras status säger att inget ska betalas.`,
      en: `${leftOut} ${leftOut === 1 ? "row was" : "rows were"} left out: the status says that nothing is to be paid.`,
    }),
    ...note(zero, {
      sv: `${zero} ${zero === 1 ? "rad" : "rader"} på noll ${zero === 1 ? "är utelämnad" : "är utelämnade"}.`,
      en: `${zero} ${zero === 1 ? "row" : "rows"} of zero ${zero === 1 ? "was" : "were"} left out.`,
    }),
  ];
}

function note(count: number, words: Message): Message[] {
  return count === 0 ? [] : [words];
}
