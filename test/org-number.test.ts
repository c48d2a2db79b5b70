import { expect, test } from "@jest/globals";
import { hasRightCheck, readOrgNumber, type Country } from "../src/org-number.ts";

test.each<[text: string, country: Country, written: string]>([
  ["556334-3689", "SE", "556334-3689"],
  ["5563343689", "SE", "556334-3689"],
  ["165563343689", "SE", "556334-3689"],
  ["16556334-3689", "SE", "556334-3689"],
  ["SE556334368901", "SE", "556334-3689"],
  ["19811228-9874", "SE", "811228-9874"],
  ["923609016", "NO", "923609016"],
  ["NO 923 609 016 MVA", "NO", "923609016"],
  ["NO923609016MVA", "SE", "923609016"],
  ["12345678", "DK", "12345678"],
  ["DK 12 34 56 78", "DK", "12345678"],
  ["1234567-8", "FI", "1234567-8"],
  ["FI12345678", "FI", "1234567-8"],
  ["0112038\u20119", "FI", "0112038-9"],
])("%s of %s is %s", (text, country, written) => {
  expect(readOrgNumber(text, country)).toEqual({ ok: true, value: written });
});

test.each<[text: string, country: Country, said: string]>([
  ["556334-3698", "SE", "kontrollsiffran"],
  ["923609017", "NO", "kontrollsiffran"],
  ["NO 923 690 016", "SE", "kontrollsiffran"],
  ["923609016", "SE", "svenskt"],
  ["556334-3689", "NO", "norskt"],
  ["1234567", "DK", "danskt"],
  ["DE123456789", "SE", "svenskt"],
  ["", "FI", "finskt"],
])("%s of %s is refused in words: %s", (text, country, said) => {
  const read = readOrgNumber(text, country);
  expect(read.ok ? read.value : read.problem.sv).toContain(said);
});

test("a wrong check digit of Denmark or Finland can be told", () => {
  expect([hasRightCheck("12345678", "DK"), hasRightCheck("10150817", "DK")]).toEqual([false, true]);
  expect([hasRightCheck("1234567-8", "FI"), hasRightCheck("0112038-9", "FI")]).toEqual([false, true]);
});
