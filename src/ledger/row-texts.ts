/** What the rows of a voucher say of what they book, in the language of the books. */
import type { Language } from "../message.ts";

/** The words that matching rows are written in. */
export interface RowTexts {
  readonly invoice: string;
  readonly credit_note: string;
  readonly order: string;
  readonly rounding: string;
  readonly unsettled: string;
  /** On the clearing account where nothing is looked for. */
  readonly sold: string;
  readonly refunded: string;
  readonly settledNow: string;
  readonly summed: string;
  readonly dispute: string;
}

/** Words of rows that only decisions have. */
export interface DecisionTexts {
  readonly writtenOff: string;
  readonly rest: string;
}

/** A row of a decision says what it is about, and why it was decided. */
export function withReason(text: string, why: string | undefined): string {
  const reason = why?.replace(/[\s\p{C}]+/gu, " ").trim();
  return reason ? `${text}: ${reason}`.slice(0, ROW_LENGTH_MAX) : text;
}

/** The reason stands whole with the decision. */
const ROW_LENGTH_MAX = 200;

export function rowTexts(language: Language): RowTexts & DecisionTexts {
  const words = {
    sv: {
      invoice: "Faktura",
      credit_note: "Kreditfaktura",
      order: "Order",
      rounding: "Öresutjämning",
      unsettled: "Ej kopplad, order",
      sold: "Försäljning, order",
      refunded: "Återbetalning, order",
      settledNow: "Kopplad, order",
      summed: "{count} rader",
      dispute: "tvist",
      writtenOff: "Avskriven rest av",
      rest: "avskriven rest",
    },
    en: {
      invoice: "Invoice",
      credit_note: "Credit note",
      order: "Order",
      rounding: "Rounding",
      unsettled: "Not settled, order",
      sold: "Sale, order",
      refunded: "Refund, order",
      settledNow: "Settled, order",
      summed: "{count} lines",
      dispute: "dispute",
      writtenOff: "Written off, rest of",
      rest: "rest written off",
    },
  };
  return words[language];
}
