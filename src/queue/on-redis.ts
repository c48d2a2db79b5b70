/** The queue in Redis, as BullMQ's guide "Going to production" wants it. */
import { createRedisBackend, Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { Log } from "../log.ts";
import { messageOf } from "../errors.ts";
import type { Backend } from "./backend.ts";

const READY_MS = 10_000;
const RECONNECT_MS_MAX = 2_000;

export function onRedis(url: string, prefix: string, log: Log): Backend {
  const retryStrategy = (times: number) => Math.min(times * 100, RECONNECT_MS_MAX);
  // who asks is told at once that Redis is away, and the row waits for the sweep; who works waits for Redis
  const asking = new Redis(url, { retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const working = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
  for (const client of [asking, working]) {
    client.setMaxListeners(0); // every queue and worker on it listens
    client.on("error", (error) => log.debug({ error: messageOf(error) }, "Redis connection"));
  }
  return {
    name: "redis",
    queue: (kind) =>
      new Queue<unknown, unknown, string>(kind, { connection: asking, prefix }, createRedisBackend),
    worker: (kind, processor, settings) => {
      const options = { ...settings, connection: working, prefix };
      return new Worker<unknown, unknown, string>(kind, processor, options, createRedisBackend);
    },
    prepare: async () => {
      await ready(asking, url);
      await ready(working, url);
    },
    isLost: () => false, // a flushed Redis is an empty queue, and no error
    close: () => {
      asking.disconnect();
      working.disconnect();
      return Promise.resolve();
    },
  };
}

function ready(client: Redis, url: string): Promise<void> {
  if (client.status === "ready") return Promise.resolve();
  return new Promise((resolve, reject) => {
    let last = "no answer";
    const heard = (error: Error) => (last = error.message || last);
    const done = (end: () => void) => {
      clearTimeout(timer);
      client.off("error", heard);
      client.off("ready", isReady);
      end();
    };
    const isReady = () => done(resolve);
    const timer = setTimeout(
      () => done(() => reject(new Error(`Redis at ${new URL(url).host} does not answer: ${last}`))),
      READY_MS,
    );
    client.on("error", heard);
    client.once("ready", isReady);
  });
}
