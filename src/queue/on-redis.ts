/** The queue in Redis, set up as BullMQ's guide "Going to production" recommends. */
import { createRedisBackend, Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { Log } from "../log.ts";
import { messageOf } from "../errors.ts";
import type { Backend } from "./backend.ts";

const READY_MS = 10_000;
const RECONNECT_MS_MAX = 2_000;

export function onRedis(url: string, prefix: string, log: Log): Backend {
  const retryStrategy = (times: number) => Math.min(times * 100, RECONNECT_MS_MAX);
  // producers fail fast, and the sweep enqueues the row again; workers wait for the reconnect
  const producer = new Redis(url, { retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const consumer = new Redis(url, { retryStrategy, maxRetriesPerRequest: null });
  for (const client of [producer, consumer]) {
    client.setMaxListeners(0); // each queue and worker adds a listener
    client.on("error", (error) => log.debug({ error: messageOf(error) }, "Redis connection"));
  }
  return {
    name: "redis",
    queue: (kind) =>
      new Queue<unknown, unknown, string>(kind, { connection: producer, prefix }, createRedisBackend),
    worker: (kind, processor, settings) => {
      const options = { ...settings, connection: consumer, prefix };
      return new Worker<unknown, unknown, string>(kind, processor, options, createRedisBackend);
    },
    prepare: async () => {
      await ready(producer, url);
      await ready(consumer, url);
    },
    isLost: () => false, // a flushed Redis is an empty queue, not an error
    close: () => {
      producer.disconnect();
      consumer.disconnect();
      return Promise.resolve();
    },
  };
}

function ready(client: Redis, url: string): Promise<void> {
  if (client.status === "ready") return Promise.resolve();
  return new Promise((resolve, reject) => {
    let last = "no answer";
    const onError = (error: Error) => (last = messageOf(error) || last);
    const done = (end: () => void) => {
      clearTimeout(timer);
      client.off("error", onError);
      client.off("ready", isReady);
      end();
    };
    const isReady = () => done(resolve);
    const timer = setTimeout(
      () => done(() => reject(new Error(`Redis at ${new URL(url).host} does not answer: ${last}`))),
      READY_MS,
    );
    client.on("error", onError);
    client.once("ready", isReady);
  });
}
