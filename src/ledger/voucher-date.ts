/** Which day and fiscal year a voucher belongs to (CONTRACT §6: the payout's day, unless that period is closed). */

import { fiscalYearAt, type FiscalCalendar } from "../config/fiscal-year.ts";

/** The day itself, or the first open day when its period is closed. Dates are "2024-05-02" and compare as text. */
export function openDay(date: string, closedThrough: string | undefined): { date: string; moved: boolean } {
  if (closedThrough === undefined || date > closedThrough) return { date, moved: false };
  const day = new Date(`${closedThrough}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return { date: day.toISOString().slice(0, 10), moved: true };
}

/** What a voucher of that date keeps of its fiscal year: the calendar year it begins in, and which of those it is. */
export function fiscalYearOf(
  date: string,
  calendar: FiscalCalendar,
): { readonly fiscalYear: number; readonly fiscalYearPart: number } {
  const { year, part } = fiscalYearAt(date, calendar);
  return { fiscalYear: year, fiscalYearPart: part };
}
