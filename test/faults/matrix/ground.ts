/** What all cases of a run of the matrix share: a PostgreSQL server, a Redis, a mail server, and a queue of either kind. */
import { randomBytes } from "node:crypto";
import { escapeIdentifier } from "pg";
import { Redis } from "ioredis";
import { migrateQueue } from "../../../src/queue/migrate.ts";
import { openSink, type SmtpSink } from "../../mail/smtp-sink.ts";
import { askDatabase, freshDatabase } from "../../setup/database.ts";
import { openRedis, type TestRedis } from "../../setup/redis.ts";
import type { Env } from "../program/messages.ts";
import { makeHome, type Home } from "./home.ts";

export const QUEUES = ["PostgreSQL", "Redis"] as const;
export type QueueName = (typeof QUEUES)[number];

export interface Ground {
  readonly sink: SmtpSink;
  /** null: there is none on this machine. */
  readonly redis: TestRedis | null;
  /** A home with a database of its own. `change`: SQL that is run in the database first, as its owner. */
  home(queue: QueueName, options?: HomeOptions): Promise<Home>;
  close(): Promise<void>;
}

export interface HomeOptions {
  /** An empty set of books elsewhere, as an address to connect to. */
  readonly databaseUrl?: string;
  readonly env?: Env;
  readonly change?: string;
}

/** Databases of the Redis that cases take in turn. */
const REDIS_DATABASES = 16;

export async function openGround(): Promise<Ground> {
  const template = await freshDatabase();
  await migrateQueue(template.url);
  const [sink, redis] = [await openSink(), await openRedis()];
  let next = 0;
  return {
    sink,
    redis,
    async home(queue, { databaseUrl, env = {}, change } = {}) {
      const database =
        databaseUrl === undefined
          ? await cloneOf(template.url)
          : { url: databaseUrl, drop: () => Promise.resolve() };
      if (change !== undefined) await askDatabase(database.url, change);
      next += 1;
      const redisUrl = `${redis?.url ?? ""}/${next % REDIS_DATABASES}`;
      if (queue === "Redis") await flush(redisUrl);
      return makeHome({
        databaseUrl: database.url,
        drop: database.drop,
        env: { SMTP_URL: sink.url, ...(queue === "Redis" ? { REDIS_URL: redisUrl } : {}), ...env },
      });
    },
    async close() {
      await redis?.stop();
      await sink.close();
      await template.drop();
    },
  };
}

async function cloneOf(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `kvitt_fault_${randomBytes(6).toString("hex")}`;
  const [admin, own] = [new URL(url), new URL(url)];
  admin.pathname = "/postgres";
  own.pathname = `/${name}`;
  const template = new URL(url).pathname.slice(1);
  // two copies of one template at the same moment are refused
  for (;;) {
    try {
      await askDatabase(
        admin.href,
        `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)} strategy file_copy`,
      );
      break;
    } catch (thrown) {
      if (!(thrown instanceof Error && "code" in thrown && thrown.code === "55006")) throw thrown;
    }
  }
  return {
    url: own.href,
    drop: async () =>
      void (await askDatabase(admin.href, `drop database if exists ${escapeIdentifier(name)} with (force)`)),
  };
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushdb();
  client.disconnect();
}
