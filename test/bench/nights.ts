/** Prints what a process holds while it plays many nights. */
import { mkdirSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { migrate } from "../../src/books/migrate.ts";
import { openEmbedded, removeEmbedded } from "../../src/embedded/open.ts";
import { playNights } from "../load/nights.ts";
import { startRedis, type QueueName } from "./files.ts";

export async function benchNights(folder: string, nights: number, queue: QueueName): Promise<void> {
  const dataDir = join(folder, "pg");
  const database = await openEmbedded({ dataDir });
  mkdirSync(join(folder, "redis"));
  const redis = queue === "redis" ? startRedis(join(folder, "redis")) : null;
  const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  try {
    await migrate(database.url);
    process.stdout.write(`${nights} nights in one process, queue on ${queue}\n`);
    const began = performance.now();
    await playNights({
      databaseUrl: database.url,
      redisUrl: redis?.url,
      folder: join(folder, "home"),
      nights,
      onNight: ({ night, heap, rss, handles, connections }) => {
        if (night !== 10 && night % Math.max(1, Math.floor(nights / 4)) !== 0) return;
        process.stdout.write(
          `  night ${night}: heap ${megabytes(heap)}, RSS ${megabytes(rss)}, ${handles ?? "?"} handles, ${connections} connections\n`,
        );
      },
    });
    const seconds = (performance.now() - began) / 1000;
    process.stdout.write(
      `  ${(seconds / nights).toFixed(2)} s a night (load ${loadavg()[0]?.toFixed(1) ?? "?"})\n`,
    );
  } finally {
    redis?.stop();
    await database.close();
    await removeEmbedded({ dataDir });
  }
}
