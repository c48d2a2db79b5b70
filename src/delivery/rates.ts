/**
 * Exchange rates, from the settings and from a CSV file `date;currency;rate`. A rate is the price of one unit of the foreign
 * currency in the book currency, kept as the decimal text that was given.
 */
import { messages } from "./messages.ts";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Settings } from "../config/settings.ts";
import { errnoOf, refuse, type Parsed } from "../errors.ts";
import { readRatesFile, type Rate } from "./rates-file.ts";

/** Every known rate, oldest first within a currency. */
export type Rates = ReadonlyMap<string, readonly Rate[]>;

/** The latest rate at or before the date, or null: a later day's rate is never used for an earlier one. */
export function rateOn(rates: Rates, currency: string, date: string): Rate | null {
  return rates.get(currency)?.findLast((rate) => rate.date <= date) ?? null;
}

/** The rates of the settings and of the rates file; where both have a day, the settings win. `home` is the home folder. */
export async function loadRates(settings: Settings, home: string): Promise<Parsed<Rates>> {
  const file = settings.ratesFile;
  if (file === undefined) return rateTable(settings.rates, []);
  let text: string;
  try {
    text = await readFile(resolve(home, file), "utf8");
  } catch (thrown) {
    if (errnoOf(thrown) !== "ENOENT") throw thrown;
    return refuse(messages.ratesFileMissing(file));
  }
  const read = readRatesFile(file, text);
  return read.ok ? rateTable(settings.rates, read.value) : read;
}

/** Refuses a rate of zero, by which every amount would be zero. */
export function rateTable(settings: Settings["rates"], file: readonly Rate[]): Parsed<Rates> {
  const days = new Map<string, Map<string, string>>();
  const put = ({ currency, date, rate }: Rate) =>
    days.set(currency, (days.get(currency) ?? new Map<string, string>()).set(date, rate));
  file.forEach(put);
  for (const [currency, byDate] of Object.entries(settings)) {
    for (const [date, rate] of Object.entries(byDate)) put({ currency, date, rate });
  }
  const rates = new Map<string, readonly Rate[]>();
  for (const [currency, byDate] of days) {
    const sorted = [...byDate].map(([date, rate]) => ({ currency, date, rate }));
    sorted.sort((a, b) => (a.date < b.date ? -1 : 1));
    const zero = sorted.find(({ rate }) => !/[1-9]/.test(rate));
    if (zero) return refuse(messages.rateIsZero({ currency, date: zero.date, rate: zero.rate }));
    rates.set(currency, sorted);
  }
  return { ok: true, value: rates };
}
