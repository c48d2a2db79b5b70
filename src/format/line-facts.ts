/**
 * What identifies a settlement line to the person who looks it up in Klarna's portal, in the shop or in the books. The
 * same facts, under the same names, on the terminal, in the mail, in its attachment and on the page.
 */
import { messages } from "./messages.ts";
import { oneLine } from "./one-line.ts";
import { dateIn } from "../clock.ts";
import type { Language, Message } from "../message.ts";

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

/** The most useful first: what the portal's search takes; the long ids last. */
const NAMES: Readonly<Record<FactName, Message>> = messages.facts;

export const FACT_NAMES = Object.keys(NAMES) as readonly FactName[]; // Object.keys forgets the keys' type

const DAYS: ReadonlySet<FactName> = new Set(["saleDate", "captureDate"]);

/** What a fact is called. The day that a sale is captured is the day that a RETURN is refunded. */
export function factName(name: FactName, lineType: string | null = null): Message {
  if (name !== "captureDate" || lineType === null || lineType === "SALE") return NAMES[name];
  return lineType === "RETURN" ? messages.factRefundDate : messages.factRecordDate;
}

export interface Fact {
  readonly name: FactName;
  readonly label: string;
  readonly value: string;
}

export interface FactsOptions {
  readonly language: Language;
  readonly timeZone: string;
  readonly lineType: string | null;
}

/** The facts that are known; instants as days. */
export function knownFacts(
  facts: LineFacts,
  { language, timeZone, lineType }: FactsOptions,
): readonly Fact[] {
  return FACT_NAMES.flatMap((name) => {
    const text = facts[name];
    if (text === null) return [];
    const value = DAYS.has(name) ? dayOf(text, timeZone) : oneLine(text);
    return value === "" ? [] : [{ name, label: factName(name, lineType)[language], value }];
  });
}

/** "kort order-id A1, debiterad 2026-03-08", without the facts that are shown elsewhere. */
export function factsText(facts: readonly Fact[], without: readonly FactName[] = []): string {
  return facts
    .filter(({ name }) => !without.includes(name))
    .map(({ name, label, value }) => `${label} ${name === "klarnaComment" ? `"${value}"` : value}`)
    .join(", ");
}

/** Which fact is shown as the line's "reference" in a list (a deviation's `reference`). */
export function referenceFact({ merchantReference1 }: LineFacts): FactName {
  return merchantReference1 === null ? "orderId" : "merchantReference1";
}

function dayOf(text: string, timeZone: string): string {
  return text.length === "2026-03-07".length ? text : dateIn(timeZone, new Date(text));
}
