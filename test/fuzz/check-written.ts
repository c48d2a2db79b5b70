/** Reads a written report and says in what it differs from what was written. */
import { isDeepStrictEqual } from "node:util";
import { readReport } from "../../src/reports/read.ts";
import type { ByteSource, ReadResult, SettlementLine } from "../../src/reports/report.ts";
import type { Random } from "./random.ts";
import type { WrittenReport } from "./write-report.ts";

export interface Read {
  readonly result: ReadResult;
  /** Lines by payout, in the order of their rows. */
  readonly lines: readonly (readonly SettlementLine[])[];
}

/** In pieces of any size: where the pieces end must never matter. */
export function inPieces(bytes: Uint8Array, chance: Random): ByteSource {
  const size = chance.chance(0.05)
    ? 1 + chance.below(20)
    : chance.pick([bytes.length + 1, bytes.length + 1, 64, 500]);
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
}

export async function readAll(source: ByteSource, options: WrittenReport["options"]): Promise<Read> {
  const lines: SettlementLine[][] = [];
  const result = await readReport(source, options, (index, batch) => {
    (lines[index] ??= []).push(...batch);
  });
  for (const of of lines) of?.sort((a, b) => a.row - b.row);
  return { result, lines };
}

/** Null when everything was read back exactly. */
export function difference(written: WrittenReport, { result, lines }: Read): string | null {
  if (result.outcome === "refused")
    return `refused: ${result.refusals.map(({ reason, line, what }) => `${reason} at ${line}: ${what.en}`).join("; ")}`;
  if (result.payouts.length !== written.expected.length)
    return `${result.payouts.length} payouts instead of ${written.expected.length}`;
  for (const [index, { payout, lines: expectedLines }] of written.expected.entries()) {
    const found = result.payouts[index];
    const fields = Object.keys(payout) as (keyof typeof payout)[]; // Object.keys forgets the keys' type
    for (const field of fields) {
      if (!isDeepStrictEqual(payout[field], found?.[field]))
        return `payout ${index} ${field}: expected ${show(payout[field])}, read ${show(found?.[field])}`;
    }
    const read = lines[index] ?? [];
    if (read.length !== expectedLines.length)
      return `payout ${index}: ${read.length} lines instead of ${expectedLines.length}`;
    for (const [at, expected] of expectedLines.entries()) {
      if (!isDeepStrictEqual(expected, read[at]))
        return `payout ${index} line ${at}: expected ${show(expected)}, read ${show(read[at])}`;
    }
  }
  return null;
}

/** Keys in order, bigints as text: two values are the same when this is. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === "bigint") return `${inner}n`;
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
