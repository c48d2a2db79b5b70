/** Other processes that use an embedded database, for tests of what they share. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { systemClock } from "../../src/clock.ts";
import { pidExists } from "../../src/embedded/process-identity.ts";
import { runFolder } from "../setup/run.ts";
import { translated } from "../setup/translated.ts";

const CLIENT = new URL("client-process.ts", import.meta.url);

export interface ClientProcess {
  readonly url: string;
  /** Closes its database, and ends. */
  end(): Promise<void>;
  kill(): Promise<void>;
}

/** Begins to open the database, and is killed after so many milliseconds, wherever it is by then. */
export async function killedAfter(ms: number, dataDir: string): Promise<void> {
  const child = spawnClient(dataDir);
  const ended = once(child, "exit");
  await systemClock.sleep(ms);
  child.kill("SIGKILL");
  await ended;
}

/** Resolves when it has the database. */
export async function startClient(dataDir: string): Promise<ClientProcess> {
  const child = spawnClient(dataDir);
  const [said] = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  if (!Buffer.isBuffer(said)) throw new Error(`the client ended with ${String(said)}`);
  const ended = once(child, "exit");
  return {
    url: said.toString().trim(),
    end: async () => {
      child.stdin.write("close\n");
      await ended;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function spawnClient(dataDir: string): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, [translated(CLIENT), dataDir], { stdio: ["pipe", "pipe", "inherit"] });
}

/** A folder for a database of the test's own, which the account of the database can walk to. */
export function newHome(): string {
  const folder = mkdtempSync(join(runFolder(), "home-"));
  chmodSync(folder, 0o711);
  return join(folder, "pg");
}

/** The server's process id, or null when none runs. */
export function serverOf(dataDir: string): number | null {
  const note = join(dataDir, "data", "postmaster.pid");
  if (!existsSync(note)) return null;
  const pid = Number(readFileSync(note, "utf8").split("\n")[0]);
  return pidExists(pid) ? pid : null;
}
