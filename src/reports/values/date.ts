/**
 * Dates and times as reports print them, as UTC instants in ISO 8601. Klarna's and Kustom's timestamps are UTC, so one
 * without a zone is taken as UTC, and a date alone as its midnight.
 */

export type DateOrder = "dmy" | "mdy";

/**
 * The instant ("2018-08-10T07:45:00.000Z"), or null when the text is not a date. `order` decides "03/04/2018"; without it
 * such a date is null unless both readings are the same day. Dots ("10.08.2018") always put the day first.
 */
export function readDate(text: string, order: DateOrder | null): string | null {
  const iso = ISO.exec(text);
  if (iso) {
    const [, year = "", month = "", day = "", time = "", zone = ""] = iso;
    return instant(Number(year), Number(month), Number(day), time, zone);
  }
  const parts = YEAR_LAST.exec(text);
  if (!parts) return null;
  const [, one = "", mark = "", two = "", year = "", time = ""] = parts;
  const first = Number(one);
  const second = Number(two);
  if (mark === "." || order === "dmy" || first === second)
    return instant(Number(year), second, first, time, "");
  return order === "mdy" ? instant(Number(year), first, second, time, "") : null;
}

/** The order of day and month that a date shows: none, one of them, or "either". */
export function dateOrderShown(text: string): DateOrder | "either" | null {
  const parts = YEAR_LAST.exec(text);
  if (!parts || parts[2] === ".") return null;
  const first = Number(parts[1]);
  const second = Number(parts[3]);
  if (first > 12 && second <= 12) return "dmy";
  if (second > 12 && first <= 12) return "mdy";
  return first === second ? null : "either";
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|z|UTC|[+-]\d{2}:?\d{2})?)?$/;
const YEAR_LAST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T ,]+(\d{1,2}:\d{2}(?::\d{2})?))?$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function instant(year: number, month: number, day: number, time: string, zone: string): string | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
  // Klarna was founded in 2005; a year far off is a damaged cell and would only sort wrongly.
  if (year < 2000 || year > 2999 || day < 1 || day > days) return null;
  const [hour = 0, minute = 0, seconds = 0] = time === "" ? [] : time.split(":").map(Number);
  if (hour > 23 || minute > 59 || seconds >= 60) return null;
  const at = Date.UTC(year, month - 1, day, hour, minute) + Math.floor(seconds * 1000);
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!offset) return new Date(at).toISOString();
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  if (minutes > 14 * 60) return null;
  return new Date(at - (offset[1] === "-" ? -minutes : minutes) * 60_000).toISOString();
}
