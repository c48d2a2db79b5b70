/** The texts of voucher rows that matching and decisions write, in the language of the books. */
import type { Language } from "../message.ts";
import { messages } from "./messages.ts";

/** Texts of rows that matching writes. SQL looks those of receivables up by their kind. */
export interface RowTexts {
  readonly invoice: string;
  readonly credit_note: string;
  readonly order: string;
  readonly rounding: string;
  readonly unsettled: string;
  /** On the clearing account, for merchants whose lines are not matched. */
  readonly sold: string;
  readonly refunded: string;
  readonly settledNow: string;
  /** SQL replaces "{count}". */
  readonly summed: string;
  readonly dispute: string;
}

/** Texts of rows that only decisions write. */
export interface DecisionTexts {
  readonly writtenOff: string;
  readonly rest: string;
}

/** The decision keeps the reason in full. */
const ROW_LENGTH_MAX = 200;

/** A row of a decision says what it is about, and why it was decided. */
export function withReason(text: string, why: string | undefined): string {
  const reason = why?.replace(/[\s\p{C}]+/gu, " ").trim();
  return reason ? `${text}: ${reason}`.slice(0, ROW_LENGTH_MAX) : text;
}

export function rowTexts(language: Language): RowTexts & DecisionTexts {
  return {
    invoice: messages.invoice[language],
    credit_note: messages.creditNote[language],
    order: messages.order[language],
    rounding: messages.rounding[language],
    unsettled: messages.unsettled[language],
    sold: messages.sold[language],
    refunded: messages.refunded[language],
    settledNow: messages.settledNow[language],
    summed: messages.summed[language],
    dispute: messages.dispute[language],
    writtenOff: messages.writtenOff[language],
    rest: messages.rest[language],
  };
}
