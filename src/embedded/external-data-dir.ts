/**
 * The database of a home that only root can walk to. It lies under /var/lib/kvitt/, and a text file in the home's
 * `pg/` says where; that file is what ties the two together.
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

/** Durable, made by root, writable by root alone: unlike /tmp, nobody can put something there before us. */
export const STATE = "/var/lib/kvitt";
export const POINTER = "WHERE-IS-THE-DATABASE.txt";
/** In the folder elsewhere: the home it belongs to. */
const BACK = "home";

/** Makes a folder for the home, and the pointer to it. Of two processes that do so at once, both get one and the same. */
export function createExternal(home: string): string {
  if (mkdirSync(STATE, { recursive: true }) !== undefined) chmodSync(STATE, 0o755);
  checkOwnedByRoot(STATE);
  const folder = makeFirstFree(createHash("sha256").update(home).digest("hex").slice(0, 24));
  writeFileSync(join(folder, BACK), home);
  if (writePointer(home, folder)) return folder;
  rmSync(folder, { recursive: true });
  return followPointer(home) ?? createExternal(home);
}

/**
 * The folder that the pointer names, or null when there is no pointer. A home that was moved takes its pointer along
 * and keeps its database; one that was copied does not get to share it.
 */
export function followPointer(home: string): string | null {
  const pointer = join(home, POINTER);
  if (!existsSync(pointer)) return null;
  const [folder = ""] = readFileSync(pointer, "utf8").split("\n");
  // only ever a folder of ours: root must not be led astray by a file that somebody else may have written
  if (!folder.startsWith(STATE + sep) || !/^[0-9a-f]{24}-\d+$/.test(folder.slice(STATE.length + 1))) {
    throw databaseIsGone(folder, pointer);
  }
  if (process.getuid?.() !== 0) throw noPermission(folder, "it belongs to root");
  if (!existsSync(folder)) throw databaseIsGone(folder, pointer);
  checkOwnedByRoot(STATE);
  checkOwnedByRoot(folder);
  const original = readFileSync(join(folder, BACK), "utf8").trim();
  if (original !== home) {
    if (existsSync(join(original, POINTER))) throw homeIsACopy(pointer, original);
    writeFileSync(join(folder, BACK), home);
  }
  return folder;
}

/** A home that was deleted leaves its database behind, and a new one in the same place does not inherit it. */
function makeFirstFree(name: string): string {
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

/** False when there is one. Written aside and linked into place, so that nobody reads half of it. */
function writePointer(home: string, folder: string): boolean {
  const fresh = join(home, `${POINTER}.${process.pid}`);
  const text = [
    folder,
    "",
    "The database of this home lies in the folder above. Kvitt runs as root here, PostgreSQL refuses to, and the",
    "account it runs as cannot walk to this folder. Back up both folders together, and keep this file.",
    "",
  ];
  writeFileSync(fresh, text.join("\n"));
  try {
    linkSync(fresh, join(home, POINTER));
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
