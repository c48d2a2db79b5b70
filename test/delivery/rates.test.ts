import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { readRatesFile } from "../../src/delivery/rates-file.ts";
import { loadRates, rateOn, rateTable } from "../../src/delivery/rates.ts";

const EURO = { currency: "EUR", date: "2026-01-02", rate: "11.4523" };

describe("a rates file", () => {
  test.each([
    "date;currency;rate\n2026-01-02;EUR;11.4523\n",
    "date;currency;rate\r\n2026-01-02;eur;11,4523\r\n\r\n",
    "\ufeffDate,Currency,Rate\n2026-01-02,EUR,11.4523",
    '"rate"\t"date"\t"currency"\t"source"\n"11,4523"\t"2026-01-02"\t"EUR"\t"Riksbanken"',
    "date;currency;rate\n2026-01-02;EUR;11.4523\n2026-01-02;EUR;11.4523\n",
    'date,currency,rate,source\r2026-01-02, "EUR" ,11.4523,"Riksbanken, ""mitt"""\r',
    "date;currency;rate\n\n  \n 2026-01-02 ;EUR; 11.4523\n",
  ])("%j is read", (text) => {
    expect(readRatesFile("kurser.csv", text)).toEqual({ ok: true, value: [EURO] });
  });

  test("with a bad row is refused, with every bad row's line and words", () => {
    const read = readRatesFile(
      "kurser.csv",
      [
        "date;currency;rate",
        "2026-01-02;EUR;11.4523",
        "2026-02-30;EUR;11.5",
        "2026-03-02;euro;11.5",
        "2026-03-02;EUR;elva",
        "2026-03-02;EUR",
        "2026-01-02;EUR;11.5",
        "2026-03-02;EUR;-1",
      ].join("\n"),
    );
    expect(!read.ok && read.problem.en.split("\n")).toEqual([
      'kurser.csv, line 3: "2026-02-30" is not a date such as 2026-01-31.',
      'kurser.csv, line 4: "EURO" is not a currency such as EUR.',
      'kurser.csv, line 5: "elva" is not a rate such as 11.4523.',
      'kurser.csv, line 6: "" is not a rate such as 11.4523.',
      "kurser.csv, line 7: EUR on 2026-01-02 is 11.5 here and 11.4523 further up.",
      'kurser.csv, line 8: "-1" is not a rate such as 11.4523.',
    ]);
  });

  test.each([
    ["never closed", 'date;currency;rate\n\n"2026-01-02;EUR;11.4523\n2026-01-03;EUR;11.5\n', 3],
    ["misplaced", 'date;currency;rate\n\n2026-01-02;"EUR"x;11.4523\n', 3],
  ])("with a quotation mark that is %s is refused, with the line", (_, text, line) => {
    const read = readRatesFile("k.csv", text);
    expect(!read.ok && read.problem.en).toBe(
      `k.csv, line ${line}: a quotation mark is misplaced or never closed.`,
    );
  });

  test("whose decimal commas are also its delimiters is refused, not misread", () => {
    const read = readRatesFile("k.csv", "date,currency,rate\n2026-01-02,EUR,11,4523\n");
    expect(!read.ok && read.problem.en).toContain("line 2: the row has more cells than the header");
  });

  test("without a header is refused, with the columns it lacks", () => {
    const read = readRatesFile("k.csv", "2026-01-02;EUR;11.4523\n");
    expect(!read.ok && read.problem.sv).toContain("saknar date, currency, rate");
  });
});

describe("known rates", () => {
  test("are those of the settings and the file, and the settings decide a day that both know", () => {
    const read = rateTable({ EUR: { "2026-01-03": "12" } }, [EURO, { ...EURO, date: "2026-01-03" }]);
    const rates = read.ok ? read.value : new Map();
    expect(rateOn(rates, "EUR", "2026-01-01")).toBeNull();
    expect(rateOn(rates, "EUR", "2026-01-02")?.rate).toBe("11.4523");
    expect(rateOn(rates, "EUR", "2026-12-31")?.rate).toBe("12");
    expect(rateOn(rates, "NOK", "2026-12-31")).toBeNull();
  });

  test("never hold a rate of zero", () => {
    const read = rateTable({ EUR: { "2026-01-03": "0.000" } }, []);
    expect(!read.ok && read.problem.en).toContain("The rate of EUR on 2026-01-03 is 0.000");
  });

  test("come from a file in the home folder, and a missing one is told", async () => {
    const home = await mkdtemp(join(tmpdir(), "kvitt-rates-"));
    const settings = { ...DEFAULT_SETTINGS, ratesFile: "kurser.csv" };
    const missing = await loadRates(settings, home);
    expect(!missing.ok && missing.problem.sv).toContain("Kursfilen kurser.csv finns inte");
    await writeFile(join(home, "kurser.csv"), "date;currency;rate\n2026-01-02;EUR;11,4523\n");
    const read = await loadRates(settings, home);
    expect(read.ok && rateOn(read.value, "EUR", "2026-01-02")).toEqual(EURO);
    await rm(home, { recursive: true });
  });
});
