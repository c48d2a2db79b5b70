/**
 * The versions of the matching rules. What was decided stays: a run is replayed and explained by the version that it used
 * (CONTRACT §5).
 */
import type { Handle } from "../books/database.ts";
import { runPasses } from "./ladder.ts";
import type { Matching } from "./passes.ts";
import { runPasses as runPassesOfVersion1 } from "./version-1/ladder.ts";

/** Matches the lines of `open_line` by a version of the rules, and writes their allocations. */
export async function matchLines(trx: Handle, matching: Matching): Promise<void> {
  await (matching.rules === 1 ? runPassesOfVersion1 : runPasses)(trx, matching);
}
