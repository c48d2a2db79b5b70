/** The texts of voucher rows that matching and decisions write, in the language of the books. */
import type { Language } from "../message.ts";
import { en } from "./messages.en.ts";
import { sv } from "./messages.sv.ts";

/** SQL looks those of receivables up by their kind, and replaces "{count}" in `summed`. */
export type RowTexts = typeof sv.rows;

/** The decision keeps the reason in full. */
const ROW_LENGTH_MAX = 200;

/** A row of a decision says what it is about, and why it was decided. */
export function withReason(text: string, why: string | undefined): string {
  const reason = why?.replace(/[\s\p{C}]+/gu, " ").trim();
  return reason ? `${text}: ${reason}`.slice(0, ROW_LENGTH_MAX) : text;
}

export function rowTexts(language: Language): RowTexts {
  return { sv, en }[language].rows;
}
