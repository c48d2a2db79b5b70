/** The cells of a receivables file, one by one: what each holds, or why not. The first thing wrong in a row is told. */
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
  return wrong(
    { sv: `${shown(text)} är inget slag av fordran.`, en: `${shown(text)} is no kind of receivable.` },
    {
      sv: "Skriv faktura, kreditfaktura eller order (invoice, credit_note, order).",
      en: "Write invoice, credit_note or order (faktura, kreditfaktura, order).",
    },
  );
}

export function readNumber(text: string): Cell<string> {
  if (text !== "") {
    const found = readReference(text);
    return "value" in found ? { value: text } : found;
  }
  return wrong(
    { sv: "Numret saknas.", en: "The number is missing." },
    {
      sv: "Ange fakturans, kreditfakturans eller orderns nummer.",
      en: "Give the number of the invoice, credit note or order.",
    },
  );
}

/** How Excel prints a long number that it should have left alone: digits are lost. */
const SCIENTIFIC = /^-?\d+(?:[.,]\d+)?E\+\d+$/i;

export function readReference(text: string): Cell<string | null> {
  if (text === "") return { value: null };
  if (text.length > MAX_TEXT)
    return wrong(
      {
        sv: `Värdet har ${text.length} tecken; längre än ${MAX_TEXT} är inget nummer.`,
        en: `The value has ${text.length} characters; longer than ${MAX_TEXT} is no number.`,
      },
      { sv: "Kontrollera att rätt fält exporteras.", en: "Check that the right field is exported." },
    );
  if (text.includes("E+") || text.includes("e+"))
    if (SCIENTIFIC.test(text))
      return wrong(
        {
          sv: `${shown(text)}: Excel har gjort om numret, och siffror har gått förlorade.`,
          en: `${shown(text)}: Excel has rewritten the number, and digits are lost.`,
        },
        {
          sv: "Exportera filen igen utan att öppna och spara den i Excel.",
          en: "Export the file again without opening and saving it in Excel.",
        },
      );
  return { value: text };
}

export function readCurrency(text: string): Cell<string> {
  if (text.length === 3 && /^[A-Za-z]{3}$/.test(text)) return { value: text.toUpperCase() };
  return wrong(
    { sv: `${shown(text)} är ingen valutakod.`, en: `${shown(text)} is no currency code.` },
    { sv: "Skriv en valutakod som SEK.", en: "Write a currency code such as SEK." },
  );
}

export function readMoney(text: string, currency: string, sheet: Sheet): Cell<Minor> {
  const { mark, mixed } = sheet;
  const couldBeEither = (mark === null || mixed) && /[.,]/.test(text) && markOf(text) === null;
  if (couldBeEither)
    return wrong(
      {
        sv: `${shown(text)} kan betyda två olika belopp, och filen visar inte säkert om decimaltecknet är punkt eller komma.`,
        en: `${shown(text)} can mean two different amounts, and the file does not show for certain whether the decimal mark is a point or a comma.`,
      },
      {
        sv: "Skriv alla belopp i filen med två decimaler.",
        en: "Write all amounts in the file with two decimals.",
      },
    );
  const decimals = decimalsOf(currency);
  const units = readAmount(text, 0, text.length, mark ?? ".", decimals);
  if (!Number.isNaN(units)) return { value: minor(BigInt(units)) };
  return wrong(
    {
      sv: `${shown(text)} är inget belopp med decimaltecknet ${mark ?? "."} och högst ${decimals} decimaler (eller har fler än ${MAX_DIGITS} siffror).`,
      en: `${shown(text)} is no amount with the decimal mark ${mark ?? "."} and at most ${decimals} decimals (or has more than ${MAX_DIGITS} digits).`,
    },
    {
      sv: "Skriv beloppet som 1193.75 eller 1193,75, på samma sätt i hela filen.",
      en: "Write the amount as 1193.75 or 1193,75, the same way in the whole file.",
    },
  );
}

export function noAmount(text: string): Cell<never> {
  return wrong(
    { sv: `Beloppet ${shown(text)} är noll.`, en: `The amount ${shown(text)} is zero.` },
    {
      sv: "Skriv beloppet inklusive moms; utelämna rader på noll.",
      en: "Write the gross amount; leave out rows of zero.",
    },
  );
}

export function belowZero(text: string): Cell<never> {
  return wrong(
    {
      sv: `Beloppet ${shown(text)} är mindre än noll, och raden är ingen kreditfaktura.`,
      en: `The amount ${shown(text)} is less than zero, and the row is no credit note.`,
    },
    {
      sv: "Skriv kreditfaktura i kolumnen kind. Är alla negativa rader i exporten kreditfakturor: sätt negative: credit_note i dess rubrikkarta (receivables.headers i kvitt.config.yaml).",
      en: "Write credit_note in the column kind. If all negative rows of the export are credit notes, set negative: credit_note in its header map (receivables.headers in kvitt.config.yaml).",
    },
  );
}

export function openOutside(text: string): Cell<never> {
  return wrong(
    {
      sv: `Det öppna beloppet ${shown(text)} ligger inte mellan noll och hela beloppet.`,
      en: `The open amount ${shown(text)} is not between zero and the whole amount.`,
    },
    {
      sv: "Ange vad som återstår att betala, eller lämna open_amount tomt när inget är betalt.",
      en: "Give what is still to be paid, or leave open_amount empty when nothing has been paid.",
    },
  );
}

export const TOTAL_ROW = {
  what: {
    sv: "Raden är en summarad, ingen faktura, kreditfaktura eller order.",
    en: "The row is a total, no invoice, credit note or order.",
  },
  todo: {
    sv: "Ta bort summaraden ur listan. De andra raderna läses in ändå.",
    en: "Remove the total from the list. The other rows are taken in all the same.",
  },
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
  return wrong(
    { sv: `${shown(text)} är inget datum.`, en: `${shown(text)} is no date.` },
    { sv: "Skriv datum som 2026-01-31.", en: "Write dates as 2026-01-31." },
  );
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
