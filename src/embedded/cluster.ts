/**
 * The embedded database on disk: made once by initdb, with settings that are fast for this work and keep what is
 * committed. Everything here is called by one process at a time (open.ts holds the lock).
 */
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { errnoOf } from "../errors.ts";
import { give } from "./account.ts";
import { program, type Natives } from "./binaries.ts";
import type { Place } from "./data-dir.ts";
import { serverRefused } from "./problems.ts";
import { run } from "./run.ts";

export const SUPERUSER = "kvitt";

/**
 * Makes the cluster when there is none. Half a cluster, left by a killed initdb, never looks like a whole one; and as a
 * killed parent's initdb may still be writing, each attempt has a folder of its own.
 */
export async function ensureCluster(natives: Natives, place: Place, durable: boolean): Promise<void> {
  if (existsSync(join(place.data, "PG_VERSION"))) return;
  removeUnfinished(place);
  const attempt = randomBytes(6).toString("hex");
  const fresh = join(place.folder, `${UNFINISHED_DATA}-${attempt}`);
  const passwordFile = join(place.folder, `${UNFINISHED_PASSWORD}-${attempt}`);
  const password = randomBytes(24).toString("base64url");
  writeSecret(passwordFile, password);
  give(passwordFile, place.account); // initdb reads it as that account
  mkdirSync(fresh, { mode: 0o700 });
  give(fresh, place.account);
  const initdb = await run(program(natives, "initdb"), initdbOptions(fresh, passwordFile, durable), place);
  rmSync(passwordFile, { force: true });
  if (initdb.status !== 0) {
    removeUnfinished(place);
    throw serverRefused(place.folder, initdb.output);
  }
  rmSync(place.password, { force: true });
  writeSecret(place.password, password);
  renameSync(fresh, place.data);
  removeUnfinished(place);
}

const UNFINISHED_DATA = "data.new";
const UNFINISHED_PASSWORD = "password.new";

/** What killed attempts have left. One that an orphaned initdb still writes to may stay for now: nobody will use it. */
function removeUnfinished({ folder }: Place): void {
  const unfinished = readdirSync(folder).filter(
    (name) => name.startsWith(UNFINISHED_DATA) || name.startsWith(UNFINISHED_PASSWORD),
  );
  for (const name of unfinished) {
    try {
      rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    } catch (thrown) {
      if (errnoOf(thrown) !== "ENOTEMPTY") throw thrown;
    }
  }
}

/** Readable by its owner alone. */
export function readPassword(place: Place): string {
  return readFileSync(place.password, "utf8").trim();
}

/** What this machine, or the container we are in, may use; in bytes. */
const MEMORY = Math.min(totalmem(), process.constrainedMemory() || Infinity);

/** An eighth of the memory keeps the indexes of a few million receivables at hand and leaves the rest to the shop. */
function megabytes(bytes: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.floor(bytes / 2 ** 20)));
}

/**
 * Writes the server's settings anew for each start; what a person sets by ALTER SYSTEM still wins over them.
 * Not durable is for clusters that live as long as a test run.
 */
export function writeSettings(place: Place, port: number, durable: boolean): void {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200, // a process with every role has up to 34, and a home may have several
    shared_buffers: durable ? `${megabytes(MEMORY / 8, 128, 2048)}MB` : "128MB",
    work_mem: "64MB",
    // what a large night lays out for itself stays in memory
    temp_buffers: `${megabytes(MEMORY / 64, 8, 256)}MB`,
    maintenance_work_mem: "256MB",
    effective_cache_size: `${megabytes(MEMORY / 2, 256, 16_384)}MB`,
    dynamic_shared_memory_type: sharedMemory(),
    jit: "off", // these statements run for seconds at most, and compiling them costs more than it gives
    random_page_cost: 1.1,
    // nobody replicates from here, and loads into fresh tables need not be logged twice
    wal_level: "minimal",
    max_wal_senders: 0,
    wal_compression: durable ? "on" : "off",
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    fsync: durable ? "on" : "off",
    synchronous_commit: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
    timezone: "UTC",
    log_timezone: "UTC",
    datestyle: "ISO, YMD",
    lc_messages: "C",
    log_checkpoints: "off",
    log_line_prefix: "%m [%p] ",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  const file = join(place.data, "postgresql.conf");
  writeFileSync(`${file}.new`, ["# Written by Kvitt at each start.", ...lines, ""].join("\n"), {
    mode: 0o600,
  });
  give(`${file}.new`, place.account);
  renameSync(`${file}.new`, file);
}

function initdbOptions(folder: string, passwordFile: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // the same order and the same upper case for å, ä, ö on every machine, whatever locales it has
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
    ...(durable ? [] : ["--no-sync"]),
  ];
}

function writeSecret(file: string, secret: string): void {
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
}

/** Parallel queries need shared memory; containers often have 64 MB of it, which a large join outgrows. */
function sharedMemory(): "posix" | "mmap" | "windows" {
  if (process.platform === "win32") return "windows";
  if (process.platform !== "linux") return "posix";
  try {
    const { blocks, bsize } = statfsSync("/dev/shm");
    return blocks * bsize >= 512 * 1024 * 1024 ? "posix" : "mmap";
  } catch {
    return "mmap";
  }
}
