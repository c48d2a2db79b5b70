import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { dayAfter, fiscalYearAt, fiscalYearName, type FiscalCalendar } from "../../src/config/fiscal-year.ts";

function shown(date: string, calendar: FiscalCalendar): string {
  const { from, to, year, part } = fiscalYearAt(date, calendar);
  return `${fiscalYearName(year, part)}: ${from} ${to}`;
}

test("years have twelve months from the first month of the settings", () => {
  expect(shown("2026-03-10", { fiscalYearStart: 1, fiscalYears: [] })).toBe("2026: 2026-01-01 2026-12-31");
  expect(shown("2026-03-10", { fiscalYearStart: 7, fiscalYears: [] })).toBe("2025: 2025-07-01 2026-06-30");
  expect(shown("2026-07-01", { fiscalYearStart: 7, fiscalYears: [] })).toBe("2026: 2026-07-01 2027-06-30");
});

describe("a first year of fifteen months", () => {
  const calendar = { fiscalYearStart: 1, fiscalYears: [{ from: "2025-10-01", to: "2026-12-31" }] };
  test.each([
    ["2025-10-01", "2025: 2025-10-01 2026-12-31"],
    ["2026-12-31", "2025: 2025-10-01 2026-12-31"],
    ["2027-01-01", "2027: 2027-01-01 2027-12-31"],
    ["2025-09-30", "2024: 2024-10-01 2025-09-30"],
  ])("%s is in %s", (date, year) => expect(shown(date, calendar)).toBe(year));
});

describe("a short year when the year is changed", () => {
  const calendar = { fiscalYearStart: 1, fiscalYears: [{ from: "2026-01-01", to: "2026-04-30" }] };
  test.each([
    ["2025-12-31", "2025: 2025-01-01 2025-12-31"],
    ["2026-04-30", "2026: 2026-01-01 2026-04-30"],
    ["2026-05-01", "2026b: 2026-05-01 2027-04-30"],
    ["2027-05-01", "2027: 2027-05-01 2028-04-30"],
  ])("%s is in %s", (date, year) => expect(shown(date, calendar)).toBe(year));
});

test("every day is in one year, and each year begins the day after the one before it", () => {
  const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => dayAfter("1990-01-01", days));
  const anyCalendar = fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      anyDay,
      fc.array(fc.integer({ min: 1, max: 540 }), { maxLength: 4 }),
    )
    .map(([fiscalYearStart, first, lengths]) => {
      let from = first;
      const fiscalYears = lengths.map((days) => {
        const year = { from, to: dayAfter(from, days - 1) };
        from = dayAfter(year.to, 1);
        return year;
      });
      return { fiscalYearStart, fiscalYears };
    });
  fc.assert(
    fc.property(anyDay, anyCalendar, (day, calendar) => {
      const year = fiscalYearAt(day, calendar);
      const before = fiscalYearAt(dayAfter(year.from, -1), calendar);
      expect(year.from <= day && day <= year.to).toBe(true);
      expect(before.to).toBe(dayAfter(year.from, -1));
      expect(fiscalYearName(before.year, before.part)).not.toBe(fiscalYearName(year.year, year.part));
      expect(fiscalYearAt(year.to, calendar)).toEqual(year);
    }),
  );
});
