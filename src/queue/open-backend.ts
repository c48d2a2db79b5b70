/** Chooses the queue's backend: Redis where a URL is configured, else PostgreSQL. */
import type { Backend, BackendOptions } from "./backend.ts";
import { onPostgres } from "./on-postgres.ts";
import { onRedis } from "./on-redis.ts";

export function openBackend({ databaseUrl, redisUrl, prefix, log }: BackendOptions): Backend {
  return redisUrl ? onRedis(redisUrl, prefix, log) : onPostgres(databaseUrl, log);
}
