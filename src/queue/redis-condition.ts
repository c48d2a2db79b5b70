/** Whether the Redis of a queue would forget jobs: for `kvitt doctor`. Asks once, and changes nothing. */
import { Redis } from "ioredis";

export interface RedisCondition {
  /** "noeviction", "allkeys-lru", ...; null: the server does not say. */
  readonly policy: string | null;
  /** Bytes; 0: no limit. */
  readonly memoryMax: number;
  /** Whether each change is written to disk (append-only file); null: the server does not say. */
  readonly keepsLog: boolean | null;
}

/** Throws when the server does not answer in time. INFO is asked, since managed servers forbid CONFIG. */
export async function redisCondition(url: string, withinMs: number): Promise<RedisCondition> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: withinMs,
    commandTimeout: withinMs,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  client.on("error", () => undefined); // the command that needed the connection throws it
  try {
    await client.connect();
    const info = `${await client.info("memory")}\n${await client.info("persistence")}`;
    const known = new Map(
      info.split(/\r?\n/).flatMap((line): [string, string][] => {
        const [, name, value] = /^(\w+):(.*)$/.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value]];
      }),
    );
    const log = known.get("aof_enabled");
    return {
      policy: known.get("maxmemory_policy") ?? null,
      memoryMax: Number(known.get("maxmemory") ?? 0),
      keepsLog: log === undefined ? null : log === "1",
    };
  } finally {
    client.disconnect();
  }
}
