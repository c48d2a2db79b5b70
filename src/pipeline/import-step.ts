/** The step of a run that imports one report file. */
import { importFile } from "../intake/reports/import-file.ts";
import type { AppContext } from "../app.ts";

/** Throws technical errors. A file that cannot be imported is quarantined, which is no error. */
export async function importStep(app: AppContext, fileId: bigint, signal: AbortSignal): Promise<void> {
  const { workspace, books, clock } = app;
  await importFile(fileId, { workspace, books, clock, signal });
}
