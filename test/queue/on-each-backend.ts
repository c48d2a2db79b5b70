/** Declares the same tests for every queue backend that this machine has: PostgreSQL always, Redis when it is there. */
import { afterAll, afterEach, beforeAll, describe } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { z } from "zod";
import type { JobKind } from "../../jobs/job-kind.ts";
import { silentLog } from "../../src/log.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import type { Queues, QueuesOptions } from "../../src/queue/queues.ts";
import { emptyDatabase, type FreshDatabase } from "../setup/database.ts";
import { clearRedis, hasRedis, openRedis, type TestRedis } from "../setup/redis.ts";
import { noteBackend } from "../setup/run.ts";

export interface Ground {
  /** Where to open queues from another process. */
  where(): Pick<QueuesOptions, "databaseUrl" | "redisUrl" | "prefix">;
  /** Opened here, closed after the test. */
  open(options?: Partial<QueuesOptions>): Promise<Queues>;
  /** Everything in the queue is gone, as when somebody drops its schema or flushes its Redis. */
  lose(): Promise<void>;
  /** Whether the queue can hold anything: a Redis always can, a database needs the schema. */
  isThere(): Promise<boolean>;
}

export function onEachBackend(declare: (ground: Ground) => void): void {
  const backends = ["postgres", ...(hasRedis() ? ["redis"] : [])] as const;
  describe.each(backends)("on %s", (backend) => {
    const prefix = `kvitt-test-${randomBytes(4).toString("hex")}`;
    let database: FreshDatabase | undefined;
    let redis: TestRedis | null = null;
    const opened: Queues[] = [];

    beforeAll(async () => {
      database = await emptyDatabase();
      redis = backend === "redis" ? await openRedis() : null;
      noteBackend(redis?.name ?? "PostgreSQL");
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queues) => queues.close()));
    });
    afterAll(async () => {
      if (redis) await clearRedis(redis.url, prefix);
      await redis?.stop();
      await database?.drop();
    });

    const where = () => ({ databaseUrl: database?.url ?? "", redisUrl: redis?.url, prefix });
    declare({
      where,
      open: async (options = {}) => {
        const queues = await openQueues({ log: silentLog, ...where(), ...options });
        opened.push(queues);
        return queues;
      },
      lose: async () => {
        if (redis) await clearRedis(redis.url, prefix);
        else await ask(database?.url ?? "", "drop schema bullmq cascade");
      },
      isThere: async () => {
        if (redis) return true;
        const rows = await ask(database?.url ?? "", "select from pg_namespace where nspname = 'bullmq'");
        return rows === 1;
      },
    });
  });
}

/** A kind of job of its own for each test, so that none meets another's jobs. */
export function newKind(
  retry: JobKind["retry"] = { attempts: 3, firstDelayMs: 50 },
): JobKind<typeof Numbered> {
  return {
    name: `test-${randomBytes(4).toString("hex")}`,
    payload: Numbered,
    id: ({ number }) => `number-${number}`,
    retry,
  };
}
const Numbered = z.strictObject({ number: z.string() });

/** A list that can be waited on: resolves when it holds as many as asked for. */
export class Seen<T> {
  readonly all: T[] = [];
  #waiting: { count: number; resolve: () => void }[] = [];

  add(one: T): void {
    this.all.push(one);
    for (const { count, resolve } of this.#waiting) if (this.all.length >= count) resolve();
  }

  atLeast(count: number): Promise<void> {
    if (this.all.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }
}

/** How many rows the statement gave or changed. */
async function ask(url: string, sql: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(sql);
  await client.end();
  return rowCount ?? 0;
}
