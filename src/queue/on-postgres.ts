/** The queue in PostgreSQL, beside the books: BullMQ's own backend, in the schema "bullmq". */
import { createPostgresBackend, isPgPool, Queue, runMigrations, Worker, type PgPool } from "bullmq";
import { Client } from "pg";
import type { Log } from "../log.ts";
import { openPool, type WatchedPool } from "../wire/pool.ts";
import type { Backend } from "./backend.ts";

const SCHEMA = "bullmq";

/** All producers share one small pool; each worker has one connection that listens, and two for its queries. */
const PRODUCER_CONNECTIONS = 2;
const WORKER_CONNECTIONS = 3;

/** Without an answer within this, a migration is given up and the server counts as silent. */
const CONNECT_MS = 10_000;
const MIGRATE_MS = 60_000;

/** SQLSTATEs of a missing schema, table or function. */
const LOST = new Set(["3F000", "42P01", "42883"]);

export function onPostgres(databaseUrl: string, log: Log): Backend {
  const open = (max: number) =>
    openPool({ url: databaseUrl, name: "kvitt queue", max, settings: { search_path: SCHEMA }, log });
  const producers = open(PRODUCER_CONNECTIONS);
  return {
    name: "postgres",
    queue: (kind) => new Queue(kind, { connection: known(producers) }, createPostgresBackend),
    worker: (kind, processor, settings) => {
      const own = open(WORKER_CONNECTIONS);
      const worker = new Worker(
        kind,
        processor,
        { ...settings, connection: known(own) },
        createPostgresBackend,
      );
      return { worker, cut: own.end };
    },
    prepare: () => migratePostgresQueue(databaseUrl),
    isLost: (error) => "code" in error && LOST.has(String(error.code)),
    close: producers.end,
  };
}

/** Creates or upgrades the queue's tables. BullMQ takes an advisory lock, so running it twice or concurrently is safe. */
export async function migratePostgresQueue(databaseUrl: string): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: MIGRATE_MS,
  });
  client.on("error", () => undefined); // a lost connection is reported by the query that needed it
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}

/** The two packages type listeners differently; BullMQ's own type guard decides. */
function known({ pool }: WatchedPool): PgPool {
  const given: unknown = pool;
  if (!isPgPool(given)) throw new Error("this version of BullMQ does not take this version of pg");
  return given;
}
