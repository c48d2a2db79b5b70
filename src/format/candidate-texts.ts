/** Candidates and near misses of a deviation in words: what speaks against a candidate, and what is alike in a near miss. */
import { messages } from "./messages.ts";
import { isReceivableKind, RECEIVABLE_WORDS } from "./deviation-texts.ts";
import type { Language, Message } from "../message.ts";

/** A key that both have and that differs (CONTRACT §5, "contradicts"). */
export interface Contradiction {
  /** "order_number", "order_id", "capture_id", "refund_id", "merchant_id" or "number". */
  readonly what: string;
  readonly line: string | null;
  readonly receivable: string | null;
}

/** A receivable that agrees with a line in some way, but did not settle it. */
export interface Candidate {
  /** "invoice", "credit_note" or "order". */
  readonly kind: string;
  /** One number, or those of a covering set, joined by commas. */
  readonly number: string;
  /** A decimal string in the receivable's currency: "1193.75". */
  readonly open: string;
  /** Its own, which is another than the line's where that is what is wrong. */
  readonly currency?: string;
  /** Of a line that is `uncertain`. Empty: only the second reference agrees, and the amount is another. */
  readonly contradictions?: readonly Contradiction[];
}

/** Why a receivable is shown as a hint: it does not agree with the line, but nearly. */
export type NearMissReason = "amount" | "reference" | "amount_and_reference";

/** A receivable that is like a line without agreeing with it. A hint for a person, never taken. */
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

const THE_RECEIVABLE: Readonly<Record<keyof typeof RECEIVABLE_WORDS, Message>> = {
  invoice: messages.theReceivableInvoice,
  credit_note: messages.theReceivableCreditNote,
  order: messages.theReceivableOrder,
};

/** "faktura F1001" */
export function receivableName(kind: string, number: string, language: Language): string {
  return `${isReceivableKind(kind) ? RECEIVABLE_WORDS[kind][language] : kind} ${number}`;
}

/** What speaks against a candidate: "fakturan hör till order 1001, raden gäller order 1003"; "" where nothing does. */
export function contradictionText({ kind, contradictions }: Candidate, language: Language): string {
  if (contradictions === undefined) return "";
  if (contradictions.length === 0) return SECOND_ONLY[language];
  return contradictions.map((one) => sayContradiction(kind, one)[language]).join("; ");
}

const SECOND_ONLY: Message = messages.secondOnly;

/** One of them. */
export function sayContradiction(kind: string, { what, line, receivable }: Contradiction): Message {
  const the = isReceivableKind(kind) ? THE_RECEIVABLE[kind] : messages.theReceivable;
  const [ours, its] = [shown(line), shown(receivable)];
  switch (what) {
    case "order_number":
      return kind === "order"
        ? messages.orderNumberLineOrder({ its, ours })
        : messages.belongsOrderLineOrder({ the, its, ours });
    case "order_id":
      return messages.klarnaSOrderIdLine({ the, its, ours });
    case "capture_id":
      return messages.captureLine({ the, its, ours });
    case "refund_id":
      return messages.refundLine({ the, its, ours });
    case "merchant_id":
      return messages.belongsMerchantLineMerchant({ the, its, ours });
    case "number":
      return messages.numberLineNamesNumber({ the, its, ours });
    default:
      return messages.isOnOnTheLine({ what, its, the, ours });
  }
}

/** "faktura F1030, order 1030, 2026-03-07 (samma belopp)": without what is open on it. */
export function nearMissText(
  { kind, number, orderNumber, date, why }: NearMiss,
  open: string,
  language: Language,
): string {
  const order = orderNumber === null || orderNumber === number ? "" : `, order ${shown(orderNumber)}`;
  const dated = date === null ? "" : `, ${date}`;
  const opened = messages.open(open)[language];
  return `${receivableName(kind, shown(number), language)}${order}${dated}, ${opened} (${WHY[why][language]})`;
}

const WHY: Readonly<Record<NearMissReason, Message>> = {
  amount: messages.whyAmount,
  reference: messages.whyReference,
  amount_and_reference: messages.whyAmountAndReference,
};

/** How hints are introduced: they are no candidates. */
export const NEAR_MISSES: Message = messages.nearMisses;

function shown(text: string | null): string {
  if (text === null) return "–";
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return clean.length <= 80 ? clean : `${clean.slice(0, 79)}…`;
}
