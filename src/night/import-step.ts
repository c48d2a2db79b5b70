/** The step of a night that takes in one report file. */
import { fileById } from "../books/report-files.ts";
import { importFile } from "../intake/import-file.ts";
import type { House } from "./house.ts";

/** The run that the file belongs to. Throws what is technical; a file for a person ends in quarantine instead. */
export async function importStep(house: House, fileId: bigint, signal: AbortSignal): Promise<bigint> {
  const { home, books, clock } = house;
  await importFile(fileId, { home, books, clock, signal });
  const file = await fileById(books, fileId);
  if (!file) throw new Error(`there is no report file ${fileId}`);
  return file.runId;
}
