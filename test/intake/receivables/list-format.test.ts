import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { seedFromEnvironment } from "../../fuzz/random.ts";
import { readReceivables } from "../../../src/intake/receivables/read-csv.ts";
import type { Receivable } from "../../../src/books/receivables.ts";
import { readList, sinkInto } from "./read-list.ts";

const HEADER = "kind;number;order_number;currency;amount;open_amount";

/** What a list of these rows gives, whatever the order of the rows in it. */
async function meaning(rows: readonly string[]) {
  const { result, rows: read } = await readList(`${[HEADER, ...rows].join("\n")}\n`);
  const refused = result.outcome === "read" ? result.refused : result.refusals;
  return {
    read: read
      .map((one) => [one.kind, one.number, one.orderNumber, one.amount, one.openAmount].join(" "))
      .toSorted(),
    refused: refused.map(({ column, found, what }) => [column, found, what.en].join(" ")).toSorted(),
    notes: result.outcome === "read" ? result.notes.map(({ en }) => en).toSorted() : [],
  };
}

test("a list means the same in any order of its rows", async () => {
  const row = fc
    .tuple(
      fc.constantFrom("invoice", "credit_note", "order"),
      fc.constantFrom("1001", "1002.0", "1003.0", "F4", '"F""5"', 'F6"', '"F7"x', '"F\n8"'),
      fc.constantFrom("", "5001.0", "5002.0", "5003"),
      fc.constant("SEK"),
      fc.constantFrom("100", "12.50", "12,50", "1.234", "1,234", "1.234,50", "1,234.50", '="7.25"', "x"),
      fc.constantFrom("", "5", "1.234", "7,25", "7.25"),
    )
    .map((cells) => cells.join(";"));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
      expect(await meaning(rows.toReversed())).toEqual(await meaning(rows));
    }),
    { numRuns: 150, seed: seedFromEnvironment() },
  );
});

test.each([
  ["its first rows show how it is written", ["invoice;F1;;SEK;1.00;", "invoice;F2;;SEK;2.00;"], 1],
  ["no row shows it", ["invoice;F1;;SEK;1;", "invoice;F2;;SEK;2;"], 1],
  ["a later row shows what an earlier one left open", ["invoice;F1;;SEK;1.234;", "invoice;F2;;SEK;2,00;"], 2],
  ["a later number has no zero behind it", ["invoice;1001.0;;SEK;1.00;", "invoice;F2;;SEK;2.00;"], 2],
  ["a quotation mark is misplaced", ["invoice;F1;;SEK;1.00;", 'invoice;"F2"x;;SEK;2.00;'], 2],
])("a list is read no more often than it needs: %s", async (_, rows, times) => {
  const bytes = Buffer.from(`${[HEADER, ...rows].join("\n")}\n`);
  let wholeReadings = 0;
  const kept: Receivable[] = [];
  const source = async function* () {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += 20) yield bytes.subarray(at, at + 20);
    wholeReadings++;
  };
  const result = await readReceivables(source, sinkInto(kept));
  // only the reading of the header ends early
  expect({ outcome: result.outcome, wholeReadings }).toEqual({ outcome: "read", wholeReadings: times });
});
