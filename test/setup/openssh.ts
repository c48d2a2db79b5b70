/** A real OpenSSH server for a test file, with a key pair for its one user, who is whoever runs the tests. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../src/clock.ts";
import { runFolder } from "./run.ts";

const SSHD = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].find((path) => existsSync(path)) ?? null;

export interface TestSsh {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** File of the user's private key. */
  readonly keyFile: string;
  /** "SHA256:..." of the server's own key. */
  readonly hostKey: string;
  /** What the user sees as the folder to read; the tests put files there. */
  readonly folder: string;
  /** Ends it, and every session with it; `start` begins it anew at the same port, with the same key or another one. */
  stop(): Promise<void>;
  start(key?: "another"): Promise<void>;
  close(): Promise<void>;
}

export function hasOpenSsh(): boolean {
  return SSHD !== null && spawnSync("ssh-keygen", ["-?"]).error === undefined;
}

export async function openSsh(): Promise<TestSsh> {
  if (SSHD === null) throw new Error("no OpenSSH server here: apt-get install openssh-server");
  const home = mkdtempSync(join(runFolder(), "ssh-"));
  const folder = join(home, "reports");
  mkdirSync(folder);
  const [own, another, user] = [key(home, "host"), key(home, "another"), key(home, "user")];
  writeFileSync(join(home, "authorized"), readFileSync(`${user}.pub`), { mode: 0o600 });
  const port = await freePort();
  // sshd of root parts itself from its rights in a folder that only a boot makes
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const config = (hostKey: string) =>
    [
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${hostKey}`,
      `PidFile ${join(home, "pid")}`,
      `AuthorizedKeysFile ${join(home, "authorized")}`,
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      "PermitRootLogin yes",
      "UsePAM no",
      "StrictModes no",
      "Subsystem sftp internal-sftp",
      `ForceCommand internal-sftp -d ${folder}`,
      "",
    ].join("\n");
  let running: ReturnType<typeof spawn> | null = null;

  async function start(which?: "another"): Promise<void> {
    writeFileSync(join(home, "config"), config(which === undefined ? own : another));
    running = spawn(String(SSHD), ["-D", "-e", "-f", join(home, "config")], {
      stdio: "ignore",
      detached: true,
    });
    for (
      let tries = 0;
      spawnSync("ssh-keyscan", ["-p", String(port), "127.0.0.1"]).stdout.length === 0;
      tries += 1
    ) {
      if (tries > 100) throw new Error("sshd did not come up");
      await systemClock.sleep(50);
    }
  }

  async function stop(): Promise<void> {
    const [server] = [running];
    if (server?.pid === undefined) return;
    running = null;
    const ended = new Promise((resolve) => server.once("close", resolve));
    const all = withChildren(server.pid);
    for (const pid of all) killQuietly(pid);
    await ended;
  }

  await start();
  return {
    host: "127.0.0.1",
    port,
    user: userInfo().username,
    keyFile: user,
    hostKey: fingerprintOf(own),
    folder,
    start,
    stop,
    close: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Each session is a process of its own, below the server. */
function withChildren(pid: number): number[] {
  const found = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)])
    .stdout.toString()
    .trim();
  const children = found === "" ? [] : found.split(/\s+/).map(Number);
  return [pid, ...children.flatMap(withChildren)];
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // a session that has ended meanwhile
  }
}

function key(home: string, name: string): string {
  const file = join(home, name);
  const made = spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
  if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr.toString()}`);
  return file;
}

/** As OpenSSH itself says it. */
function fingerprintOf(file: string): string {
  const said = spawnSync("ssh-keygen", ["-lf", `${file}.pub`]).stdout.toString();
  return said.split(" ")[1] ?? "";
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  await new Promise((resolve) => server.close(resolve));
  return port;
}
