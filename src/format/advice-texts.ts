/** Advice about what a merchant's references hold, in words (CONTRACT §5: said once, with the setting and the number of lines). */
import { messages } from "./messages.ts";
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
  return messages.merchantIdSettingMerchantsReferences({
    merchantId,
    setting,
    lines,
    row,
    paymentReference,
    named,
  });
}
