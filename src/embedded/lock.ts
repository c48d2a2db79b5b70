/**
 * Mutual exclusion among processes that share a folder. The lock is a file that only one can create; it holds the
 * signature of its owner, so that the lock of a killed process is recognised and removed.
 */
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Clock } from "../clock.ts";
import { errnoOf } from "../errors.ts";
import { isAlive, signature } from "./process-identity.ts";

const POLL_MS = 20;
const TIMEOUT_MS = 180_000; // a start that recovers from a crash may take minutes
const UNSIGNED_MS = 5_000;

/** Runs `inside` while holding the lock file. Throws when a running process keeps it for three minutes. */
export async function withLock<T>(file: string, clock: Clock, inside: () => Promise<T>): Promise<T> {
  const deadline = clock.now().getTime() + TIMEOUT_MS;
  while (!tryLock(file)) {
    if (clock.now().getTime() > deadline)
      throw new Error(`${file} is held by process ${read(file) ?? "unknown"}`);
    await clock.sleep(POLL_MS);
  }
  try {
    return await inside();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  if (create(file)) return true;
  if (isAbandoned(file)) clearAbandoned(file);
  return false;
}

function create(file: string): boolean {
  try {
    writeFileSync(file, signature(), { flag: "wx" });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(file: string): boolean {
  const owner = read(file);
  if (owner === null) return false; // released meanwhile
  // the file is created before it is signed; only an old unsigned file is abandoned
  return owner === "" ? ageOf(file) > UNSIGNED_MS : !isAlive(owner);
}

/**
 * Removes an abandoned lock. Two processes may both find it abandoned, and the slower one must not remove the lock that the
 * faster one has taken since. So removal has a lock file of its own, and checks again first. All of it is synchronous and
 * takes microseconds, so an old file of that kind is abandoned.
 */
function clearAbandoned(file: string): void {
  const guard = `${file}.clearing`;
  if (!create(guard)) {
    if (ageOf(guard) > 2 * UNSIGNED_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    if (isAbandoned(file)) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

/** Milliseconds since the file was written, by the machine's clock, which sets the times of files. */
function ageOf(file: string): number {
  try {
    return new Date().getTime() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
