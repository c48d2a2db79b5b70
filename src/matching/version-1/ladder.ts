/**
 * Version 1 of the ladder, kept unchanged to replay and explain what it decided. It takes every receivable that agrees, and
 * does not check whether another key of the receivable contradicts the line.
 */
import type { Handle } from "../../books/database.ts";
import { createMatchResultTable, firstLines, writeAllocations, type Matching } from "../passes.ts";
import { runPass, markUnmatched, type LineKind, type Rung } from "./rung.ts";

/** The rungs in order. A rung of references is followed by a pass without leading zeros. */
export function rungsFor(kind: LineKind): readonly Rung[] {
  const capture: Rung = {
    number: 1,
    withoutLeadingZeros: false,
    agreements: [
      ...(kind === "RETURN" ? [{ line: "refund_key", receivable: "refund_key" } as const] : []),
      { line: "capture_key", receivable: "capture_key" },
      { line: "own_key", receivable: "number_key" },
    ],
  };
  const order: Rung = {
    number: 2,
    withoutLeadingZeros: false,
    agreements: [{ line: "order_key", receivable: "order_id_key" }],
  };
  const reference = (number: 3 | 4, line: "reference1_key" | "reference2_key"): Rung => ({
    number,
    withoutLeadingZeros: false,
    agreements: [
      { line, receivable: "number_key" },
      { line, receivable: "order_number_key" },
    ],
  });
  const withoutZeros = (rung: Rung): Rung => ({
    ...rung,
    withoutLeadingZeros: true,
    agreements: rung.agreements.filter(({ receivable }) => receivable.includes("number")),
  });
  const first = reference(3, "reference1_key");
  const second = reference(4, "reference2_key");
  return [capture, withoutZeros(capture), order, first, withoutZeros(first), second, withoutZeros(second)];
}

/** Matches the lines of `open_line` by version 1 of the rules, and writes their allocations. */
export async function runPasses(trx: Handle, matching: Matching): Promise<void> {
  await createMatchResultTable(trx);
  for (const kind of ["SALE", "RETURN"] as const) {
    let lines: string | null = await firstLines(trx, kind);
    for (const rung of rungsFor(kind)) {
      if (lines !== null) lines = await runPass(trx, rung, kind, lines);
    }
    if (lines !== null) await markUnmatched(trx, lines);
  }
  await writeAllocations(trx, matching);
}
