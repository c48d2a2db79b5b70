/** The cells of a receivables file, one by one: what each holds, or why not. The first thing wrong in a row is told. */
import { messages } from "./messages.ts";
import type { ReceivableKind } from "../../books/receivables.ts";
import { decimalsOf, minor, type Minor } from "../../money.ts";
import { MAX_DIGITS, readAmount } from "../../reports/values/amount.ts";
import type { Message } from "../../message.ts";
import { kindOf } from "./kinds.ts";
import { markOf, type Sheet } from "./sniff.ts";

/** What a cell holds, or why not. */
export type Cell<T> = { readonly value: T } | { readonly wrong: readonly [what: Message, todo: Message] };

/** Longer than any number an accounting system gives, and short enough for an index of the database. */
const MAX_TEXT = 200;

export function readKind(text: string): Cell<ReceivableKind> {
  const kind = kindOf(text);
  if (kind !== null) return { value: kind };
  return wrong(messages.noKindReceivable(shown(text)), messages.writeInvoiceCreditNoteOrder);
}

export function readNumber(text: string): Cell<string> {
  if (text !== "") {
    const found = readReference(text);
    return "value" in found ? { value: text } : found;
  }
  return wrong(messages.numberMissing, messages.giveNumberInvoiceCreditNote);
}

/** How Excel prints a long number that it should have left alone: digits are lost. */
const SCIENTIFIC = /^-?\d+(?:[.,]\d+)?E\+\d+$/i;

export function readReference(text: string): Cell<string | null> {
  if (text === "") return { value: null };
  if (text.length > MAX_TEXT)
    return wrong(
      messages.valueCharactersLongerThanNo({ length: text.length, maxText: MAX_TEXT }),
      messages.checkRightFieldExported,
    );
  if (text.includes("E+") || text.includes("e+"))
    if (SCIENTIFIC.test(text))
      return wrong(
        messages.excelRewrittenNumberDigitsLost(shown(text)),
        messages.exportFileAgainWithoutOpening,
      );
  return { value: text };
}

export function readCurrency(text: string): Cell<string> {
  if (text.length === 3 && /^[A-Za-z]{3}$/.test(text)) return { value: text.toUpperCase() };
  return wrong(messages.noCurrencyCode(shown(text)), messages.writeCurrencyCodeSuchSek);
}

export function readMoney(text: string, currency: string, sheet: Sheet): Cell<Minor> {
  const { mark, mixed } = sheet;
  const couldBeEither = (mark === null || mixed) && /[.,]/.test(text) && markOf(text) === null;
  if (couldBeEither)
    return wrong(messages.canMeanTwoDifferentAmounts(shown(text)), messages.writeAllAmountsFileTwo);
  const decimals = decimalsOf(currency);
  const units = readAmount(text, 0, text.length, mark ?? ".", decimals);
  if (!Number.isNaN(units)) return { value: minor(BigInt(units)) };
  return wrong(
    messages.noAmountDecimalMarkMost({
      text: shown(text),
      mark: mark ?? ".",
      decimals,
      maxDigits: MAX_DIGITS,
    }),
    messages.writeAmountSameWayWhole,
  );
}

export function noAmount(text: string): Cell<never> {
  return wrong(messages.amountZero(shown(text)), messages.writeGrossAmountLeaveOut);
}

export function belowZero(text: string): Cell<never> {
  return wrong(messages.amountLessThanZeroRow(shown(text)), messages.writeCreditNoteColumnKind);
}

export function openOutside(text: string): Cell<never> {
  return wrong(messages.openAmountBetweenZeroWhole(shown(text)), messages.giveStillPaidLeaveOpen);
}

export const TOTAL_ROW = {
  what: messages.totalRow,
  todo: messages.totalRowTodo,
} as const satisfies Record<string, Message>;

/** A time after the day does no harm: the day is what the shop's books say. */
const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/;
/** Written with points, the day comes first. */
const POINTED_DAY = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ]\d{1,2}[:.]\d{2}.*)?$/;

export function readDate(text: string): Cell<string | null> {
  const [, date = "", month = "", year = ""] = POINTED_DAY.exec(text) ?? [];
  const day =
    ISO_DAY.exec(text)?.[1] ??
    (year === "" ? undefined : `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`);
  if (day !== undefined && isCalendarDay(day)) return { value: day };
  return wrong(messages.noDate(shown(text)), messages.writeDates);
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
