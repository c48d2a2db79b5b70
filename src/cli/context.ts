/** What a command runs in: streams, environment and clock; and the opening of the workspace, the books and the queue. */
import { openBooks, type Books } from "../books/database.ts";
import { migrate } from "../books/migrate.ts";
import type { Clock } from "../clock.ts";
import { openEmbedded } from "../embedded/open.ts";
import { languageIn, openWorkspace, type Workspace } from "../config/workspace.ts";
import { openLog, type Log } from "../log.ts";
import type { AppContext } from "../app.ts";
import { openPlainLog } from "./plain-log.ts";
import { migrateQueue } from "../queue/migrate.ts";
import { openQueues } from "../queue/open-queues.ts";
import type { Queues } from "../queue/queues.ts";
import type { Language } from "../message.ts";
import { patiently } from "../wire/patience.ts";

/** Exit codes of CONTRACT §3. */
export const EXIT = { agrees: 0, technical: 1, usage: 2, deviates: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly clock: Clock;
}

/** An open workspace with its database; `close` also ends what was started for it. */
export interface OpenApp extends AppContext {
  /** Of the person at the terminal; what is kept or mailed is in `workspace.settings.language`. */
  readonly language: Language;
  readonly databaseUrl: string;
  queues(): Promise<Queues>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** A command that a person waits for logs warnings only; a server logs at the configured level. */
  readonly foreground?: boolean;
  /** Waits for a database or Redis that is not there yet, until aborted: a server does, a command fails at once. */
  readonly waitUntil?: AbortSignal;
}

/** Largest number of database connections of a process. */
const CONNECTIONS_MAX = 8;

/**
 * How long the jobs of a killed command are kept from other processes. Shorter than a server's, because a person who kills
 * a command usually runs it again at once, and would have to wait this long.
 */
const FOREGROUND_LOCK_MS = 8_000;

/**
 * Opens the workspace and its database (the embedded one without a DATABASE_URL), and upgrades the schema.
 * Throws UserError for settings that cannot be used.
 */
export async function openApp(
  context: CliContext,
  { foreground = true, waitUntil }: OpenOptions = {},
): Promise<OpenApp> {
  const workspace = openWorkspace(context.env, context.cwd);
  const log = openLogFor(context, workspace, foreground);
  const database = await openDatabase(workspace, log);
  try {
    const wait: Waiting = (what, attempt) =>
      waitUntil === undefined
        ? attempt()
        : patiently(what, attempt, { clock: context.clock, log, stop: waitUntil });
    await wait(`the database at ${new URL(database.url).host}`, () => migrateAll(workspace, database.url));
    const books = openBooks({ url: database.url, max: CONNECTIONS_MAX, log });
    return assemble({ context, workspace, database, books, log, foreground, wait });
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}

/** JSON lines for programs; plain lines for a person who waits for a command, or watches a server on a terminal. */
function openLogFor({ stderr }: CliContext, { logLevel }: Workspace, foreground: boolean): Log {
  if (foreground && logLevel === "info") return openPlainLog("warn", stderr);
  return !foreground && stderr.isTTY ? openPlainLog(logLevel, stderr) : openLog(logLevel);
}

interface Database {
  readonly url: string;
  close(): Promise<void>;
}

export async function openDatabase(workspace: Workspace, log: Log): Promise<Database> {
  if (workspace.databaseUrl !== null) return { url: workspace.databaseUrl, close: () => Promise.resolve() };
  return openEmbedded({ dataDir: workspace.pg, log });
}

/** Upgrades the schema of the books, and that of the queue where it is in the same database. */
export async function migrateAll({ redisUrl }: Workspace, databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  if (redisUrl === null) await migrateQueue(databaseUrl);
}

type Waiting = <T>(what: string, attempt: () => Promise<T>) => Promise<T>;

interface Parts {
  readonly context: CliContext;
  readonly workspace: Workspace;
  readonly database: Database;
  readonly books: Books;
  readonly log: Log;
  readonly foreground: boolean;
  readonly wait: Waiting;
}

function assemble({ context, workspace, database, books, log, foreground, wait }: Parts): OpenApp {
  const { clock, env, cwd } = context;
  const { redisUrl } = workspace;
  const where = redisUrl === null ? "the queue in the database" : `Redis at ${new URL(redisUrl).host}`;
  const open = () =>
    openQueues({
      databaseUrl: database.url,
      log,
      clock,
      ...(foreground ? { lockMs: FOREGROUND_LOCK_MS } : {}),
      ...(redisUrl === null ? {} : { redisUrl }),
    });
  let queues: Promise<Queues> | null = null;
  return {
    workspace,
    books,
    log,
    clock,
    language: languageIn(env, cwd),
    databaseUrl: database.url,
    queues: () => (queues ??= wait(where, open)),
    close: async () => {
      // one that could not be opened has closed itself, and has said why to whoever asked for it
      const opened = await queues?.catch(() => null);
      await opened?.close();
      await books.destroy();
      await database.close();
    },
  };
}

/** Runs work on an open app, and always closes it. */
export async function withApp<T>(
  context: CliContext,
  work: (app: OpenApp) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const app = await openApp(context, options);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** Prints the one JSON document of a `--json` command. */
export function printJson({ stdout }: CliContext, value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print({ stdout }: CliContext, text: string): void {
  stdout.write(`${text}\n`);
}

/** Writes progress, warnings and hints, which never go to stdout. */
export function note({ stderr }: CliContext, text: string): void {
  stderr.write(`${text}\n`);
}
