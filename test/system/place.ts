/** The whole program, as people and cron run it: a home of its own, a database of its own, and `node bin/kvitt.js`. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../src/cli/program.ts";
import { systemClock } from "../../src/clock.ts";
import { demoMonth } from "../../src/demo/month.ts";
import { askDatabase, freshDatabase } from "../setup/database.ts";
import { runFolder } from "../setup/run.ts";

const BIN = fileURLToPath(new URL("../../bin/kvitt.js", import.meta.url));

export interface Ran {
  /** null: a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

export interface Place {
  readonly folder: string;
  readonly workspace: string;
  readonly databaseUrl: string;
  /** Starts a command and does not wait for its end. */
  start(args: readonly string[], env?: Env): Running;
  run(args: readonly string[], env?: Env): Promise<Ran>;
  /** The same in this process, which needs no second to load the program. */
  inside(args: readonly string[], env?: Env): Promise<Ran>;
  /** A command with `--json` that ends with the code, in this process; what it prints must be one document. */
  json(args: readonly string[], code: number, env?: Env): Promise<unknown>;
  /** Rows of the books. */
  ask<T>(sql: string): Promise<T[]>;
  /** Puts a file into the home, for example "inbox/K1/a.csv". */
  put(path: string, content: string | Buffer): string;
  /** Names in a folder of the home, sorted. */
  names(folder: string): string[];
  close(): Promise<void>;
}

export type Env = Readonly<Record<string, string>>;

export interface PlaceOptions {
  /** The home's name; others than the usual have spaces and letters of the language. */
  readonly name?: string;
  readonly config?: string;
  /** For every command here. */
  readonly env?: Env;
}

/** The test's own environment goes to no command: only PATH, and what is given. */
export async function openPlace({ name = "home", config, env: own = {} }: PlaceOptions = {}): Promise<Place> {
  const folder = mkdtempSync(join(runFolder(), "system-"));
  chmodSync(folder, 0o755);
  const workspace = join(folder, name);
  const { url: databaseUrl, drop } = await freshDatabase();
  const children = new Set<ChildProcess>();
  const put = (path: string, content: string | Buffer): string => {
    const file = join(workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  // half a second is enough for files that nobody writes to
  put("kvitt.config.yaml", config ?? "settleSeconds: 0.2\n");

  const envOf = (env: Env): Env => ({
    PATH: process.env["PATH"] ?? "",
    KVITT_HOME: workspace,
    DATABASE_URL: databaseUrl,
    KVITT_LANG: "en",
    ...own,
    ...env,
  });
  const start = (args: readonly string[], env: Env = {}): Running => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: folder,
      env: envOf(env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.add(child);
    const said = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
    const ended = once(child, "close").then((): Ran => {
      children.delete(child);
      return { code: child.exitCode, ...said };
    });
    return { child, ended };
  };
  const run = (args: readonly string[], env: Env = {}) => start(args, env).ended;
  const inside = async (args: readonly string[], env: Env = {}): Promise<Ran> => {
    const [stdout, stderr] = [listener(), listener()];
    const context = { env: envOf(env), cwd: folder, clock: systemClock };
    const code = await runCommand(args, { ...context, stdout: stdout.stream, stderr: stderr.stream });
    return { code, stdout: stdout.said(), stderr: stderr.said() };
  };

  return {
    folder,
    workspace,
    databaseUrl,
    start,
    run,
    inside,
    json: async (args, code, env = {}) => {
      const ran = await inside([...args, "--json"], env);
      if (ran.code !== code)
        throw new Error(
          `kvitt ${args.join(" ")} ended with ${ran.code}, not ${code}:\n${ran.stdout}${ran.stderr}`,
        );
      return JSON.parse(ran.stdout) as unknown;
    },
    ask: (sql) => askDatabase(databaseUrl, sql),
    put,
    names: (of) => readdirSync(join(workspace, of)).sort(),
    close: async () => {
      for (const child of children) child.kill("SIGKILL");
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listener(): { stream: NodeJS.WriteStream; said(): string } {
  let said = "";
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    said += chunk.toString();
    done();
  };
  // a terminal's stream has more than a program that prints needs
  return { stream: new Writable({ write }) as unknown as NodeJS.WriteStream, said: () => said };
}

/** Norrskensbutiken's October: five payouts, one report that is refused, two lists of receivables. */
export function putMonth(place: Place): void {
  for (const { folder, name, bytes } of demoMonth()) place.put(`${folder}/${name}`, bytes);
}

/** A night, now, that the command waits for. */
export const NIGHT = ["nightly", "--wait"];

const shops: Place[] = [];

/** A place with that month in it, until `closeShops`. */
export async function openShop(options?: PlaceOptions): Promise<Place> {
  const place = await openEmptyShop(options);
  putMonth(place);
  return place;
}

/** A place with nothing in it, until `closeShops`. */
export async function openEmptyShop(options?: PlaceOptions): Promise<Place> {
  const place = await openPlace(options);
  shops.push(place);
  return place;
}

export async function closeShops(): Promise<void> {
  await Promise.all(shops.splice(0).map((place) => place.close()));
}

/** Asks until the answer is yes; an answer that never comes fails the test. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  withinMs = 120_000,
): Promise<void> {
  const began = Date.now();
  while (!(await isSo())) {
    if (Date.now() - began > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await systemClock.sleep(25);
  }
}
