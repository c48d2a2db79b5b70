/**
 * Finds the running server through postmaster.pid (also when the process that started it was killed), starts it and stops
 * it. Called by one process at a time (open.ts holds the lock).
 */
import {
  existsSync,
  readFileSync,
  readlinkSync,
  renameSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { Client, escapeIdentifier } from "pg";
import type { Clock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import { changeOwner } from "./account.ts";
import { readPassword, SUPERUSER, writeSettings } from "./cluster.ts";
import { program, type Binaries } from "./binaries.ts";
import type { DataDir } from "./data-dir.ts";
import { pidExists } from "./process-identity.ts";
import { noFreePort, serverRefused } from "./problems.ts";
import { run } from "./run.ts";

const START_SECONDS = 170; // recovery after a crash replays at most max_wal_size
const PORT_ATTEMPTS = 5;
const LOG_BYTES_KEPT = 1_000_000;
/** Above every real process id (they end at 2^22), so it never exists. */
const NO_PROCESS = 2_147_483_647;

/** The port of the server that runs on this data directory, or null. Waits while it is starting or stopping. */
export async function findRunning(dir: DataDir, clock: Clock): Promise<number | null> {
  const deadline = clock.now().getTime() + START_SECONDS * 1000;
  for (;;) {
    const pidFile = readPidFile(dir);
    if (pidFile === null || !pidExists(pidFile.pid)) return null; // postgres removes the file of an ended server itself
    if (!isServerOf(pidFile.pid, dir)) {
      disownPidFile(dir);
      return null;
    }
    if (pidFile.status === "ready" && pidFile.port !== null) return pidFile.port;
    if (clock.now().getTime() > deadline)
      throw new Error(`postgres ${pidFile.pid} in ${dir.data} is ${pidFile.status}`);
    await clock.sleep(50);
  }
}

/** Starts the server, and returns its port once it takes connections. */
export async function start(
  binaries: Binaries,
  dir: DataDir,
  clock: Clock,
  durable: boolean,
): Promise<number> {
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt += 1) {
    const port = await (attempt === 1 ? previousPort(dir) : freePort());
    writeSettings(dir, port, durable);
    const from = prepareLog(dir);
    const pgCtl = await run(
      program(binaries, "pg_ctl"),
      ["start", "--wait", `--timeout=${START_SECONDS}`, "--silent", "-D", dir.data, "-l", dir.serverLog],
      dir,
    );
    if (pgCtl.status === 0) return port;
    const log = readFileSync(dir.serverLog, "utf8").slice(from);
    if (/pre-existing shared memory block/.test(log))
      await clock.sleep(500); // the backends of a killed server are still ending
    else if (!/could not bind|Address already in use/i.test(log))
      throw serverRefused(dir.folder, `${log}${pgCtl.output}`);
  }
  throw noFreePort();
}

/** Fast shutdown: connections are closed, what is committed is kept. Does nothing when no server is running. */
export async function stop(binaries: Binaries, dir: DataDir): Promise<void> {
  const pidFile = readPidFile(dir);
  if (pidFile === null || !pidExists(pidFile.pid) || !isServerOf(pidFile.pid, dir)) return;
  const args = ["stop", "--wait", "--timeout=120", "--silent", "--mode=fast", "-D", dir.data];
  const pgCtl = await run(program(binaries, "pg_ctl"), args, dir);
  if (pgCtl.status !== 0 && pidExists(pidFile.pid))
    throw new Error(`postgres ${pidFile.pid} did not stop: ${pgCtl.output.trim()}`);
}

export function urlOf(dir: DataDir, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(readPassword(dir))}@127.0.0.1:${port}/${database}`;
}

/** Creates the database when it is missing. Also verifies that the server answers, and has our password. */
export async function ensureDatabase(dir: DataDir, port: number, name: string): Promise<void> {
  const client = new Client({
    connectionString: urlOf(dir, port, "postgres"),
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", () => undefined); // a lost connection is reported by the query that needed it
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`);
  } catch (error) {
    throw new Error(`the embedded database does not answer: ${messageOf(error)}`, { cause: error });
  } finally {
    await client.end();
  }
}

type PidFile = { readonly pid: number; readonly port: number | null; readonly status: string };

/** postmaster.pid: process id, data directory, start time, port, socket directory, address, memory key, status. */
function readPidFile(dir: DataDir): PidFile | null {
  const file = pidFilePath(dir);
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const port = Number(lines[3]);
  return {
    pid: Math.abs(Number(lines[0])),
    port: Number.isInteger(port) && port > 0 ? port : null,
    status: lines[7]?.trim() || "starting",
  };
}

/**
 * Whether the process is the server of this data directory (its working directory), or another that has the id now. Where
 * that cannot be seen, it is taken to be the server: two servers on one directory would be worse.
 */
function isServerOf(pid: number, dir: DataDir): boolean {
  if (process.platform === "linux") {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dir.data);
    } catch {
      return false; // it has ended, or belongs to another account: ours is always readable
    }
  }
  if (process.platform === "win32") return true;
  const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return stdout?.includes("postgres") ?? true;
}

/**
 * Writes an impossible process id into a postmaster.pid whose id now belongs to another process, for which postgres would
 * refuse to start. The file must stay: by its shared memory key postgres finds backends that outlived their server.
 */
function disownPidFile(dir: DataDir): void {
  const file = pidFilePath(dir);
  const [, ...rest] = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [String(NO_PROCESS), ...rest].join("\n"));
}

function pidFilePath(dir: DataDir): string {
  return join(dir.data, "postmaster.pid");
}

/** Rotates the log file when it has grown; one old file is kept. Returns the length so far. */
function prepareLog(dir: DataDir): number {
  if (existsSync(dir.serverLog) && statSync(dir.serverLog).size > LOG_BYTES_KEPT) {
    renameSync(dir.serverLog, `${dir.serverLog}.old`);
  }
  if (!existsSync(dir.serverLog)) {
    writeFileSync(dir.serverLog, "", { flag: "wx", mode: 0o600 });
    changeOwner(dir.serverLog, dir.account);
  }
  return statSync(dir.serverLog).size;
}

/** The previous port, if it is free, so that clients of a restarted server can reconnect. */
async function previousPort(dir: DataDir): Promise<number> {
  const settings = readFileSync(join(dir.data, "postgresql.conf"), "utf8");
  const [, port = "0"] = /^port = '(\d+)'/m.exec(settings) ?? [];
  return freePort(Number(port)).catch(() => freePort());
}

/** A port that is free now. Another program may take it before the server does; then the start is retried. */
function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () => reject(noFreePort()));
    probe.listen({ host: "127.0.0.1", port: wanted, exclusive: true }, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
