/** The outcome of a run's receivables lists, as the digest shows it. */
import type { ReceivablesTaken } from "../intake/receivables/import-receivables.ts";
import type { ReceivablesOutcome } from "../books/digest.ts";

/** Null: there were none. A list that was refused whole is among the quarantined files instead. */
export function receivablesOutcome(files: readonly ReceivablesTaken[]): ReceivablesOutcome | null {
  if (files.length === 0) return null;
  return {
    taken: files.reduce((sum, { inserted, updated }) => sum + inserted + updated, 0),
    refused: files.flatMap(({ file, refused }) =>
      refused.map(({ line, what }) => ({ file, line, problem: what })),
    ),
  };
}
