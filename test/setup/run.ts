/**
 * What all parts of one test run share: a temp folder, known to the worker processes by an environment variable.
 * Everything in it is made when the first test asks, so that a run of pure tests pays for nothing.
 */
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeEmbedded } from "../../src/embedded/open.ts";
import { pidExists } from "../../src/embedded/process-identity.ts";

const RUN_FOLDER = "KVITT_TEST_RUN";
const NAMED = /^kvitt-test-(\d+)-/;

/** Linux keeps the files of this folder in memory. */
const MEMORY = "/dev/shm";
/** A run takes some 200 MB; containers often have 64 of them there. */
const ROOM = 1024 ** 3;

/**
 * Makes the run's folder and tells the workers, which are started after this. It lies in memory where that has room: a
 * run makes hundreds of databases, and files are made several times faster there than on most disks.
 */
export function beginRun(): void {
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), `kvitt-test-${process.pid}-`));
  chmodSync(folder, 0o711); // run by root, the database has another account, which must be able to walk here
  process.env[RUN_FOLDER] = folder;
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  chmodSync(temporary, 0o1777);
  process.env["TMPDIR"] = temporary;
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
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
  for (const parent of [MEMORY, tmpdir()]) {
    for (const name of namesIn(parent)) {
      const pid = Number(NAMED.exec(name)?.[1]);
      const folder = join(parent, name);
      if (pid > 0 && !pidExists(pid) && isMine(folder)) await endRun(folder);
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function hasCluster(folder: string): boolean {
  return statSync(clusterFolder(folder), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isMine(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.uid === process.getuid?.();
}
