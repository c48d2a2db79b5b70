/**
 * What all parts of one test run share: a temp folder, known to the worker processes by an environment variable.
 * Everything in it is made when the first test asks, so that a run of pure tests pays for nothing.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeEmbedded } from "../../src/embedded/open.ts";
import { pidExists } from "../../src/embedded/process-birth.ts";

const RUN_FOLDER = "KVITT_TEST_RUN";
const NAMED = /^kvitt-test-(\d+)-/;

/** Makes the run's folder and tells the workers, which are started after this. */
export function beginRun(): void {
  const folder = mkdtempSync(join(tmpdir(), `kvitt-test-${process.pid}-`));
  chmodSync(folder, 0o711); // run by root, the database has another account, which must be able to walk here
  process.env[RUN_FOLDER] = folder;
}

export function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) throw new Error("tests are run by jest, with test/setup/global-setup.ts");
  return folder;
}

export function clusterFolder(folder: string = runFolder()): string {
  return join(folder, "pg");
}

/** Part of the names of this run's databases: on a server that is not ours, other runs may be at work. */
export function runName(): string {
  return (/([A-Za-z0-9]+)$/.exec(runFolder())?.[1] ?? "").toLowerCase();
}

/** Notes that the queue tests ran on a backend, for the line at the end of the run. */
export function noteBackend(name: string): void {
  const folder = join(runFolder(), "backends");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), "");
}

export function notedBackends(): string[] {
  try {
    return readdirSync(join(runFolder(), "backends")).sort();
  } catch {
    return [];
  }
}

/** Stops what runs in a run's folder, and removes it. */
export async function endRun(folder: string): Promise<void> {
  if (hasCluster(folder)) await removeEmbedded({ dataDir: clusterFolder(folder) });
  rmSync(folder, { recursive: true, force: true });
}

/** Ends runs that were killed before they could do so themselves. */
export async function endAbandonedRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(NAMED.exec(name)?.[1]);
    const folder = join(tmpdir(), name);
    if (pid > 0 && !pidExists(pid) && isMine(folder)) await endRun(folder);
  }
}

function hasCluster(folder: string): boolean {
  return statSync(clusterFolder(folder), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isMine(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.uid === process.getuid?.();
}
