/**
 * The versions of the matching rules. What was decided stays; an old night is replayed and explained by the rules of then
 * (CONTRACT §5).
 */
import type { Handle } from "../books/database.ts";
import { runPasses } from "./ladder.ts";
import type { Matching } from "./passes.ts";
import { runPasses as runPassesOfVersion1 } from "./version-1/ladder.ts";

/** Settles by the rules of a version what has one certain answer among the open lines of this transaction. */
export async function matchLines(trx: Handle, matching: Matching): Promise<void> {
  await (matching.rules === 1 ? runPassesOfVersion1 : runPasses)(trx, matching);
}
