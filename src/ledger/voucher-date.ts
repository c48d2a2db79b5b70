/** Which day and fiscal year a voucher belongs to (CONTRACT §6: the payout's day, unless that period is closed). */

/** The day itself, or the first open day when its period is closed. Dates are "2024-05-02" and compare as text. */
export function openDay(date: string, closedThrough: string | undefined): { date: string; moved: boolean } {
  if (closedThrough === undefined || date > closedThrough) return { date, moved: false };
  const day = new Date(`${closedThrough}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return { date: day.toISOString().slice(0, 10), moved: true };
}

/** The calendar year in which the fiscal year of a date begins; `firstMonth` is 1-12. */
export function fiscalYearOf(date: string, firstMonth: number): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) < firstMonth ? year - 1 : year;
}
