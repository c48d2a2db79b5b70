/** Folders that the database and its account use. */
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { noPermission } from "./problems.ts";

/**
 * Walkable for the database's account, and no more than that, when we are root; for nobody else otherwise. Whatever
 * the umask is; but a folder that is there keeps the mode its owner gave it.
 */
export function makeFolder(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw noPermission(folder, "it is a file");
  if (found) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}
