import { expect, test } from "@jest/globals";
import {
  ageText,
  atTime,
  dayAndMonth,
  dayAndTime,
  daysSince,
  monthAndYear,
  wholeDate,
} from "../../src/format/days.ts";

test("dates have the months and weekdays of their language", () => {
  expect(dayAndMonth("2026-05-02", "sv")).toBe("2 maj");
  expect(wholeDate("2026-05-02", "sv")).toBe("lördag 2 maj 2026");
  expect(wholeDate("2026-12-31", "en")).toBe("Thursday 31 December 2026");
  expect(monthAndYear("2026-05", "en")).toBe("May 2026");
});

test("an instant is shown where the company is, also when it is another day there", () => {
  const instant = new Date("2026-05-01T23:17:00Z");
  expect(dayAndTime(instant, "Europe/Stockholm", "sv")).toBe("2 maj kl. 01.17");
  expect(dayAndTime(instant, "Europe/Stockholm", "en")).toBe("2 May at 01:17");
  expect(atTime("03:15:00", "sv")).toBe("kl. 03.15");
  expect(atTime("03:15", "en")).toBe("at 03:15");
});

test("an age is whole days, and never below zero", () => {
  const now = new Date("2026-05-02T01:15:00Z");
  expect(daysSince("2026-05-01T01:15:00Z", now)).toBe(1);
  expect(daysSince(new Date("2026-05-01T01:15:01Z"), now)).toBe(0);
  expect(daysSince("2026-05-02T01:15:02Z", now)).toBe(0);
  expect([0, 1, 12].map((days) => ageText(days, "sv"))).toEqual(["i dag", "1 dag", "12 dagar"]);
  expect([0, 1, 12].map((days) => ageText(days, "en"))).toEqual(["today", "1 day", "12 days"]);
});
