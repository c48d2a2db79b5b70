/**
 * Whether the lines of a report say anything by which their receivables can be found (CONTRACT §5). A report that is configured
 * without references adds up and is booked, and then each of its lines is a riddle: that is one fact, and has one cure.
 */
import { messages } from "./messages.ts";
import type { Message } from "../../message.ts";
import { FIELD_OF, isKnownColumn } from "../values/columns.ts";
import type { SettlementLine } from "../report.ts";

/** What shops know their orders by, as column and as field of a line. Receivables seldom have Klarna's capture and refund ids. */
const FOUND_BY = [
  ["order_id", "orderId"],
  ["merchant_reference1", "merchantReference1"],
  ["merchant_reference2", "merchantReference2"],
  ["merchant_capture_reference", "merchantCaptureReference"],
  ["merchant_refund_reference", "merchantRefundReference"],
] as const satisfies readonly (readonly [string, keyof SettlementLine])[];

/** Columns of `line` that a receivable is found by. */
export const REFERENCE_COLUMNS: readonly string[] = FOUND_BY.map(([column]) => column);

/** It settles a receivable, and says which. */
export function isFindable(line: SettlementLine): boolean {
  return FOUND_BY.some(([, field]) => line[field] !== null);
}

/** Whether it asks for a receivable at all. */
export function seeksReceivable({ type, amount }: SettlementLine): boolean {
  return (type === "SALE" || type === "RETURN") && amount > 0n;
}

/** `columns`: the fields that the report has columns for (`ProvenPayout.columns`). */
export function unfindableWords(columns: readonly string[]): Message {
  const empty = FOUND_BY.filter(([, field]) => columns.includes(field)).map(([column]) => column);
  const missing = FOUND_BY.filter(([, field]) => !columns.includes(field)).map(([column]) => column);
  const ids = [
    ["capture_id", "captureId"],
    ["refund_id", "refundId"],
  ] as const;
  const byId = ids.filter(([, field]) => columns.includes(field)).map(([column]) => column);
  const words: Message[] = [messages.noneLinesCanMatchedInvoice];
  if (missing.length > 0)
    words.push({
      sv: `Rapporten saknar ${listed(missing, "och")}.`,
      en: `The report lacks ${listed(missing, "and")}.`,
    });
  if (empty.length > 0)
    words.push({
      sv: `Tomma på alla köp och returer är ${listed(empty, "och")}.`,
      en: `Empty on all sales and returns: ${listed(empty, "and")}.`,
    });
  if (byId.length > 0)
    words.push({
      sv: `Att ${listed(byId, "och")} finns hjälper bara om kundfordringarna också har dem.`,
      en: `That it has ${listed(byId, "and")} helps only if the receivables have them too.`,
    });
  const isMissing = (column: string) => missing.some((one) => one === column);
  words.push(isMissing("order_id") || isMissing("merchant_reference1") ? TICK : FILL);
  const fields = new Set<string>(Object.values(FIELD_OF));
  if (columns.some((column) => !fields.has(column) && !isKnownColumn(column))) words.push(RENAMED);
  return {
    sv: words.map(({ sv }) => sv).join(" "),
    en: words.map(({ en }) => en).join(" "),
  };
}

const TICK: Message = messages.tick;

const FILL: Message = messages.fill;

const RENAMED: Message = messages.renamed;

function listed(names: readonly string[], and: string): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${and} ${last}`;
}
