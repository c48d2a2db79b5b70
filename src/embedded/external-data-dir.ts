/**
 * The database of a home folder that only root can enter. It is kept under /var/lib/kvitt/, and a text file in the home's
 * `pg/`, the pointer, names the folder.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, sep } from "node:path";
import { errnoOf } from "../errors.ts";
import { databaseIsGone, homeIsACopy, noPermission } from "./problems.ts";

/** Persistent and writable by root alone: unlike in /tmp, nobody can create the folder before us. */
export const STATE = "/var/lib/kvitt";
export const POINTER = "WHERE-IS-THE-DATABASE.txt";
/** In the external folder: the path of the `pg/` that it belongs to. */
const BACK_POINTER = "home";

/** Creates a folder for the home, and the pointer to it. Two processes that do so at once get the same one. */
export function createExternal(pgFolder: string): string {
  if (mkdirSync(STATE, { recursive: true }) !== undefined) chmodSync(STATE, 0o755);
  checkOwnedByRoot(STATE);
  const folder = createFirstFree(createHash("sha256").update(pgFolder).digest("hex").slice(0, 24));
  writeFileSync(join(folder, BACK_POINTER), pgFolder);
  if (writePointer(pgFolder, folder)) return folder;
  rmSync(folder, { recursive: true });
  return followPointer(pgFolder) ?? createExternal(pgFolder);
}

/**
 * The folder that the pointer names, or null when there is no pointer. A home that was moved takes its pointer along and
 * keeps its database; a copied one is refused, as two homes must not share a database.
 */
export function followPointer(pgFolder: string): string | null {
  const pointer = join(pgFolder, POINTER);
  if (!existsSync(pointer)) return null;
  const [folder = ""] = readFileSync(pointer, "utf8").split("\n");
  // only a folder of ours: somebody else may have written the file, and root must not follow it anywhere
  if (!folder.startsWith(STATE + sep) || !/^[0-9a-f]{24}-\d+$/.test(folder.slice(STATE.length + 1))) {
    throw databaseIsGone(folder, pointer);
  }
  if (process.getuid?.() !== 0) throw noPermission(folder, "it belongs to root");
  if (!existsSync(folder)) throw databaseIsGone(folder, pointer);
  checkOwnedByRoot(STATE);
  checkOwnedByRoot(folder);
  const original = readFileSync(join(folder, BACK_POINTER), "utf8").trim();
  if (original !== pgFolder) {
    if (existsSync(join(original, POINTER))) throw homeIsACopy(pointer, original);
    writeFileSync(join(folder, BACK_POINTER), pgFolder);
  }
  return folder;
}

/** A deleted home leaves its database behind; a new one at the same path does not inherit it, hence the number. */
function createFirstFree(name: string): string {
  for (let number = 1; ; number += 1) {
    const folder = join(STATE, `${name}-${number}`);
    try {
      mkdirSync(folder);
      chmodSync(folder, 0o711);
      return folder;
    } catch (error) {
      if (errnoOf(error) !== "EEXIST") throw error;
    }
  }
}

/** False when there is one already. Written to a temporary file and linked into place, so that nobody reads half of it. */
function writePointer(pgFolder: string, folder: string): boolean {
  const fresh = join(pgFolder, `${POINTER}.${process.pid}`);
  const text = [
    folder,
    "",
    "The database of this home folder is in the folder above. Kvitt runs as root here, PostgreSQL refuses to, and the",
    "account it runs as cannot enter this folder. Back up both folders together, and keep this file.",
    "",
  ];
  writeFileSync(fresh, text.join("\n"));
  try {
    linkSync(fresh, join(pgFolder, POINTER));
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(fresh);
  }
}

function checkOwnedByRoot(folder: string): void {
  const { uid, mode } = lstatSync(folder);
  if (uid !== 0 || (mode & 0o022) !== 0) throw noPermission(folder, "it is not root's alone");
}
