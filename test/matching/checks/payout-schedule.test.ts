/** A payout that does not come opens a deviation, by the configured or the learnt interval, on real PostgreSQL. */
import { freshShop } from "../fresh-shop.ts";
import { expect, test } from "@jest/globals";
import { readSettings } from "../../../src/config/read-settings.ts";
import type { Settings } from "../../../src/config/settings.ts";
import { Scenario } from "../scenario.ts";

let shop: Scenario;

freshShop((fresh) => ({ shop } = fresh));

function settings(raw: unknown): Settings {
  const read = readSettings("test", raw);
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

const WEEKLY = settings({ merchants: { K1: { payoutEveryDays: 7 } } });
const LEARNT = settings({});

/** A payout of the day, imported on the next. */
async function payoutOn(day: string, importedOn = next(day)): Promise<void> {
  await shop.payout([{ amount: 100 }], { date: day, importedAt: new Date(`${importedOn}T03:15:00Z`) });
}

async function nightOf(day: string, by: Settings): Promise<void> {
  await shop.night(by, { at: new Date(`${day}T03:15:00Z`) });
}

function next(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

test("a payout is missed the day after the interval has passed, not before", async () => {
  await payoutOn("2026-03-02");
  await nightOf("2026-03-09", WEEKLY);
  expect(await shop.details("payout_missing")).toEqual([]);
  await nightOf("2026-03-10", WEEKLY);
  expect(await shop.details("payout_missing")).toEqual(["payout_missing P1 2026-03-09 2026-03-02"]);
});

test("it has one deviation, which is closed when a payout comes in time", async () => {
  await payoutOn("2026-03-02");
  await nightOf("2026-03-10", WEEKLY);
  await nightOf("2026-03-11", WEEKLY);
  expect(await shop.details("payout_missing")).toHaveLength(1);
  await payoutOn("2026-03-09", "2026-03-12");
  await nightOf("2026-03-12", WEEKLY);
  expect(await shop.details("payout_missing")).toEqual([]);
});

test("it stays open when the next payout leaves a gap", async () => {
  await payoutOn("2026-03-02");
  await nightOf("2026-03-10", WEEKLY);
  await payoutOn("2026-03-16");
  await nightOf("2026-03-17", WEEKLY);
  expect(await shop.details("payout_missing")).toEqual(["payout_missing P1 2026-03-09 2026-03-02"]);
});

test("the interval is learnt from three earlier ones, with half an interval and a day to spare", async () => {
  for (const day of ["2026-03-02", "2026-03-04", "2026-03-06"]) await payoutOn(day);
  await nightOf("2026-03-30", LEARNT);
  expect(await shop.details("payout_missing")).toEqual([]);
  await payoutOn("2026-03-08");
  await nightOf("2026-03-12", LEARNT);
  expect(await shop.details("payout_missing")).toEqual([]);
  await nightOf("2026-03-13", LEARNT);
  expect(await shop.details("payout_missing")).toEqual(["payout_missing P4 2026-03-12 2026-03-08"]);
});

test("old reports that are imported together are history, and nothing is missed between them", async () => {
  for (const day of ["2025-01-02", "2025-06-02", "2025-07-02"]) await payoutOn(day, "2026-03-02");
  await nightOf("2026-03-02", WEEKLY);
  expect(await shop.details("payout_missing")).toEqual([]);
});
