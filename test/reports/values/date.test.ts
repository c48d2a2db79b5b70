import { describe, expect, test } from "@jest/globals";
import { dateOrderShown, readDate } from "../../../src/reports/values/date.ts";

describe("a date", () => {
  test.each([
    ["2018-08-10T07:45:00Z", "2018-08-10T07:45:00.000Z"],
    ["2018-08-10T07:45:00.123456Z", "2018-08-10T07:45:00.123Z"],
    ["2018-08-10T07:45:00+02:00", "2018-08-10T05:45:00.000Z"],
    ["2018-08-10T07:45:00-0330", "2018-08-10T11:15:00.000Z"],
    ["2018-08-10 07:45:00", "2018-08-10T07:45:00.000Z"],
    ["2018-08-10 07:45", "2018-08-10T07:45:00.000Z"],
    ["2018-08-10", "2018-08-10T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["10.08.2018 07:45", "2018-08-10T07:45:00.000Z"],
    ["08/08/2018", "2018-08-08T00:00:00.000Z"],
  ])("%s is the instant %s", (text, instant) => {
    expect(readDate(text, null)).toBe(instant);
  });

  test("03/04/2018 is what the order says, and nothing without one", () => {
    expect(readDate("03/04/2018", "dmy")).toBe("2018-04-03T00:00:00.000Z");
    expect(readDate("03/04/2018", "mdy")).toBe("2018-03-04T00:00:00.000Z");
    expect(readDate("03/04/2018", null)).toBeNull();
  });

  test.each([
    "2023-02-29",
    "2018-13-01",
    "2018-00-10",
    "2018-08-10T24:00:00Z",
    "2018-08-10T07:60:00Z",
    "2018-08-10T07:45:60Z",
    "2018-08-10T07:45:00+15:00",
    "1018-08-10",
    "10/08/18",
    "43322.32",
    "yesterday",
  ])("%s is none", (text) => {
    expect(readDate(text, "dmy")).toBeNull();
  });

  test.each([
    ["31/03/2024", "dmy"],
    ["03/31/2024", "mdy"],
    ["03/04/2024", "either"],
    ["04/04/2024", null],
    ["31.03.2024", null],
    ["2024-03-04", null],
  ] as const)("%s shows the order %s", (text, order) => {
    expect(dateOrderShown(text)).toBe(order);
  });
});
