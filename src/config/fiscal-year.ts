/**
 * Fiscal years: twelve months each, except those that the settings list because they are longer or shorter (a first year of
 * up to eighteen months, a change of year; Bokföringslagen chapter 3). Dates are "2026-03-10" and compare as text. Pure.
 */

export interface FiscalCalendar {
  /** First month of the fiscal year, 1-12; where years are listed, those decide. */
  readonly fiscalYearStart: number;
  /** Without gaps, the earliest first. */
  readonly fiscalYears: readonly { readonly from: string; readonly to: string }[];
}

export interface FiscalYear {
  /** "2026-07-01" */
  readonly from: string;
  /** "2027-06-30" */
  readonly to: string;
  /** The calendar year it begins in. */
  readonly year: number;
  /** 0; 1 for the second fiscal year that begins in the same calendar year, and so on. */
  readonly part: number;
}

/** The fiscal year that a date belongs to. Before and after the listed years, years have twelve months from their edges. */
export function fiscalYearAt(date: string, calendar: FiscalCalendar): FiscalYear {
  const { from, to } = spanAt(date, calendar);
  const year = Number(from.slice(0, 4));
  const before = from.slice(0, 4) === spanAt(dayAfter(from, -1), calendar).from.slice(0, 4);
  const part = before ? fiscalYearAt(dayAfter(from, -1), calendar).part + 1 : 0;
  return { from, to, year, part };
}

/** "2026", or "2026b" for the second fiscal year that begins in 2026: with series and number it identifies a voucher. */
export function fiscalYearName(year: number, part = 0): string {
  return part === 0 ? String(year) : `${year}${String.fromCharCode("a".charCodeAt(0) + part)}`;
}

function spanAt(
  date: string,
  { fiscalYearStart, fiscalYears }: FiscalCalendar,
): { from: string; to: string } {
  const listed = fiscalYears.find(({ from, to }) => from <= date && date <= to);
  if (listed) return listed;
  const [first, last] = [fiscalYears[0], fiscalYears.at(-1)];
  const edge =
    first === undefined || last === undefined
      ? `${date.slice(0, 4)}-${String(fiscalYearStart).padStart(2, "0")}-01`
      : date < first.from
        ? first.from
        : dayAfter(last.to, 1);
  for (let years = Number(date.slice(0, 4)) - Number(edge.slice(0, 4)) - 1; ; years += 1) {
    const from = monthsAfter(edge, 12 * years);
    const next = monthsAfter(edge, 12 * (years + 1));
    if (from <= date && date < next) return { from, to: dayAfter(next, -1) };
  }
}

export function dayAfter(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** The same day some months later, or the last day of a month that has no such day. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}
