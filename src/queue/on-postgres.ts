/** The queue in PostgreSQL, beside the books: BullMQ's own backend, in the schema "bullmq". */
import { createPostgresBackend, isPgPool, Queue, runMigrations, Worker, type PgPool } from "bullmq";
import { Client, Pool } from "pg";
import type { Log } from "../log.ts";
import { messageOf } from "../errors.ts";
import type { Backend } from "./backend.ts";

const SCHEMA = "bullmq";

/** All producers share one small pool; each worker has one connection that listens, and two for its queries. */
const PRODUCER_CONNECTIONS = 2;
const WORKER_CONNECTIONS = 3;

/** SQLSTATEs of a missing schema, table or function. */
const LOST = new Set(["3F000", "42P01", "42883"]);

export function onPostgres(databaseUrl: string, log: Log): Backend {
  const pools: PgPool[] = [];
  const openPool = (max: number) => {
    const pool = poolOn(databaseUrl, max, log);
    pools.push(pool);
    return pool;
  };
  const producers = openPool(PRODUCER_CONNECTIONS);
  return {
    name: "postgres",
    queue: (kind) => new Queue(kind, { connection: producers }, createPostgresBackend),
    worker: (kind, processor, settings) => {
      const connection = openPool(WORKER_CONNECTIONS);
      return new Worker(kind, processor, { ...settings, connection }, createPostgresBackend);
    },
    prepare: () => migratePostgresQueue(databaseUrl),
    isLost: (error) => "code" in error && LOST.has(String(error.code)),
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}

/** Creates or upgrades the queue's tables. BullMQ takes an advisory lock, so running it twice or concurrently is safe. */
export async function migratePostgresQueue(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined); // a lost connection is reported by the query that needed it
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}

/** Our own pool rather than BullMQ's: an unhandled error of a broken connection would end the process. */
function poolOn(connectionString: string, max: number, log: Log): PgPool {
  const pool = new Pool({
    connectionString,
    max,
    options: `-c search_path=${SCHEMA}`,
    application_name: "kvitt queue",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  pool.setMaxListeners(0); // each queue adds a listener
  const logLoss = (error: Error) => log.debug({ error: messageOf(error) }, "a queue connection was lost");
  pool.on("error", logLoss);
  pool.on("connect", (client) => client.on("error", logLoss));
  // the two packages type listeners differently; BullMQ's own type guard decides
  const known: unknown = pool;
  if (!isPgPool(known)) throw new Error("this version of BullMQ does not take this version of pg");
  return known;
}
