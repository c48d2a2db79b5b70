/** Redis forgets, goes away, comes back with what it knew long ago, is full, fails over, or is silent. */
import { openProxy } from "../matrix/half-open-proxy.ts";
import { openOwnRedis, type OwnRedis } from "../matrix/own-redis.ts";
import { pause, playOutage } from "../matrix/outage.ts";
import type { Scenario } from "../matrix/scenario.ts";

function redisScenario(name: string, short: boolean, disturb: (redis: OwnRedis) => Promise<void>): Scenario {
  return {
    name,
    short,
    queues: ["Redis"],
    async play(stage) {
      const redis = await openOwnRedis();
      try {
        const verdict = await playOutage(stage, "from the first claimed file on", {
          moment: "claimed",
          env: { REDIS_URL: redis.url },
          disturb: () => disturb(redis),
        });
        return [{ kind: "played", verdicts: [verdict] }];
      } finally {
        await redis.kill();
      }
    },
  };
}

export const redisScenarios: readonly Scenario[] = [
  redisScenario("Redis is flushed", false, async (redis) => {
    await redis.ask("FLUSHALL");
  }),
  redisScenario("Redis is gone for 15 s and comes back empty", false, async (redis) => {
    await redis.kill();
    await pause(15_000);
    await redis.start();
  }),
  redisScenario("Redis comes back with the data of then", false, async (redis) => {
    await redis.dump();
    await pause(5_000);
    await redis.kill();
    await redis.start({ old: true });
  }),
  redisScenario("Redis has no memory left for 15 s", false, async (redis) => {
    await redis.ask("CONFIG", "SET", "maxmemory", "1");
    await pause(15_000);
    await redis.ask("CONFIG", "SET", "maxmemory", "0");
  }),
  redisScenario("Redis fails over: a replica is promoted, the address stays", false, async (redis) => {
    // the replica takes what the master has, and then its place
    const replica = await openOwnRedis();
    try {
      await replica.ask("REPLICAOF", "127.0.0.1", new URL(redis.url).port);
      await pause(2_000);
      await replica.ask("REPLICAOF", "NO", "ONE");
      await redis.kill();
      await redis.start();
      await redis.ask("REPLICAOF", "127.0.0.1", new URL(replica.url).port);
      await pause(2_000);
      await redis.ask("REPLICAOF", "NO", "ONE");
    } finally {
      await replica.kill();
    }
  }),
  {
    name: "Redis behind a half-open connection for 20 s",
    short: false,
    queues: ["Redis"],
    async play(stage) {
      const redis = await openOwnRedis();
      const proxy = await openProxy(redis.url);
      try {
        const verdict = await playOutage(stage, "from the first claimed file on", {
          moment: "claimed",
          env: { REDIS_URL: proxy.url },
          async disturb() {
            proxy.swallow();
            await pause(20_000);
            proxy.heal();
          },
        });
        return [{ kind: "played", verdicts: [verdict] }];
      } finally {
        await proxy.close();
        await redis.kill();
      }
    },
  },
];
