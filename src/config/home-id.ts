/**
 * A home folder's own id, in `work/.home`: processes that share a database must share the home too, and two folders may have the
 * same path on two machines.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createFile, PRIVATE } from "../atomic-file.ts";
import type { Workspace } from "./workspace.ts";

/** Beside the folders of claims in `work`; no claim has its name. */
export const HOME_ID_FILE = ".home";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Made at the first call in a home, whole or not at all. null: it cannot be kept here, so nothing can be said of homes. */
export async function homeIdOf({ work }: Pick<Workspace, "work">): Promise<string | null> {
  const path = join(work, HOME_ID_FILE);
  const kept = await readFile(path, "utf8").catch(() => null);
  if (kept !== null) return idIn(kept);
  const id = [Buffer.from(`${randomUUID()}\n`)];
  await createFile(path, id, { mode: PRIVATE }).catch(() => null); // a full or read-only disk: there is nothing to read
  return idIn(await readFile(path, "utf8").catch(() => ""));
}

function idIn(text: string): string | null {
  const id = text.trim();
  return UUID.test(id) ? id : null;
}
