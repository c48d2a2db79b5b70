/** What came of receivables files, as the night's mail tells it. */
import type { ReceivablesTaken } from "../intake/receivables/import-receivables.ts";
import type { DigestData } from "../mail/digest-data.ts";

/** Null: there were none. A file that was refused whole is told of among the files in quarantine. */
export function rowsOfReceivables(files: readonly ReceivablesTaken[]): DigestData["receivables"] {
  if (files.length === 0) return null;
  return {
    taken: files.reduce((sum, { inserted, updated }) => sum + inserted + updated, 0),
    refused: files.flatMap(({ file, refused }) =>
      refused.map(({ line, what }) => ({ file, line, problem: what })),
    ),
  };
}
