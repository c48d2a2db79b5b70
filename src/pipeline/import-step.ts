/** The step of a night that takes in one report file. */
import { importFile } from "../intake/reports/import-file.ts";
import type { House } from "../app.ts";

/** Throws what is technical; a file for a person ends in quarantine instead. */
export async function importStep(house: House, fileId: bigint, signal: AbortSignal): Promise<void> {
  const { home, books, clock } = house;
  await importFile(fileId, { home, books, clock, signal });
}
