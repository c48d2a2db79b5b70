/** One row of a receivables file: either a receivable, or what is wrong with it, where, and what to do. */
import { RECEIVABLE_KINDS, type Receivable, type ReceivableKind } from "../books/receivables.ts";
import { decimalsOf, minor, type Minor } from "../money.ts";
import { MAX_DIGITS, readAmount } from "../report/amount.ts";
import { cell, type CsvRow } from "../report/csv.ts";
import type { Words } from "../words.ts";
import { markOf, type Column, type Sheet } from "./receivables-survey.ts";

export interface BadRow {
  /** 1-based. */
  readonly line: number;
  readonly column: string | null;
  /** The raw value, cut to 200 characters. */
  readonly found: string | null;
  readonly what: Words;
  readonly todo: Words;
}

/** Longer than any number an accounting system gives, and short enough for an index of the database. */
const MAX_TEXT = 200;

/** What a cell holds, or why not: the first thing wrong in a row is told. */
type Cell<T> = { readonly value: T } | { readonly wrong: readonly [what: Words, todo: Words] };

/**
 * Reads rows of one sheet. null: a blank row. Made once for a file, as it runs millions of times. `merchantId` is whose the
 * receivables are where the row does not say; "" when nobody does.
 */
export function rowReader(sheet: Sheet, merchantId = ""): (row: CsvRow) => Receivable | BadRow | null {
  let line = 0;
  let bad: BadRow | null = null;

  /** The value, or `none` when the row is bad already or by this cell. */
  function take<T>(column: Column, text: string, found: Cell<T>, none: T): T {
    if (bad !== null) return none;
    if ("value" in found) return found.value;
    const [what, todo] = found.wrong;
    bad = { line, column, found: text.slice(0, 200), what, todo };
    return none;
  }

  function takeReference(row: CsvRow, column: Column): string | null {
    const text = cellOf(row, column);
    return text === "" ? null : take(column, text, readReference(text), null);
  }

  function cellOf(row: CsvRow, column: Column): string {
    const place = sheet.at.get(column);
    return place === undefined ? "" : cell(row, place).trim();
  }

  return (row) => {
    if (isBlank(row)) return null;
    line = row.line;
    bad = tooManyCells(row, sheet);
    const kindText = cellOf(row, "kind");
    const kind = take("kind", kindText, readKind(kindText), "invoice");
    const numberText = cellOf(row, "number");
    const number = take("number", numberText, readNumber(numberText), "");
    const currencyText = cellOf(row, "currency");
    const currency = take("currency", currencyText, readCurrency(currencyText), "");
    const amountText = cellOf(row, "amount");
    const amount = take("amount", amountText, readGross(amountText, currency, sheet), NONE);
    const openText = cellOf(row, "open_amount");
    const open = openText === "" ? amount : null;
    const openAmount =
      open ?? take("open_amount", openText, readOpen(openText, amount, currency, sheet), NONE);
    const dateText = cellOf(row, "date");
    const receivable: Receivable = {
      row: line,
      merchantId: takeReference(row, "merchant_id") ?? merchantId,
      kind,
      number,
      orderNumber: takeReference(row, "order_number"),
      orderId: takeReference(row, "order_id"),
      captureId: takeReference(row, "capture_id"),
      refundId: takeReference(row, "refund_id"),
      currency,
      amount,
      openAmount,
      date: dateText === "" ? null : take("date", dateText, readDate(dateText), null),
      credits: takeReference(row, "credits"),
      besides: digestOf(row, sheet.unknown),
    };
    return bad ?? receivable;
  };
}

const NONE = minor(0n);

/** Most rows begin with their kind. */
function isBlank(row: CsvRow): boolean {
  for (let at = 0; at < row.count; at++) if (cell(row, at).trim() !== "") return false;
  return true;
}

