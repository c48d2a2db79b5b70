/** Fast check for the usual form of dates in reports, without creating any string. */
import { readDate } from "./date.ts";

/** "2018-08-10T07:45:00Z"; a column has many instants of the same day, so a day is checked once. */
export function isoInstants(): (text: string, start: number, length: number) => boolean {
  let day = "";
  return (text, start, length) => {
    if (length !== 20 || text.charCodeAt(start + 19) !== 90) return false;
    if (day === "" || !text.startsWith(day, start)) {
      const begun = text.slice(start, start + 11);
      if (readDate(`${begun}00:00:00Z`, null) === null || !begun.endsWith("T")) return false;
      day = begun;
    }
    return isTime(text, start + 11);
  };
}

/** "07:45:00" at this place. */
function isTime(text: string, at: number): boolean {
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return false;
  return digits(text, at) <= 23 && digits(text, at + 3) <= 59 && digits(text, at + 6) <= 59;
}

/** The number of two digits at this place, or 99. */
function digits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 99;
}
