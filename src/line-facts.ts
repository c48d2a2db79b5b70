/**
 * What identifies a settlement line to the people who have to look it up: in Klarna's portal, in the shop and in the books.
 * The same facts, under the same names, in the list, the letter, its attachment and on the page.
 */
import { messages } from "./messages.ts";
import { dateIn } from "./clock.ts";
import type { Language, Message } from "./message.ts";

export interface LineFacts {
  readonly orderId: string | null;
  readonly shortOrderId: string | null;
  readonly merchantReference1: string | null;
  readonly merchantReference2: string | null;
  readonly captureId: string | null;
  readonly refundId: string | null;
  readonly merchantCaptureReference: string | null;
  readonly merchantRefundReference: string | null;
  /** An instant ("2026-03-07T10:00:00.000Z"), or a day in the company's time zone ("2026-03-07"). */
  readonly saleDate: string | null;
  readonly captureDate: string | null;
  readonly paymentMethod: string | null;
  readonly klarnaComment: string | null;
  /** Of the dispute (`reversal_reference`). */
  readonly reversalReference: string | null;
}

export type FactName = keyof LineFacts;

/** In the order in which they are of use: what the portal's search takes first, what is long last. */
const NAMES: Readonly<Record<FactName, Message>> = {
  merchantReference1: messages.namesMerchantReference1,
  merchantReference2: messages.namesMerchantReference2,
  shortOrderId: messages.namesShortOrderId,
  saleDate: messages.namesSaleDate,
  captureDate: messages.namesCaptureDate,
  paymentMethod: messages.namesPaymentMethod,
  klarnaComment: messages.namesKlarnaComment,
  reversalReference: messages.namesReversalReference,
  merchantCaptureReference: messages.namesMerchantCaptureReference,
  merchantRefundReference: messages.namesMerchantRefundReference,
  orderId: messages.namesOrderId,
  captureId: messages.namesCaptureId,
  refundId: messages.namesRefundId,
};

export const FACT_NAMES = Object.keys(NAMES) as readonly FactName[]; // Object.keys forgets the keys' type

const DAYS: ReadonlySet<FactName> = new Set(["saleDate", "captureDate"]);
const REFUNDED: Message = messages.refunded;
const RECORDED: Message = messages.recorded;

/** What a fact is called. The day that a sale is captured is the day that a RETURN is refunded. */
export function factName(name: FactName, lineType: string | null = null): Message {
  if (name !== "captureDate" || lineType === null || lineType === "SALE") return NAMES[name];
  return lineType === "RETURN" ? REFUNDED : RECORDED;
}

export interface Fact {
  readonly name: FactName;
  readonly label: string;
  readonly value: string;
}

export interface Telling {
  readonly language: Language;
  readonly timeZone: string;
  readonly lineType: string | null;
}

/** The facts that are known; dates as days. What came out of a file is made fit to stand in a line. */
export function knownFacts(facts: LineFacts, { language, timeZone, lineType }: Telling): readonly Fact[] {
  return FACT_NAMES.flatMap((name) => {
    const text = facts[name];
    if (text === null) return [];
    const value = DAYS.has(name) ? dayOf(text, timeZone) : inOneLine(text);
    return value === "" ? [] : [{ name, label: factName(name, lineType)[language], value }];
  });
}

/** "kort order-id A1, debiterad 2026-03-08": all but those of the names in `without`, which stand elsewhere. */
export function factsText(facts: readonly Fact[], without: readonly FactName[] = []): string {
  return facts
    .filter(({ name }) => !without.includes(name))
    .map(({ name, label, value }) => `${label} ${name === "klarnaComment" ? `"${value}"` : value}`)
    .join(", ");
}

/** Which fact stands for the line as "reference" in a list (a deviation's `reference`). */
export function referenceFact({ merchantReference1 }: LineFacts): FactName {
  return merchantReference1 === null ? "orderId" : "merchantReference1";
}

function dayOf(text: string, timeZone: string): string {
  return text.length === "2026-03-07".length ? text : dateIn(timeZone, new Date(text));
}

const LONGEST = 200;

function inOneLine(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const letters = Array.from(clean);
  return letters.length <= LONGEST ? clean : `${letters.slice(0, LONGEST - 1).join("")}…`;
}
