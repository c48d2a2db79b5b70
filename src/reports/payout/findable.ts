/**
 * Whether the lines of a report have any reference by which their receivables can be found (CONTRACT §5). A report that is
 * configured without references adds up and is booked, but none of its lines can be matched: one cause, with one remedy.
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

/** Whether the line has a reference to its receivable. */
export function isFindable(line: SettlementLine): boolean {
  return FOUND_BY.some(([, field]) => line[field] !== null);
}

/** Whether the line is of a type that settles a receivable. */
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
  const words: Message[] = [messages.unfindable];
  if (missing.length > 0) words.push(messages.columnsMissing(missing));
  if (empty.length > 0) words.push(messages.columnsEmpty(empty));
  if (byId.length > 0) words.push(messages.idsNeedReceivables(byId));
  const isMissing = (column: string) => missing.some((one) => one === column);
  const canBeTicked = isMissing("order_id") || isMissing("merchant_reference1");
  words.push(canBeTicked ? messages.tickReferences : messages.orderIdIsAlwaysFilled);
  const fields = new Set<string>(Object.values(FIELD_OF));
  if (columns.some((column) => !fields.has(column) && !isKnownColumn(column)))
    words.push(messages.mayBeRenamed);
  return {
    sv: words.map(({ sv }) => sv).join(" "),
    en: words.map(({ en }) => en).join(" "),
  };
}