/** FNV-1a, with the place of each character's cell: the same digest for the same cells. */
function digestOf(row: CsvRow, places: readonly number[]): number {
  if (places.length === 0) return 0;
  let digest = 0x811c9dc5;
  for (const place of places) {
    if (place >= row.count) continue;
    const end = row.ends[place] ?? 0;
    for (let at = row.starts[place] ?? 0; at < end; at++)
      digest = Math.imul(digest ^ row.text.charCodeAt(at), 0x01000193);
    digest = Math.imul(digest ^ (place + 0x10000), 0x01000193);
  }
  return digest;
}

/** Cells that no header names: a delimiter inside a value that should have been quoted. Empty ones do no harm. */
function tooManyCells(row: CsvRow, { width, delimiter }: Sheet): BadRow | null {
  for (let at = width; at < row.count; at++) {
    const found = cell(row, at);
    if (found.trim() === "") continue;
    return {
      line: row.line,
      column: null,
      found: found.slice(0, 200),
      what: {
        sv: `Raden har ${row.count} celler, rubrikraden har ${width}.`,
        en: `The line has ${row.count} cells, the header line has ${width}.`,
      },
      todo: {
        sv: `Sätt citattecken kring värden som innehåller ${nameOf(delimiter).sv}.`,
        en: `Put quotation marks around values that contain ${nameOf(delimiter).en}.`,
      },
    };
  }
  return null;
}

function nameOf(delimiter: string): Words {
  if (delimiter === ";") return { sv: "semikolon", en: "a semicolon" };
  if (delimiter === ",") return { sv: "komma", en: "a comma" };
  return { sv: "tabb", en: "a tab" };
}

function readKind(text: string): Cell<ReceivableKind> {
  const kind = kindOf(text) ?? kindOf(text.toLowerCase().replace(/[\s-]+/g, "_"));
  if (kind !== undefined) return { value: kind };
  const known = RECEIVABLE_KINDS.join(", ");
  return wrong(
    { sv: `${shown(text)} är inget slag av fordran.`, en: `${shown(text)} is no kind of receivable.` },
    { sv: `Skriv något av ${known}.`, en: `Write one of ${known}.` },
  );
}

function kindOf(name: string): ReceivableKind | undefined {
  return RECEIVABLE_KINDS.find((one) => one === name);
}

function readNumber(text: string): Cell<string> {
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
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d+$/i;

function readReference(text: string): Cell<string | null> {
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

function readCurrency(text: string): Cell<string> {
  if (text.length === 3 && /^[A-Za-z]{3}$/.test(text)) return { value: text.toUpperCase() };
  return wrong(
    { sv: `${shown(text)} är ingen valutakod.`, en: `${shown(text)} is no currency code.` },
    { sv: "Skriv en valutakod som SEK.", en: "Write a currency code such as SEK." },
  );
}

function readMoney(text: string, currency: string, sheet: Sheet): Cell<Minor> {
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

function readGross(text: string, currency: string, sheet: Sheet): Cell<Minor> {
  const read = readMoney(text, currency, sheet);
  if ("wrong" in read || read.value > 0n) return read;
  return wrong(
    {
      sv: `Beloppet ${shown(text)} är inte större än noll.`,
      en: `The amount ${shown(text)} is not more than zero.`,
    },
    {
      sv: "Skriv beloppet inklusive moms utan minustecken, också för kreditfakturor; utelämna rader på noll.",
      en: "Write the gross amount without a minus, for credit notes as well; leave out rows of zero.",
    },
  );
}

function readOpen(text: string, amount: Minor, currency: string, sheet: Sheet): Cell<Minor> {
  const read = readMoney(text, currency, sheet);
  if ("wrong" in read || (read.value >= 0n && read.value <= amount)) return read;
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

/** A time after the day does no harm: the day is what the shop's books say. */
const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/;

function readDate(text: string): Cell<string | null> {
  const day = ISO_DAY.exec(text)?.[1];
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

function wrong(what: Words, todo: Words): { readonly wrong: readonly [Words, Words] } {
  return { wrong: [what, todo] };
}

/** A value in a sentence; an empty one has to be seen as well. */
function shown(text: string): string {
  return text === "" ? "(–)" : `"${text.slice(0, 60).replace(/\p{Cc}/gu, "\u00b7")}"`;
}
