/** Reads the cells of a receivables list, one by one: the value, or what is wrong and what to do. */
import { messages } from "./messages.ts";
import type { ReceivableKind } from "../../books/receivables.ts";
import { decimalsOf, minor, type Minor } from "../../money.ts";
import { MAX_DIGITS, readAmount } from "../../reports/values/amount.ts";
import type { Message } from "../../message.ts";
import { kindOf } from "./kinds.ts";
import { markOf, type ListFormat } from "./list-format.ts";

/** What a cell holds, or why not. */
export type CellValue<T> =
  { readonly value: T } | { readonly wrong: readonly [what: Message, todo: Message] };

/** Longer than any number an accounting system gives, and short enough for an index of the database. */
const MAX_TEXT = 200;

export function readKind(text: string): CellValue<ReceivableKind> {
  const kind = kindOf(text);
  if (kind !== null) return { value: kind };
  return wrong(messages.unknownKind(shown(text)), messages.unknownKindTodo);
}

export function readNumber(text: string): CellValue<string> {
  if (text !== "") {
    const found = readReference(text);
    return "value" in found ? { value: text } : found;
  }
  return wrong(messages.numberMissing, messages.numberMissingTodo);
}

/** How Excel prints a long number that it should have left alone: digits are lost. */
const SCIENTIFIC = /^-?\d+(?:[.,]\d+)?E\+\d+$/i;

export function readReference(text: string): CellValue<string | null> {
  if (text === "") return { value: null };
  if (text.length > MAX_TEXT)
    return wrong(messages.valueTooLong({ length: text.length, max: MAX_TEXT }), messages.valueTooLongTodo);
  if (text.includes("E+") || text.includes("e+"))
    if (SCIENTIFIC.test(text))
      return wrong(messages.numberRewritten(shown(text)), messages.numberRewrittenTodo);
  return { value: text };
}

export function readCurrency(text: string): CellValue<string> {
  if (text.length === 3 && /^[A-Za-z]{3}$/.test(text)) return { value: text.toUpperCase() };
  return wrong(messages.unknownCurrency(shown(text)), messages.unknownCurrencyTodo);
}

export function readMoney(
  text: string,
  currency: string,
  format: Pick<ListFormat, "mark" | "mixed">,
): CellValue<Minor> {
  const { mark, mixed } = format;
  const couldBeEither = (mark === null || mixed) && /[.,]/.test(text) && markOf(text) === null;
  if (couldBeEither) return wrong(messages.amountAmbiguous(shown(text)), messages.amountAmbiguousTodo);
  const decimals = decimalsOf(currency);
  const units = readAmount(text, 0, text.length, mark ?? ".", decimals);
  if (!Number.isNaN(units)) return { value: minor(BigInt(units)) };
  return wrong(
    messages.amountUnreadable({
      found: shown(text),
      mark: mark ?? ".",
      decimals,
      maxDigits: MAX_DIGITS,
    }),
    messages.amountUnreadableTodo,
  );
}

export function noAmount(text: string): CellValue<never> {
  return wrong(messages.amountZero(shown(text)), messages.amountZeroTodo);
}

export function belowZero(text: string): CellValue<never> {
  return wrong(messages.amountNegative(shown(text)), messages.amountNegativeTodo);
}

export function openOutside(text: string): CellValue<never> {
  return wrong(messages.openAmountOutside(shown(text)), messages.openAmountOutsideTodo);
}

export const TOTAL_ROW = {
  what: messages.totalRow,
  todo: messages.totalRowTodo,
} as const satisfies Record<string, Message>;

/** A time after the day does no harm: the day is what the shop's books say. */
const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/;
/** Written with points, the day comes first. */
const POINTED_DAY = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ]\d{1,2}[:.]\d{2}.*)?$/;

export function readDay(text: string): CellValue<string | null> {
  const [, date = "", month = "", year = ""] = POINTED_DAY.exec(text) ?? [];
  const day =
    ISO_DAY.exec(text)?.[1] ??
    (year === "" ? undefined : `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`);
  if (day !== undefined && isCalendarDay(day)) return { value: day };
  return wrong(messages.dateUnreadable(shown(text)), messages.dateUnreadableTodo);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** There is no 30th of February. */
function isCalendarDay(day: string): boolean {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : DAYS[month - 1];
  return year > 0 && days !== undefined && date >= 1 && date <= days;
}

function wrong(what: Message, todo: Message): { readonly wrong: readonly [Message, Message] } {
  return { wrong: [what, todo] };
}

/** A value in a sentence; an empty one has to be seen as well. */
function shown(text: string): string {
  return text === "" ? "(–)" : `"${text.slice(0, 60).replace(/\p{Cc}/gu, "\u00b7")}"`;
}
