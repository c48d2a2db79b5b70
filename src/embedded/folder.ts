/** Creates folders that the database and its account use. */
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { noPermission } from "./problems.ts";

/**
 * As root, mode 0711: the database's account can enter it and no more. Otherwise 0700. The umask does not matter; an
 * existing folder keeps its mode.
 */
export function makeFolder(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw noPermission(folder, "it is a file");
  if (found) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}
