/**
 * A real Redis for a test file: its own server process when `redis-server` is installed, or the one that REDIS_URL
 * names. null when there is neither; the run then says so at its end.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Redis } from "ioredis";
import { runFolder } from "./run.ts";

export interface TestRedis {
  readonly url: string;
  /** "Redis 7.0.15" */
  readonly name: string;
  stop(): Promise<void>;
}

/** The caller stops it. A server from REDIS_URL is left running: use key prefixes of your own, and clear them. */
export async function openRedis(): Promise<TestRedis | null> {
  const given = process.env["REDIS_URL"];
  if (given) return { url: given, name: await versionOf(given), stop: () => Promise.resolve() };
  if (!isInstalled()) return null;
  const folder = mkdtempSync(join(runFolder(), "redis-"));
  const port = await freePort();
  const server = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"],
    { stdio: "ignore" },
  );
  const url = `redis://127.0.0.1:${port}`;
  return { url, name: await versionOf(url), stop: () => stop(server, folder) };
}

/** Known before the first test, as tests must be declared without waiting. */
export function hasRedis(): boolean {
  return Boolean(process.env["REDIS_URL"]) || isInstalled();
}

/** Forgets all keys that begin with the prefix, and nothing else. */
export async function clearRedis(url: string, prefix: string): Promise<void> {
  const client = new Redis(url);
  const keys = await client.keys(`${prefix}:*`);
  if (keys.length > 0) await client.del(keys);
  client.disconnect();
}

/** Why there is no Redis, for people. */
export function redisProblem(): string {
  return isInstalled()
    ? "the tests that need it did not run"
    : "no redis-server is installed and REDIS_URL is not set";
}

function isInstalled(): boolean {
  return spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;
}

/** Also waits until the server answers. */
async function versionOf(url: string): Promise<string> {
  const client = new Redis(url, {
    retryStrategy: (times) => (times > 100 ? null : 50),
    maxRetriesPerRequest: null,
  });
  client.on("error", () => undefined); // while the server is starting
  try {
    const info = await client.info("server");
    return `Redis ${/redis_version:(\S+)/.exec(info)?.[1] ?? "of unknown version"}`;
  } finally {
    client.disconnect();
  }
}

function stop(server: ChildProcess, folder: string): Promise<void> {
  return new Promise((resolve) => {
    server.once("exit", () => {
      rmSync(folder, { recursive: true, force: true });
      resolve();
    });
    server.kill("SIGKILL");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
