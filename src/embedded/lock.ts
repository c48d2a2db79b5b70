/**
 * One at a time among processes that share a folder. The lock is a file that only one can create; it holds the
 * signature of its owner, so that what a killed process left behind is recognised and taken over.
 */
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Clock } from "../clock.ts";
import { errnoOf } from "../errors.ts";
import { isAlive, signature } from "./process-identity.ts";

const POLL_MS = 20;
const PATIENCE_MS = 180_000; // a start that recovers from a crash may take minutes
const HALF_WRITTEN_MS = 5_000;

/** Runs `inside` while holding the lock file. Throws when a living process keeps it for three minutes. */
export async function withLock<T>(file: string, clock: Clock, inside: () => Promise<T>): Promise<T> {
  const giveUpAt = clock.now().getTime() + PATIENCE_MS;
  while (!tryLock(file)) {
    if (clock.now().getTime() > giveUpAt)
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
  // between creating the file and signing it lies a moment; only an old unsigned file is an accident
  return owner === "" ? ageOf(file) > HALF_WRITTEN_MS : !isAlive(owner);
}

/**
 * Removes an abandoned lock. Two processes may both find it abandoned, and the slower one must not remove the
 * lock that the faster one has taken since: so removing is itself done by one at a time, and looks again first.
 * All of it is synchronous and takes microseconds, which is why its own left-over may be judged by age.
 */
function clearAbandoned(file: string): void {
  const guard = `${file}.clearing`;
  if (!create(guard)) {
    if (ageOf(guard) > 2 * HALF_WRITTEN_MS) rmSync(guard, { force: true });
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

/** Milliseconds since the file was written, by the machine's own clock, as that is what stamps files. */
function ageOf(file: string): number {
  try {
    return new Date().getTime() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
