/**
 * The embedded PostgreSQL: so that `npm ci` is all a machine needs. Every process that opens the same folder
 * shares one server; the first one in starts it, or attaches to one that an earlier, killed process left running,
 * and the last one out stops it.
 */
import { rmSync } from "node:fs";
import { systemClock, type Clock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import { silentLog, type Log } from "../log.ts";
import { signOff, signOn } from "./clients.ts";
import { ensureCluster } from "./cluster.ts";
import { withLock } from "./lock.ts";
import { readyNatives, type Natives } from "./binaries.ts";
import { placeFor, type Place } from "./data-dir.ts";
import { explain } from "./problems.ts";
import { ensureDatabase, findRunning, start, stop, urlOf } from "./postmaster.ts";

const DATABASE = "kvitt";

export interface EmbeddedOptions {
  /** The home's `pg/` folder. */
  readonly dataDir: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** false: faster, and lost with the machine. For clusters that live as long as a test run. */
  readonly durable?: boolean;
}

export interface Embedded {
  /** postgres://... with user, password and database; on 127.0.0.1 only. */
  readonly url: string;
  /** Signs this process off; the last one stops the server. Never throws; calling it again does nothing. */
  close(): Promise<void>;
}

/** Throws NeedsPerson when this machine, disk or user cannot have one, else Error when the server fails. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, clock = systemClock, log = silentLog, durable = true } = options;
  try {
    const place = placeFor(dataDir);
    return await withLock(place.lock, clock, async () => {
      const natives = readyNatives(place.account, place.copies);
      await ensureCluster(natives, place, durable);
      const running = await findRunning(place, clock);
      const port = running ?? (await start(natives, place, clock, durable));
      log.debug({ port, folder: place.folder, attached: running !== null }, "embedded PostgreSQL is running");
      await ensureDatabase(place, port, DATABASE);
      const registration = signOn(place);
      return {
        url: urlOf(place, port, DATABASE),
        close: once(() => leave(place, natives, registration, clock, log)),
      };
    });
  } catch (error) {
    throw explain(error, dataDir);
  }
}

/** Stops the server of a folder, whoever uses it, and deletes its database. For test runs, which end with that. */
export async function removeEmbedded({ dataDir, clock = systemClock }: EmbeddedOptions): Promise<void> {
  const place = placeFor(dataDir);
  await withLock(place.lock, clock, () => stop(readyNatives(place.account, place.copies), place));
  rmSync(place.folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

async function leave(
  place: Place,
  natives: Natives,
  registration: string,
  clock: Clock,
  log: Log,
): Promise<void> {
  try {
    await withLock(place.lock, clock, async () => {
      if (signOff(place, registration)) await stop(natives, place);
    });
  } catch (error) {
    log.warn({ error: messageOf(error), folder: place.folder }, "embedded PostgreSQL was left running");
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}
