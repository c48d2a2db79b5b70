/**
 * Two readings of CONTRACT §5 decide the same for every line: Kvitt's, set-based and in SQL, and the plain one, in loops
 * over lists. `KVITT_CASES=100000 KVITT_SEED=x npm test -- test/matching/second-reading` asks about more. A case on
 * which they disagree is made as small as it gets; which of the two is wrong, a person must see.
 */
import { expect, test } from "@jest/globals";
import { has } from "../simulate/features.ts";
import { drawCase, type TinyCase } from "./tiny-case.ts";
import { answersOf } from "./tiny-plain.ts";
import { disagreements, shrunk } from "./tiny-shrink.ts";

const CASES = Number(process.env["KVITT_CASES"] ?? 400);
const SEED = process.env["KVITT_SEED"] ?? "kvitt";
/** So many cases at a time share a database. */
const AT_ONCE = 2_000;
/** A disagreement is made small within it too. */
const MINUTES = 5 * 60_000 * Math.max(1, Math.ceil(CASES / AT_ONCE));

test(
  `the plain reading of the rules decides the same for every line of ${CASES} tiny cases (seed ${SEED})`,
  async () => {
    for (let from = 0; from < CASES; from += AT_ONCE) {
      const count = Math.min(AT_ONCE, CASES - from);
      const cases = Array.from({ length: count }, (_, at) => asked(drawCase(`${SEED} ${from + at}`)));
      const wrong = await disagreements(cases);
      const [first] = wrong;
      if (first) expect(`${wrong.length} of ${count} cases: ${await shrunk(first)}`).toBe("");
    }
    expect(CASES).toBeGreaterThan(0);
  },
  MINUTES,
);

test("the cases meet every rung, every answer and every doubt", () => {
  const seen = new Set<string>();
  for (let at = 0; at < 2_000; at++) {
    for (const answer of answersOf(asked(drawCase(`${SEED} ${at}`))).flat(2)) {
      for (const [word] of answer.matchAll(
        /settles@\d|pays_back@\d|\b[a-z]+_[a-z_]+\b(?!@)|uncertain|ambiguous|overpaid/g,
      ))
        seen.add(word);
    }
  }
  const told =
    "no_receivable no_credit_note uncertain ambiguous partly_paid overpaid already_settled currency_differs " +
    "settles@1 settles@2 settles@3 settles@4 pays_back@2 pays_back@3 pays_back@4";
  expect([...seen]).toEqual(expect.arrayContaining(told.split(" ")));
});

/** Without the settings of references, where those are left out. */
function asked(one: TinyCase): TinyCase {
  return has("references") ? one : { ...one, settings: [0, 0] };
}
