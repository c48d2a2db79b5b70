/** Candidates and near misses of a deviation in words: what speaks against a candidate, and what is alike in a near miss. */
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
  invoice: { sv: "fakturan", en: "the invoice" },
  credit_note: { sv: "kreditfakturan", en: "the credit note" },
  order: { sv: "ordern", en: "the order" },
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

const SECOND_ONLY: Message = {
  sv: "bara den andra referensen stämmer, och beloppet är ett annat",
  en: "only the second reference agrees, and the amount is another",
};

/** One of them. */
export function sayContradiction(kind: string, { what, line, receivable }: Contradiction): Message {
  const the = isReceivableKind(kind) ? THE_RECEIVABLE[kind] : { sv: "fordran", en: "the receivable" };
  const [ours, its] = [shown(line), shown(receivable)];
  switch (what) {
    case "order_number":
      return kind === "order"
        ? {
            sv: `ordern har nummer ${its}, raden gäller order ${ours}`,
            en: `the order is number ${its}, the line is for order ${ours}`,
          }
        : {
            sv: `${the.sv} hör till order ${its}, raden gäller order ${ours}`,
            en: `${the.en} belongs to order ${its}, the line is for order ${ours}`,
          };
    case "order_id":
      return {
        sv: `${the.sv} har Klarnas order-id ${its}, raden har ${ours}`,
        en: `${the.en} has Klarna's order id ${its}, the line has ${ours}`,
      };
    case "capture_id":
      return {
        sv: `${the.sv} gäller debiteringen (capture) ${its}, raden gäller ${ours}`,
        en: `${the.en} is for the capture ${its}, the line is for ${ours}`,
      };
    case "refund_id":
      return {
        sv: `${the.sv} gäller återbetalningen ${its}, raden gäller ${ours}`,
        en: `${the.en} is for the refund ${its}, the line is for ${ours}`,
      };
    case "merchant_id":
      return {
        sv: `${the.sv} hör till butik ${its}, raden till butik ${ours}`,
        en: `${the.en} belongs to merchant ${its}, the line to merchant ${ours}`,
      };
    case "number":
      return {
        sv: `${the.sv} har nummer ${its}, raden anger nummer ${ours}`,
        en: `${the.en} is number ${its}, the line names number ${ours}`,
      };
    default:
      return {
        sv: `${what} är ${its} på ${the.sv}, ${ours} på raden`,
        en: `${what} is ${its} on ${the.en}, ${ours} on the line`,
      };
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
  const opened = { sv: `öppet ${open}`, en: `open ${open}` }[language];
  return `${receivableName(kind, shown(number), language)}${order}${dated}, ${opened} (${WHY[why][language]})`;
}

const WHY: Readonly<Record<NearMissReason, Message>> = {
  amount: { sv: "samma belopp", en: "the same amount" },
  reference: { sv: "liknande nummer", en: "a number that looks alike" },
  amount_and_reference: {
    sv: "samma belopp och liknande nummer",
    en: "the same amount and a number that looks alike",
  },
};

/** How hints are introduced: they are no candidates. */
export const NEAR_MISSES: Message = { sv: "liknar, men stämmer inte", en: "alike, but does not agree" };

function shown(text: string | null): string {
  if (text === null) return "–";
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return clean.length <= 80 ? clean : `${clean.slice(0, 79)}…`;
}
