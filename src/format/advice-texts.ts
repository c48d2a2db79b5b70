/** Advice about what a merchant's references hold (CONTRACT §5: given once, with the setting and the number of lines). */
import { receivableName } from "./candidate-texts.ts";
import { messages } from "./messages.ts";
import { inEach, type Message } from "../message.ts";

export interface ReferencesAdvice {
  readonly merchantId: string;
  /** As it is written in the settings under `references`: "first: number". */
  readonly setting: string;
  /** How many lines it would have matched in that run. */
  readonly lines: number;
  /** An example to look up: a line, and the receivable that it would be matched with. */
  readonly paymentReference: string;
  readonly row: number;
  readonly kind: string;
  readonly number: string;
}

export function adviceMessage({ kind, number, ...advice }: ReferencesAdvice): Message {
  const receivable = inEach((language) => receivableName(kind, number, language));
  return messages.referencesAdvice({ ...advice, receivable });
}
