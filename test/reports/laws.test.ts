import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { csvAndJson, jsonMutant, mutant, roundTrip } from "../fuzz/cases.ts";
import { seedFromEnvironment } from "../fuzz/random.ts";

/** KVITT_SEED repeats a run; the failing case is printed by fast-check with its number. */
const seed = seedFromEnvironment();

async function holds(one: (seed: number) => Promise<string | null>, numRuns: number): Promise<void> {
  process.stdout.write(`KVITT_SEED=${seed}\n`);
  // A number names a case: there is no smaller one, and none may come twice.
  const number = fc.noBias(fc.integer({ min: 0, max: 2 ** 32 - 1 }));
  await fc.assert(
    fc.asyncProperty(number, async (at) => {
      expect(await one(at)).toBeNull();
    }),
    { seed, numRuns, endOnFailure: true },
  );
}

describe("for any payout", () => {
  // the long run (`npm run fuzz`) has a million, its short form in CI twenty thousand
  test("a report in any dialect and layout reads back exactly", () => holds(roundTrip, 800), 120_000);

  test("CSV and the Settlements API's JSON are the same payout", () => holds(csvAndJson, 300), 60_000);

  test("a damaged report is refused by name or still is the same money", () => holds(mutant, 700), 60_000);

  test("damaged JSON is refused by name or still is the same money", () => holds(jsonMutant, 300), 60_000);
});
