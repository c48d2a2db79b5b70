/** Names of receivables, what contradicts a candidate of a deviation, and what is similar in a near miss. */
import { messages } from "./messages.ts";
import { oneLine } from "./one-line.ts";
import { verbatim, type Language, type Message } from "../message.ts";

/** A key that both have and that differs (CONTRACT §5, "contradicts"). */
export interface Contradiction {
  /** "order_number", "order_id", "capture_id", "refund_id", "merchant_id" or "number". */
  readonly what: string;
  readonly line: string | null;
  readonly receivable: string | null;
}

/** A receivable that agrees with a line in some way, but was not matched with it. */
export interface Candidate {
  /** "invoice", "credit_note" or "order". */
  readonly kind: string;
  /** One number, or those of a combination, joined by commas. */
  readonly number: string;
  /** A decimal string in the receivable's currency: "1193.75". */
  readonly open: string;
  /** Its own, where that is another than the line's. */
  readonly currency?: string;
  /** Of a line that is `uncertain`. Empty: only the second reference agrees, and the amount is another. */
  readonly contradictions?: readonly Contradiction[];
}

/** Why a receivable is shown as a hint: it does not agree with the line, but nearly. */
export type NearMissReason = "amount" | "reference" | "amount_and_reference";

/** A receivable that is similar to a line without agreeing with it. A hint for a person, never matched. */
export interface NearMiss {
  readonly kind: string;
  readonly number: string;
  readonly orderNumber: string | null;
  /** "2026-03-07" */
  readonly date: string | null;
  readonly open: string;
  readonly currency: string;
  readonly why: NearMissReason;
}

type ReceivableKind = "invoice" | "credit_note" | "order";

const KINDS: Readonly<Record<ReceivableKind, Message>> = messages.receivableKinds;

const THE_RECEIVABLE: Readonly<Record<ReceivableKind, Message>> = messages.theReceivables;

/** "faktura"; a kind that is not known stays as it is. */
export function receivableKind(kind: string): Message {
  return isReceivableKind(kind) ? KINDS[kind] : verbatim(kind);
}

/** "faktura F1001" */
export function receivableName(kind: string, number: string, language: Language): string {
  return `${receivableKind(kind)[language]} ${number}`;
}

function isReceivableKind(text: string): text is ReceivableKind {
  return Object.hasOwn(KINDS, text);
}

/** "fakturan hör till order 1001, raden gäller order 1003"; "" where nothing contradicts the candidate. */
export function contradictionText({ kind, contradictions }: Candidate, language: Language): string {
  if (contradictions === undefined) return "";
  if (contradictions.length === 0) return messages.onlySecondReference[language];
  return contradictions.map((one) => contradictionMessage(kind, one)[language]).join("; ");
}

export function contradictionMessage(kind: string, { what, line, receivable: its }: Contradiction): Message {
  const differing = {
    receivable: isReceivableKind(kind) ? THE_RECEIVABLE[kind] : messages.theReceivable,
    its: shown(its),
    ours: shown(line),
  };
  switch (what) {
    case "order_number":
      return kind === "order"
        ? messages.orderHasOtherNumber(differing)
        : messages.belongsToOtherOrder(differing);
    case "order_id":
      return messages.otherOrderId(differing);
    case "capture_id":
      return messages.otherCapture(differing);
    case "refund_id":
      return messages.otherRefund(differing);
    case "merchant_id":
      return messages.otherMerchant(differing);
    case "number":
      return messages.otherNumber(differing);
    default:
      return messages.otherValue({ ...differing, key: what });
  }
}

/** "faktura F1030, order 1030, 2026-03-07, restbelopp 120,00 SEK (samma belopp)". */
export function nearMissText(
  { kind, number, orderNumber, date, why }: NearMiss,
  open: string,
  language: Language,
): string {
  const order = orderNumber === null || orderNumber === number ? "" : `, order ${shown(orderNumber)}`;
  const dated = date === null ? "" : `, ${date}`;
  const opened = messages.openAmount(open)[language];
  return `${receivableName(kind, shown(number), language)}${order}${dated}, ${opened} (${SIMILAR[why][language]})`;
}

const SIMILAR: Readonly<Record<NearMissReason, Message>> = messages.nearMissReasons;

/** How hints are introduced: they are no candidates. */
export const NEAR_MISSES: Message = messages.nearMisses;

function shown(text: string | null): string {
  return text === null ? "–" : oneLine(text, 80);
}
