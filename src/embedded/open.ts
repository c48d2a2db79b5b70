/**
 * The embedded PostgreSQL, so that `npm ci` is all a machine needs. All processes that open the same folder share one
 * server: the first starts it, or attaches to one that a killed process left running, and the last one stops it.
 */
import { rmSync } from "node:fs";
import { systemClock, type Clock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import { silentLog, type Log } from "../log.ts";
import { unregisterClient, registerClient } from "./clients.ts";
import { ensureCluster } from "./cluster.ts";
import { withLock } from "./lock.ts";
import { readyBinaries, type Binaries } from "./binaries.ts";
import { openDataDir, type DataDir } from "./data-dir.ts";
import { toUserError } from "./problems.ts";
import { ensureDatabase, findRunning, start, stop, urlOf } from "./postmaster.ts";

const DATABASE = "kvitt";

export interface EmbeddedOptions {
  /** The home folder's `pg/`. */
  readonly dataDir: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** false: faster, and lost in a crash of the machine. For test runs. */
  readonly durable?: boolean;
}

export interface Embedded {
  /** postgres://... with user, password and database; on 127.0.0.1 only. */
  readonly url: string;
  /** Unregisters this process; the last one stops the server. Never throws; calling it again does nothing. */
  close(): Promise<void>;
}

/** Throws UserError when this machine, disk or user cannot run one, Error when the server fails. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, clock = systemClock, log = silentLog, durable = true } = options;
  try {
    const dir = openDataDir(dataDir);
    return await withLock(dir.lock, clock, async () => {
      const binaries = readyBinaries(dir.account, dir.copies);
      await ensureCluster(binaries, dir, durable);
      const running = await findRunning(dir, clock);
      const port = running ?? (await start(binaries, dir, clock, durable));
      log.debug({ port, folder: dir.folder, attached: running !== null }, "embedded PostgreSQL is running");
      await ensureDatabase(dir, port, DATABASE);
      const registration = registerClient(dir);
      return {
        url: urlOf(dir, port, DATABASE),
        close: once(() => leave(dir, binaries, registration, clock, log)),
      };
    });
  } catch (error) {
    throw toUserError(error, dataDir);
  }
}

/** Stops the server of a folder, even if it is in use, and deletes its database. For the end of a test run. */
export async function removeEmbedded({ dataDir, clock = systemClock }: EmbeddedOptions): Promise<void> {
  const dir = openDataDir(dataDir);
  await withLock(dir.lock, clock, () => stop(readyBinaries(dir.account, dir.copies), dir));
  rmSync(dir.folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

async function leave(
  dir: DataDir,
  binaries: Binaries,
  registration: string,
  clock: Clock,
  log: Log,
): Promise<void> {
  try {
    await withLock(dir.lock, clock, async () => {
      if (unregisterClient(dir, registration)) await stop(binaries, dir);
    });
  } catch (error) {
    log.warn({ error: messageOf(error), folder: dir.folder }, "embedded PostgreSQL was left running");
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}
