/** A pool of watched connections (watch.ts), for a library that takes one. */
import { callbackify } from "node:util";
import { Pool, type ClientBase } from "pg";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import { watchPostgres } from "./watch.ts";

export interface PoolOptions {
  readonly url: string;
  /** What the connections are called in `pg_stat_activity`. */
  readonly name: string;
  readonly max: number;
  /** Set for each session, by a statement: a pooler between would refuse or drop them as options of the connection. */
  readonly settings: Readonly<Record<string, string>>;
  readonly log: Log;
}

export interface WatchedPool {
  readonly pool: Pool;
  /** Ends the pool; what has not ended by itself after a moment is cut. Safe to repeat. */
  end(): Promise<void>;
}

const END_MS = 1_500;
/** How long a statement may wait for a connection of the pool. */
const ACQUIRE_MS = 30_000;

export function openPool({ url, name, max, settings, log }: PoolOptions): WatchedPool {
  const watch = watchPostgres(url, log);
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: ACQUIRE_MS,
    Client: watch.Client,
    verify: callbackify((client: ClientBase) => watch.greet(client, settings)),
  });
  pool.setMaxListeners(0); // each queue adds a listener
  const logLoss = (error: Error) => log.debug({ error: messageOf(error) }, "a database connection was lost");
  pool.on("error", logLoss);
  // an error that nobody listens to would end the process
  pool.on("connect", (client) => client.on("error", logLoss));
  let ended: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    const cut = setTimeout(() => watch.cutAll(), END_MS);
    await pool.end().finally(() => clearTimeout(cut));
  };
  return { pool, end: () => (ended ??= end()) };
}
