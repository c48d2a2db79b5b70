/** The fiscal year that a SIE file states in its #RAR record, as calendar dates. */

export interface FiscalYear {
  /** "2026-07-01" */
  readonly from: string;
  /** "2027-06-30" */
  readonly to: string;
}

/** `year` is the calendar year it begins in, `firstMonth` 1-12. */
export function fiscalYear(year: number, firstMonth: number): FiscalYear {
  const first = new Date(Date.UTC(year, firstMonth - 1, 1));
  const last = new Date(Date.UTC(year + 1, firstMonth - 1, 0)); // day 0: the last of the month before
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
}

export function isWithin({ from, to }: FiscalYear, date: string): boolean {
  return from <= date && date <= to;
}
