/** What Fortnox takes as text, and what its errors mean. */
import { describe, expect, test } from "@jest/globals";
import { faultOf } from "../../../src/connectors/fortnox/faults.ts";
import { fortnoxText } from "../../../src/connectors/fortnox/text.ts";

describe("a text", () => {
  test.each([
    ["Order 1001|r-1", "Order 1001/r-1"],
    ['Björn & "Co" <x>', "Björn & ’Co’ (x)"],
    ["It's – 100 % \u{1f600}done", "It’s – 100 % done"],
    ["a\tb\n\nc", "a b c"],
    ["[1] {2} ~3 …", "(1) (2) -3 ..."],
  ])("%j is %j", (text, taken) => {
    expect(fortnoxText(text, 100)).toBe(taken);
  });

  test("is cut", () => {
    expect(fortnoxText("abc def", 4)).toBe("abc");
  });
});

describe("an error", () => {
  test.each([
    [
      400,
      { ErrorInformation: { Error: 1, Message: "Perioden är låst", Code: 2000401 } },
      "period",
      "2000401",
    ],
    [
      400,
      { ErrorInformation: { error: 1, message: "Kontot finns inte", code: 2000423 } },
      "config",
      "2000423",
    ],
    [403, { ErrorInformation: { error: 1, message: "scope", code: 2000663 } }, "config", "2000663"],
    [401, { message: "unauthorized" }, "auth", null],
    [400, { error: "invalid_grant", error_description: "gone" }, "data", null],
    [400, { ErrorInformation: { Code: 2000359, Message: "tecken" } }, "data", "2000359"],
    [400, { ErrorInformation: { Code: 9999999, Message: "?" } }, "data", "9999999"],
    [500, null, "busy", null],
    [200, { ErrorInformation: { Code: "1000003" } }, "busy", "1000003"],
  ])("HTTP %i %j is %s", (status, body, kind, code) => {
    const fault = faultOf(status, body);
    expect([fault.kind, fault.code]).toEqual([kind, code]);
    for (const language of ["sv", "en"] as const) expect(fault.say(language)).toMatch(/Fortnox.*[.] \S/s);
  });
});
