/** Letters as `.eml` files in a folder, which every mail program opens: where they go when there is no SMTP server. */
import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createFile, PRIVATE } from "../atomic-file.ts";
import { emlName } from "./letter.ts";

/**
 * Writes the file whole or not at all. One that is there already is this same letter, sent before: it is left as it
 * is. Returns the file's name. Throws what the disk says (full, no permission).
 */
export async function keepAsFile(folder: string, messageId: string, content: Buffer): Promise<string> {
  const name = emlName(messageId);
  await mkdir(folder, { recursive: true });
  const created = await createFile(join(folder, name), [content], { mode: PRIVATE });
  if (created.kind === "unsure") throw created.cause;
  return name;
}

/** Throws when no file can be made in the folder. */
export async function checkFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK | constants.X_OK);
}
