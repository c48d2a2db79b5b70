/** The way in which nearly every date of a report is written, checked without making anything new. */
import { readDate } from "./date.ts";

/** "2018-08-10T07:45:00Z"; a column holds many instants of the same day, so a day is looked at once. */
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
  const pair = (from: number) => {
    const tens = text.charCodeAt(from) - 48;
    const ones = text.charCodeAt(from + 1) - 48;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 99;
  };
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return false;
  return pair(at) <= 23 && pair(at + 3) <= 59 && pair(at + 6) <= 59;
}
