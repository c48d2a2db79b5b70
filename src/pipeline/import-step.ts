/** The step of a night that takes in one report file. */
import { importFile } from "../intake/reports/import-file.ts";
import type { AppContext } from "../app.ts";

/** Throws what is technical; a file for a person ends in quarantine instead. */
export async function importStep(app: AppContext, fileId: bigint, signal: AbortSignal): Promise<void> {
  const { workspace, books, clock } = app;
  await importFile(fileId, { workspace, books, clock, signal });
}
