/** Which running processes use the embedded database: a small file for each, signed by the process. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DataDir } from "./data-dir.ts";
import { isAlive, signature } from "./process-identity.ts";

let opened = 0;

/** Returns the file's path, for `unregisterClient`. A process may register several times. */
export function registerClient(dir: DataDir): string {
  opened += 1;
  const file = join(dir.clients, `${process.pid}-${opened}-${Math.random().toString(36).slice(2, 8)}`);
  writeFileSync(file, signature());
  return file;
}

/** Removes the registration, and those of ended processes. True when none is left. */
export function unregisterClient(dir: DataDir, file: string): boolean {
  rmSync(file, { force: true });
  return countClients(dir) === 0;
}

function countClients(dir: DataDir): number {
  let running = 0;
  for (const name of readdirSync(dir.clients)) {
    const file = join(dir.clients, name);
    if (isAlive(read(file))) running += 1;
    else rmSync(file, { force: true });
  }
  return running;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
