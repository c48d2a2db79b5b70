/**
 * The embedded database on disk: created once by initdb, with durable settings that suit this workload. Called by one
 * process at a time (open.ts holds the lock).
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
import { changeOwner } from "./account.ts";
import { program, type Binaries } from "./binaries.ts";
import type { DataDir } from "./data-dir.ts";
import { serverRefused } from "./problems.ts";
import { run } from "./run.ts";

export const SUPERUSER = "kvitt";

/**
 * Creates the cluster when there is none. It is renamed into place, so what a killed initdb left never looks complete; and
 * as the initdb of a killed process may still be writing, each attempt has a folder of its own.
 */
export async function ensureCluster(binaries: Binaries, dir: DataDir, durable: boolean): Promise<void> {
  if (existsSync(join(dir.data, "PG_VERSION"))) return;
  removeUnfinished(dir);
  const attempt = randomBytes(6).toString("hex");
  const fresh = join(dir.folder, `${UNFINISHED_DATA}-${attempt}`);
  const passwordFile = join(dir.folder, `${UNFINISHED_PASSWORD}-${attempt}`);
  const password = randomBytes(24).toString("base64url");
  writeSecret(passwordFile, password);
  changeOwner(passwordFile, dir.account); // initdb reads it as that account
  mkdirSync(fresh, { mode: 0o700 });
  changeOwner(fresh, dir.account);
  const initdb = await run(program(binaries, "initdb"), initdbOptions(fresh, passwordFile, durable), dir);
  rmSync(passwordFile, { force: true });
  if (initdb.status !== 0) {
    removeUnfinished(dir);
    throw serverRefused(dir.folder, initdb.output);
  }
  rmSync(dir.password, { force: true });
  writeSecret(dir.password, password);
  renameSync(fresh, dir.data);
  removeUnfinished(dir);
}

const UNFINISHED_DATA = "data.new";
const UNFINISHED_PASSWORD = "password.new";

/** Removes what killed attempts left. A folder that an orphaned initdb still writes to may stay: nobody will use it. */
function removeUnfinished({ folder }: DataDir): void {
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
export function readPassword(dir: DataDir): string {
  return readFileSync(dir.password, "utf8").trim();
}

/** What this machine, or the container we are in, may use; in bytes. */
const MEMORY = Math.min(totalmem(), process.constrainedMemory() || Infinity);

/** An eighth of the memory keeps the indexes of a few million receivables at hand and leaves the rest to the shop. */
function megabytes(bytes: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.floor(bytes / 2 ** 20)));
}

/**
 * Writes the server's settings at each start; ALTER SYSTEM overrides them. `durable` is false for clusters of a test run.
 */
export function writeSettings(dir: DataDir, port: number, durable: boolean): void {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200, // a process with every role has up to 34, and several may share the database
    shared_buffers: durable ? `${megabytes(MEMORY / 8, 128, 2048)}MB` : "128MB",
    work_mem: "64MB",
    // the temporary tables of a large run stay in memory
    temp_buffers: `${megabytes(MEMORY / 64, 8, 256)}MB`,
    maintenance_work_mem: "256MB",
    effective_cache_size: `${megabytes(MEMORY / 2, 256, 16_384)}MB`,
    dynamic_shared_memory_type: sharedMemory(),
    jit: "off", // statements run for seconds at most, and compiling them costs more than it saves
    random_page_cost: 1.1,
    // there is no replication, and loads into new tables need no WAL
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
  const file = join(dir.data, "postgresql.conf");
  writeFileSync(`${file}.new`, ["# Written by Kvitt at each start.", ...lines, ""].join("\n"), {
    mode: 0o600,
  });
  changeOwner(`${file}.new`, dir.account);
  renameSync(`${file}.new`, file);
}

function initdbOptions(folder: string, passwordFile: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // the same sort order and upper case of å, ä, ö on every machine, whatever locales it has
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
