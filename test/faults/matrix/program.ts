/** A process of the program under test: warm, so that it can be asked for work, and killed, within milliseconds. */
import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Role } from "../../../workers/roles.ts";
import type { Ask, Env, Told } from "../program/messages.ts";
import type { KillAt } from "../program/points.ts";
import type { Home } from "./home.ts";

export const ALL_ROLES = [
  "scheduler",
  "import",
  "match",
  "post",
  "notify",
] as const satisfies readonly Role[];
export type WorkerRole = (typeof ALL_ROLES)[number];

const MAIN = "test/faults/program/main.js";

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Rejects with this when the process ended before it answered. */
export class ProcessEnded extends Error {}

export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly #answers = new Map<string, { resolve(told: Told): void; reject(error: Error): void }>();
  #said = "";
  #hasEnded = false;

  private constructor(child: ChildProcess) {
    this.child = child;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    child.stdout?.resume();
    child.on("message", (message) => {
      const told = message as Told; // the program sends nothing else
      this.#answers.get("id" in told ? told.id : "")?.resolve(told);
    });
    this.ended = new Promise((resolve) =>
      child.once("exit", () => {
        this.#hasEnded = true;
        for (const { reject } of this.#answers.values()) reject(new ProcessEnded(`it ended: ${this.#said}`));
        resolve();
      }),
    );
  }

  /** Resolves when it has loaded everything. */
  static async begin(tree: string): Promise<Program> {
    const child = fork(join(tree, MAIN), [], { stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
    const program = new Program(child);
    await program.#awaiting("");
    return program;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get said(): string {
    return this.#said;
  }

  /** Works in the roles on the home until `close`. */
  async open(
    home: Home,
    roles: readonly WorkerRole[] = ALL_ROLES,
    killAt: KillAt | null = null,
  ): Promise<void> {
    await this.#ask({ do: "open", id: idOf(home, roles), env: home.env, roles, killAt });
  }

  /** Returns the points that this process has reached since it began. */
  async close(home: Home, roles: readonly WorkerRole[] = ALL_ROLES): Promise<[string, number][]> {
    const told = await this.#ask({ do: "close", id: idOf(home, roles) });
    return told.did === "closed" ? told.points : [];
  }

  /** Plays the night that is due, or what a killed one has left, step by step without a queue. Returns how many points there were. */
  async night(home: Pick<Home, "id" | "env">, killAt: KillAt | null): Promise<number> {
    return (await this.nightPoints(home, killAt)).reduce((sum, [, hits]) => sum + hits, 0);
  }

  /** The same, with the points. */
  async nightPoints(home: Pick<Home, "id" | "env">, killAt: KillAt | null): Promise<[string, number][]> {
    const told = await this.#ask({ do: "night", id: home.id, env: home.env, killAt });
    return told.did === "closed" ? told.points : [];
  }

  async run(
    home: Pick<Home, "id" | "env">,
    args: readonly string[],
    step: string,
    killAt: KillAt | null = null,
  ): Promise<Ran & { points: [string, number][] }> {
    const told = await this.#ask({ do: "run", id: `${home.id} ${step}`, env: home.env, args, step, killAt });
    if (told.did !== "ran") throw new Error(`an answer to nothing that was asked: ${told.did}`);
    return told;
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    if (!this.#hasEnded) this.child.kill(signal);
    await this.ended;
  }

  async #ask(ask: Ask): Promise<Told> {
    const answer = this.#awaiting(ask.id);
    this.child.send(ask, () => undefined); // a process that has just ended takes no message
    const told = await answer;
    if (told.did === "failed") throw new Error(`${ask.do}: ${told.problem}`);
    return told;
  }

  async #awaiting(id: string): Promise<Told> {
    if (this.#hasEnded) throw new ProcessEnded("it had ended");
    try {
      return await new Promise<Told>((resolve, reject) => this.#answers.set(id, { resolve, reject }));
    } finally {
      this.#answers.delete(id);
    }
  }
}

function idOf(home: Home, roles: readonly WorkerRole[]): string {
  return `${home.id} ${roles.join(" ")}`;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** The command line as a process of its own. `before`: what it is started by, such as `unshare`. */
export function startCommand(
  tree: string,
  home: Home,
  args: readonly string[],
  {
    env = {},
    before = [],
    node = [],
  }: { env?: Env; before?: readonly string[]; node?: readonly string[] } = {},
): Running {
  const [file = "", ...given] = [...before, process.execPath, ...node, join(tree, MAIN), ...args];
  const child = spawn(file, given, {
    cwd: home.folder,
    env: { ...home.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "close").then(() => child.exitCode);
  return { child, ended, said: () => said };
}

/** Always one process ahead: while one is being killed, the next one loads. */
export class WarmPrograms {
  readonly #tree: string;
  readonly #ready: Promise<Program>[] = [];
  #isOver = false;

  constructor(tree: string, ahead: number) {
    this.#tree = tree;
    for (let count = 0; count < ahead; count += 1) this.#load();
  }

  take(): Promise<Program> {
    const next = this.#ready.shift() ?? Program.begin(this.#tree);
    if (!this.#isOver) this.#load();
    return next;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    for (const ready of this.#ready.splice(0)) await (await ready).kill();
  }

  #load(): void {
    const begun = Program.begin(this.#tree);
    begun.catch(() => undefined); // whoever takes it hears of it
    this.#ready.push(begun);
  }
}
