/**
 * The ladder of CONTRACT §5, version 2: four rungs, strongest first. Sales go before returns, since a return may pay back what
 * a sale of the same run brings in. The first rung with a candidate that nothing contradicts decides a line, so a line with a
 * result is left out of later rungs.
 */
import { change, type Handle } from "../books/database.ts";
import { createContradictedTable, createPairs } from "./candidates.ts";
import { createCreditedTable } from "./credited.ts";
import {
  createMatchResultTable,
  firstLines,
  keepUndecided,
  lookUpAllocations,
  withoutNestedLoops,
  writeAllocations,
  type Matching,
} from "./passes.ts";
import { contestedStatement, ROUND, uniqueMatches } from "./rules.ts";
import { rungsFor, type LineKind, type Rung } from "./rungs.ts";
import { shareReferences } from "./order-reference.ts";
import { decideRest } from "./uncertain.ts";

/** Incremented when a rule changes what is settled. Old runs are explained and replayed by the version that they used. */
export const RULES_VERSION = 2;

/** Matches the lines of `open_line` that have one certain answer, and writes their allocations. */
export async function runPasses(trx: Handle, matching: Matching): Promise<void> {
  await createMatchResultTable(trx);
  await createContradictedTable(trx);
  await shareReferences(trx);
  for (const kind of ["SALE", "RETURN"] as const) {
    const withCredited = kind === "RETURN" && (await createCreditedTable(trx));
    let lines: string | null = await firstLines(trx, kind);
    for (const rung of rungsFor(kind)) {
      if (lines !== null) lines = await runPass(trx, rung, { kind, lines, withCredited });
    }
    if (lines !== null) await decideRest(trx, lines, withCredited);
  }
  await writeAllocations(trx, matching);
}

interface Pass {
  readonly kind: LineKind;
  /** Table expression: the lines that no stronger rung has decided. */
  readonly lines: string;
  readonly withCredited: boolean;
}

/** Returns the table of the lines that this rung does not decide either; null when none is left. */
async function runPass(trx: Handle, rung: Rung, { kind, lines, withCredited }: Pass): Promise<string | null> {
  const pairs = await createPairs(trx, rung, kind, { lines, withCredited });
  if (pairs === 0) return lines;
  await decideAll(trx, pairs, rung, withCredited);
  const left = await keepUndecided(trx, "remaining_line", lines);
  return left > 0 ? "remaining_line" : null;
}

async function decideAll(trx: Handle, pairs: number, rung: Rung, withCredited: boolean): Promise<void> {
  const bindings = { rung: rung.number };
  await change(trx, "analyze candidate_pair");
  const uniques = uniqueMatches((await lookUpAllocations(trx, pairs)) ? "looked up" : "in one pass");
  const unique = await withoutNestedLoops(trx, pairs, () => change(trx, uniques, bindings));
  if (unique === pairs) return;
  let waiting = await keepUndecided(trx, "candidate_pair", "candidate_pair");
  if (waiting === 0) return;
  await change(trx, "drop table if exists contested");
  await change(trx, contestedStatement("candidate_pair", withCredited));
  await change(trx, "analyze contested");
  for (let round = 1; waiting > 0; round += 1) {
    if (round === 2)
      await change(trx, "create index if not exists by_receivable on match_result (receivable_id)");
    if ((await withoutNestedLoops(trx, waiting, () => change(trx, ROUND, bindings))) === 0) return;
    waiting = await keepUndecided(trx, "contested", "contested");
  }
}
