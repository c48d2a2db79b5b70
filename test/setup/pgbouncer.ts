/** A real pgbouncer before a database, when it is installed. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { systemClock } from "../../src/clock.ts";
import { runFolder } from "./run.ts";

export interface Pgbouncer {
  /** The same database, through the pooler. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Debian puts it where only root looks. */
const PATHS = ["pgbouncer", "/usr/sbin/pgbouncer"];
/** It refuses to run as root; any account that owns nothing will do. */
const NOBODY = 65_534;

/** null: not installed, which the run says at this place. */
export async function openPgbouncer(
  databaseUrl: string,
  mode: "transaction" | "session",
): Promise<Pgbouncer | null> {
  const program = PATHS.find((path) => spawnSync(path, ["--version"]).status === 0);
  if (program === undefined) {
    process.stderr.write("pgbouncer is not installed: its tests did not run\n");
    return null;
  }
  const url = new URL(databaseUrl);
  const folder = mkdtempSync(join(runFolder(), "pgbouncer-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const ini = join(folder, "pgbouncer.ini");
  writeFileSync(
    ini,
    `[databases]
* = host=${url.hostname} port=${url.port} user=${url.username} password='${decodeURIComponent(url.password)}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = 5
`,
    { mode: 0o644 },
  );
  const child = spawn(program, [ini], {
    stdio: "ignore",
    ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  while (!(await answers(port))) await systemClock.sleep(50);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
