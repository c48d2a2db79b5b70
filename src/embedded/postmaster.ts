/**
 * The running server: found again through postmaster.pid (also when the process that started it was killed),
 * started, and stopped. Called by one process at a time (open.ts holds the lock).
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
import { give } from "./account.ts";
import { readPassword, SUPERUSER, writeSettings } from "./cluster.ts";
import { program, type Natives } from "./binaries.ts";
import type { Place } from "./data-dir.ts";
import { pidExists } from "./process-identity.ts";
import { noFreePort, serverRefused } from "./problems.ts";
import { run } from "./run.ts";

const START_SECONDS = 170; // recovery after a crash replays at most max_wal_size
const PORT_ATTEMPTS = 5;
const LOG_BYTES_KEPT = 1_000_000;
/** Above every real process id (they end at 2^22), so it is never alive. */
const NO_PROCESS = 2_147_483_647;

/** The port of the server that runs on this data directory, or null. Waits while it is starting or stopping. */
export async function findRunning(place: Place, clock: Clock): Promise<number | null> {
  const giveUpAt = clock.now().getTime() + START_SECONDS * 1000;
  for (;;) {
    const note = readNote(place);
    if (note === null || !pidExists(note.pid)) return null; // postgres itself clears the note of a dead one
    if (!isOurs(note.pid, place)) {
      disown(place);
      return null;
    }
    if (note.status === "ready" && note.port !== null) return note.port;
    if (clock.now().getTime() > giveUpAt)
      throw new Error(`postgres ${note.pid} in ${place.data} is ${note.status}`);
    await clock.sleep(50);
  }
}

/** Starts the server, and returns its port once it takes connections. */
export async function start(natives: Natives, place: Place, clock: Clock, durable: boolean): Promise<number> {
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt += 1) {
    const port = await (attempt === 1 ? usualPort(place) : freePort());
    writeSettings(place, port, durable);
    const from = beginLog(place);
    const pgCtl = await run(
      program(natives, "pg_ctl"),
      ["start", "--wait", `--timeout=${START_SECONDS}`, "--silent", "-D", place.data, "-l", place.serverLog],
      place,
    );
    if (pgCtl.status === 0) return port;
    const said = readFileSync(place.serverLog, "utf8").slice(from);
    if (/pre-existing shared memory block/.test(said))
      await clock.sleep(500); // children of a killed server go away
    else if (!/could not bind|Address already in use/i.test(said))
      throw serverRefused(place.folder, `${said}${pgCtl.output}`);
  }
  throw noFreePort();
}

/** Fast shutdown: connections are ended, what is committed is written. Nothing to do when none runs. */
export async function stop(natives: Natives, place: Place): Promise<void> {
  const note = readNote(place);
  if (note === null || !pidExists(note.pid) || !isOurs(note.pid, place)) return;
  const args = ["stop", "--wait", "--timeout=120", "--silent", "--mode=fast", "-D", place.data];
  const pgCtl = await run(program(natives, "pg_ctl"), args, place);
  if (pgCtl.status !== 0 && pidExists(note.pid))
    throw new Error(`postgres ${note.pid} did not stop: ${pgCtl.output.trim()}`);
}

export function urlOf(place: Place, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(readPassword(place))}@127.0.0.1:${port}/${database}`;
}

/** Makes the database when it is missing, and so proves that the server answers, and is ours. */
export async function ensureDatabase(place: Place, port: number, name: string): Promise<void> {
  const client = new Client({
    connectionString: urlOf(place, port, "postgres"),
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

type Note = { readonly pid: number; readonly port: number | null; readonly status: string };

/** postmaster.pid: process id, data directory, start time, port, socket directory, address, memory key, status. */
function readNote(place: Place): Note | null {
  const file = noteFile(place);
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
 * Whether the process is the server of this data directory (postgres works in it), or one that has got the id
 * since. Where we cannot see, it is taken to be the server: two servers on one directory would be worse.
 */
function isOurs(pid: number, place: Place): boolean {
  if (process.platform === "linux") {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(place.data);
    } catch {
      return false; // it has ended, or it is a stranger's: ours we may always look at
    }
  }
  if (process.platform === "win32") return true;
  const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return stdout?.includes("postgres") ?? true;
}

/**
 * Puts an impossible process id into a note whose id now belongs to a stranger, for which postgres would refuse to
 * start. The note itself must stay: its memory key is how postgres finds backends that outlived their server.
 */
function disown(place: Place): void {
  const file = noteFile(place);
  const [, ...rest] = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [String(NO_PROCESS), ...rest].join("\n"));
}

function noteFile(place: Place): string {
  return join(place.data, "postmaster.pid");
}

/** Starts a new log file when the old one has grown; the old one is kept once. Returns the length so far. */
function beginLog(place: Place): number {
  if (existsSync(place.serverLog) && statSync(place.serverLog).size > LOG_BYTES_KEPT) {
    renameSync(place.serverLog, `${place.serverLog}.old`);
  }
  if (!existsSync(place.serverLog)) {
    writeFileSync(place.serverLog, "", { flag: "wx", mode: 0o600 });
    give(place.serverLog, place.account);
  }
  return statSync(place.serverLog).size;
}

/** The port of last time, if it is free: whoever lost the server finds it again when it is back. */
async function usualPort(place: Place): Promise<number> {
  const settings = readFileSync(join(place.data, "postgresql.conf"), "utf8");
  const [, port = "0"] = /^port = '(\d+)'/m.exec(settings) ?? [];
  return freePort(Number(port)).catch(() => freePort());
}

/** A port that is free now. Somebody may take it before the server does; then the start is tried again. */
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
