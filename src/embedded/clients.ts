/** Which living processes use the embedded database: one small file each, named and signed by the process. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./data-dir.ts";
import { isAlive, signature } from "./process-identity.ts";

let opened = 0;

/** Returns the file's path, for `signOff`. A process may register several times. */
export function signOn(place: Place): string {
  opened += 1;
  const file = join(place.clients, `${process.pid}-${opened}-${Math.random().toString(36).slice(2, 8)}`);
  writeFileSync(file, signature());
  return file;
}

/** Forgets the registration, and those of processes that are gone. True when nobody is left. */
export function signOff(place: Place, file: string): boolean {
  rmSync(file, { force: true });
  return livingClients(place) === 0;
}

function livingClients(place: Place): number {
  let living = 0;
  for (const name of readdirSync(place.clients)) {
    const file = join(place.clients, name);
    if (isAlive(read(file))) living += 1;
    else rmSync(file, { force: true });
  }
  return living;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
