/** Advice about what a merchant's references hold, in words (CONTRACT §5: said once, with the setting and the number of lines). */
import { isReceivableKind, RECEIVABLE_WORDS } from "./deviation-texts.ts";
import type { Message } from "../message.ts";

export interface ReferencesAdvice {
  readonly merchantId: string;
  /** "first: number", as it stands in the settings under `references`. */
  readonly setting: string;
  /** How many lines it would have settled that night. */
  readonly lines: number;
  /** An example that a person can look up: a line, and the receivable that it would settle. */
  readonly paymentReference: string;
  readonly row: number;
  readonly kind: string;
  readonly number: string;
}

export function adviceWords(advice: ReferencesAdvice): Message {
  const { merchantId, setting, lines, paymentReference, row, kind, number } = advice;
  const named = (language: "sv" | "en") =>
    `${isReceivableKind(kind) ? RECEIVABLE_WORDS[kind][language] : kind} ${number}`;
  return {
    sv: `Handlar-id ${merchantId}: med inställningen merchants.${merchantId}.references: { ${setting} } skulle ${lines} rader till matchas på samma belopp, till exempel rad ${row} i utbetalning ${paymentReference} med ${named("sv")}. Slå upp en av dem: är det samma köp, lägg in inställningen i kvitt.config.yaml. Kvitt ändrar den inte av sig självt.`,
    en: `Merchant id ${merchantId}: with the setting merchants.${merchantId}.references: { ${setting} } another ${lines} lines would be matched by the same amount, for example row ${row} of payout ${paymentReference} with ${named("en")}. Look one of them up: if it is the same purchase, put the setting into kvitt.config.yaml. Kvitt does not change it by itself.`,
  };
}
