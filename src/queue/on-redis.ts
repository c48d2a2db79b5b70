/**
 * The queue in Redis, set up as BullMQ's guide "Going to production" recommends. Every connection asks something at least
 * every ten seconds (a worker's blocking command ends after that long, its checks for stalled jobs come more often, the
 * producer is pinged), so that one without an answer for longer is dead: `socketTimeout` ends it, and ioredis connects again.
 */
import { createRedisBackend, Queue, Worker } from "bullmq";
import { Redis, type RedisOptions } from "ioredis";
import type { Log } from "../log.ts";
import { messageOf } from "../errors.ts";
import type { Backend } from "./backend.ts";

const READY_MS = 10_000;
const RECONNECT_MS_MAX = 2_000;
const PING_EVERY_MS = 5_000;

const CARE = {
  retryStrategy: (times: number) => Math.min(times * 100, RECONNECT_MS_MAX),
  keepAlive: 10_000,
  connectTimeout: 5_000,
  // longer than BullMQ's longest blocking command, of ten seconds
  socketTimeout: 15_000,
  // how long a connection may take to say goodbye
  disconnectTimeout: 500,
} satisfies RedisOptions;

/** BullMQ duplicates a worker's connection for its blocking command; the duplicate must be cut with it. */
class Consumer extends Redis {
  readonly duplicates: Redis[] = [];

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const made = super.duplicate(override);
    this.duplicates.push(made);
    return made;
  }
}

export function onRedis(url: string, prefix: string, log: Log): Backend {
  const outages = new Outages(log);
  // producers fail fast, and the sweep enqueues the row again; workers wait for the reconnect
  const producer = new Redis(url, { ...CARE, enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  outages.of(producer);
  producer.setMaxListeners(0); // each queue adds a listener
  const pinging = setInterval(() => {
    if (producer.status === "ready") producer.ping().catch(() => undefined); // the connection reports it
  }, PING_EVERY_MS).unref();
  return {
    name: "redis",
    queue: (kind) =>
      new Queue<unknown, unknown, string>(kind, { connection: producer, prefix }, createRedisBackend),
    worker: (kind, processor, settings) => {
      const consumer = new Consumer(url, { ...CARE, maxRetriesPerRequest: null });
      outages.of(consumer);
      const options = { ...settings, connection: consumer, prefix };
      const worker = new Worker<unknown, unknown, string>(kind, processor, options, createRedisBackend);
      for (const one of consumer.duplicates) outages.of(one);
      return {
        worker,
        cut: () => {
          for (const one of [consumer, ...consumer.duplicates]) one.disconnect();
          return Promise.resolve();
        },
      };
    },
    prepare: () => ready(producer, url),
    isLost: () => false, // a flushed Redis is an empty queue, not an error
    close: () => {
      clearInterval(pinging);
      producer.disconnect();
      return Promise.resolve();
    },
  };
}

/** Says once that Redis is away, and once that it is back, however many connections notice. */
class Outages {
  readonly #log: Log;
  readonly #down = new Set<Redis>();

  constructor(log: Log) {
    this.#log = log;
  }

  of(client: Redis): void {
    client.on("error", (error) => {
      const level = this.#down.size === 0 ? "warn" : "debug";
      this.#down.add(client);
      this.#log[level]({ error: messageOf(error) }, "Redis does not answer");
    });
    client.on("ready", () => {
      if (this.#down.delete(client) && this.#down.size === 0) this.#log.info("Redis answers again");
    });
    client.on("end", () => this.#down.delete(client));
  }
}

async function ready(client: Redis, url: string): Promise<void> {
  // a connection that counts as ready may be dead, and not noticed yet
  if (client.status === "ready") return void (await client.ping());
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
