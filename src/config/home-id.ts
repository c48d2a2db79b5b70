/**
 * A home folder's own id, in `work/.home`: processes that share a database must share the home too, and two folders may have the
 * same path on two machines.
 */
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf } from "../errors.ts";
import type { Workspace } from "./workspace.ts";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Made at the first call in a home. null: it cannot be kept here, so nothing can be said of homes. */
export async function homeIdOf({ work }: Pick<Workspace, "work">): Promise<string | null> {
  const path = join(work, ".home");
  try {
    await writeFile(path, `${randomUUID()}\n`, { flag: "wx", mode: 0o640 });
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") return null;
  }
  const found = (await readFile(path, "utf8").catch(() => "")).trim();
  return UUID.test(found) ? found : null;
}
