/** What a run's letter tells of a list is kept with what the list brought: a crash right after it takes nothing away. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { receivablesIn } from "../../../src/books/digest.ts";
import { systemClock } from "../../../src/clock.ts";
import { mergeFile } from "../../../src/intake/receivables/import-receivables.ts";
import { openPlace, type Place } from "../place.ts";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.end());

const LIST = "kind;number;currency;amount\norder;A1;SEK;1.00\norder;A2;SEK;one\n";

function mergeInto(runId: bigint, name: string) {
  return mergeFile(place.books, {
    name,
    source: async function* () {
      yield await Promise.resolve(Buffer.from(LIST));
    },
    language: "en",
    at: systemClock.now(),
    runId,
  });
}

test("a list that is taken in again, since a crash came before it was put away, is told once", async () => {
  const runId = await place.run();
  expect(await receivablesIn(place.books, runId)).toBeNull();
  await mergeInto(runId, "orders.csv");
  const told = await receivablesIn(place.books, runId);
  expect(told).toMatchObject({ taken: 1, refused: [{ file: "orders.csv", line: 3 }] });
  await mergeInto(runId, "orders.csv");
  expect(await receivablesIn(place.books, runId)).toEqual(told);
});

test("several lists of one run are told together", async () => {
  const runId = await place.run();
  await mergeInto(runId, "one.csv");
  await mergeInto(runId, "other.csv");
  expect(await receivablesIn(place.books, runId)).toMatchObject({
    refused: [
      { file: "one.csv", line: 3 },
      { file: "other.csv", line: 3 },
    ],
  });
});
