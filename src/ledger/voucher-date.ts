/** Which day and fiscal year a voucher belongs to (CONTRACT §6: the payout's day, unless that period is closed). */

import { fiscalYearAt, type FiscalCalendar } from "../config/fiscal-year.ts";

/** The day itself, or the first open day when its period is closed. Dates ("2024-05-02") compare as text. */
export function openDay(date: string, closedThrough: string | undefined): { date: string; moved: boolean } {
  if (closedThrough === undefined || date > closedThrough) return { date, moved: false };
  const day = new Date(`${closedThrough}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return { date: day.toISOString().slice(0, 10), moved: true };
}

/** The fiscal year of a date: the calendar year in which it begins, and 1 for the second that begins in that year. */
export function fiscalYearOf(
  date: string,
  calendar: FiscalCalendar,
): { readonly fiscalYear: number; readonly fiscalYearPart: number } {
  const { year, part } = fiscalYearAt(date, calendar);
  return { fiscalYear: year, fiscalYearPart: part };
}
