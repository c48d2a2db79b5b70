/** A Redis server of a scenario's own, which it may stop, start anew with other data, and starve. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { Redis } from "ioredis";
import { runFolder } from "../../setup/run.ts";

export interface OwnRedis {
  readonly url: string;
  /** One command, over a connection that exists for it alone. */
  ask(command: string, ...args: string[]): Promise<unknown>;
  /** Keeps what is in it now, for `start({ old: true })`. */
  dump(): Promise<void>;
  /** As when its machine loses power. */
  kill(): Promise<void>;
  /** Empty, or with the data of the last dump. */
  start(options?: { readonly old?: boolean; readonly replicaOf?: string }): Promise<void>;
}

export async function openOwnRedis(): Promise<OwnRedis> {
  const folder = mkdtempSync(join(runFolder(), "own-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  const ask = async (command: string, ...args: string[]): Promise<unknown> => {
    const client = new Redis(url, {
      retryStrategy: (times) => (times > 100 ? null : 50),
      maxRetriesPerRequest: null,
    });
    client.on("error", () => undefined); // while the server is starting
    try {
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  };
  const own: OwnRedis = {
    url,
    ask,
    async dump() {
      await ask("SAVE");
      copyFileSync(join(folder, "dump.rdb"), join(folder, "old.rdb"));
    },
    async kill() {
      if (server === null) return;
      server.kill("SIGKILL");
      await once(server, "exit");
      server = null;
    },
    async start({ old = false, replicaOf } = {}) {
      rmSync(join(folder, "dump.rdb"), { force: true });
      if (old) copyFileSync(join(folder, "old.rdb"), join(folder, "dump.rdb"));
      const usual = [
        "--port",
        String(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        folder,
        "--save",
        "",
        "--appendonly",
        "no",
      ];
      const replica = replicaOf === undefined ? [] : ["--replicaof", "127.0.0.1", new URL(replicaOf).port];
      server = spawn("redis-server", [...usual, ...replica], { stdio: "ignore" });
      await ask("PING");
    },
  };
  await own.start();
  return own;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo; // a TCP server, not a pipe
  probe.close();
  await once(probe, "close");
  return port;
}
