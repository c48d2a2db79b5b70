/** A night of many small reports, on either queue: how fast, what it asks of PostgreSQL, and what memory it takes. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { migrate } from "../../src/books/migrate.ts";
import { rows } from "../../src/books/database.ts";
import { openEmbedded, removeEmbedded } from "../../src/embedded/open.ts";
import { openHouse, putReports } from "../load/house.ts";
import { countStatements } from "../load/statements.ts";

const LINES = 100;
const WITHIN_MS = 3_600_000;

export type QueueName = "postgres" | "redis";

/** Prints the figures of one night. `folder` is removed by the caller. */
export async function benchFiles(folder: string, count: number, queue: QueueName): Promise<void> {
  const dataDir = join(folder, "pg");
  const database = await openEmbedded({ dataDir });
  const redis = queue === "redis" ? startRedis(join(folder, "redis")) : null;
  try {
    await migrate(database.url);
    const house = await openHouse({
      databaseUrl: database.url,
      redisUrl: redis?.url,
      folder: join(folder, "home"),
    });
    putReports(house, { from: 1, count, lines: LINES });
    const before = await committed(database.url);
    const counter = countStatements();
    const memory = watchMemory();
    const cpu = process.cpuUsage();
    const began = performance.now();
    await house.night(WITHIN_MS);
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const asked = counter.take();
    counter.stop();
    const [posted] = await rows(
      house.context.app.books,
      { count: "bigint" },
      "select count(*) from payout where state = 'posted'",
    );
    await house.close();
    const commits = (await committed(database.url)) - before;
    const each = (total: number) => (total / count).toFixed(1);
    const facts = [
      `${count} reports of ${LINES} lines, queue on ${queue}, ${String(posted?.count)} posted`,
      `${(count / seconds).toFixed(1)} files/s (${seconds.toFixed(1)} s, load ${loadavg()[0]?.toFixed(1) ?? "?"}), Node CPU ${((user + system) / 1e6).toFixed(1)} s`,
      `a file: ${each(asked.books.statements)} statements of the books and ${each(asked.queue.statements)} of the queue`,
      `a file: ${each(asked.books.commits)} + ${each(asked.queue.commits)} commits (the server counts ${each(commits)}), ${each(asked.rows)} rows returned`,
      `memory: ${memory.end()}`,
    ];
    process.stdout.write(`${facts.join("\n  ")}\n`);
    if (process.env["KVITT_BENCH_STATEMENTS"])
      for (const [text, times] of [...asked.byText].toSorted((a, b) => b[1] - a[1]).slice(0, 60))
        process.stdout.write(`    ${(times / count).toFixed(2).padStart(6)}  ${text}\n`);
  } finally {
    redis?.stop();
    await database.close();
    await removeEmbedded({ dataDir });
  }
}

/** Transactions that the server has committed; a session reports its own when it ends, or a second after. */
async function committed(url: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows: found } = await client.query<{ commits: string }>(
    "select xact_commit as commits from pg_stat_database where datname = current_database()",
  );
  await client.end();
  return Number(found[0]?.commits ?? 0);
}

function watchMemory(): { end(): string } {
  const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MB`;
  const start = process.memoryUsage().rss;
  let heap = 0;
  const look = setInterval(() => (heap = Math.max(heap, process.memoryUsage().heapUsed)), 50);
  return {
    end: () => {
      clearInterval(look);
      const peak = process.resourceUsage().maxRSS * 1024;
      return `peak RSS ${megabytes(peak)} (${megabytes(start)} before the night), largest heap ${megabytes(heap)}`;
    },
  };
}

/** The queue's server, as durable as the documented one. */
export function startRedis(folder: string): { readonly url: string; stop(): void } {
  if (spawnSync("redis-server", ["--version"]).status !== 0) throw new Error("redis-server is not installed");
  mkdirSync(folder, { recursive: true });
  const port = 20_000 + (process.pid % 20_000);
  const server: ChildProcess = spawn(
    "redis-server",
    [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--dir",
      folder,
      "--appendonly",
      "yes",
      "--appendfsync",
      "everysec",
    ],
    { stdio: "ignore" },
  );
  return { url: `redis://127.0.0.1:${port}`, stop: () => void server.kill("SIGTERM") };
}
