/** What a command is given: where to write, in which language, and how to open the house. */
import { openBooks, type Books } from "../books/database.ts";
import { migrate } from "../books/migrate.ts";
import type { Clock } from "../clock.ts";
import { openEmbedded } from "../embedded/open.ts";
import { openWorkspace, type Workspace } from "../config/workspace.ts";
import { openLog, type Log } from "../log.ts";
import type { AppContext } from "../app.ts";
import { openPlainLog } from "./plain-log.ts";
import { migrateQueue } from "../queue/migrate.ts";
import { openQueues, type Queues } from "../queue/queues.ts";
import type { Language, Message } from "../message.ts";

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

/** What a command's work ends with. */
export type Action = (work: () => Promise<ExitCode>) => Promise<void>;

/** Words in the language of the person who typed the command. */
export type Translate = (words: Message) => string;

/** An open home with its database; `close` also ends what was started for it. */
export interface OpenApp extends AppContext {
  readonly language: Language;
  readonly databaseUrl: string;
  queues(): Promise<Queues>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Long-running commands log at the configured level; others only warnings. */
  readonly quiet?: boolean;
  /** Largest number of database connections. */
  readonly max?: number;
}

/**
 * How long the jobs of a killed command are kept from others. Shorter than a server's: who kills a command in front of
 * them runs it again at once, and waits for this.
 */
const FOREGROUND_LOCK_MS = 8_000;

/**
 * Opens the home and its database (the embedded one where no DATABASE_URL is set), with a schema that is up to date.
 * Throws NeedsPerson for settings that cannot be used.
 */
export async function openApp(
  context: CliContext,
  { quiet = true, max = 8 }: OpenOptions = {},
): Promise<OpenApp> {
  const workspace = openWorkspace(context.env, context.cwd);
  const log =
    quiet && workspace.logLevel === "info"
      ? openPlainLog("warn", context.stderr)
      : openLog(workspace.logLevel);
  const database = await openDatabase(workspace, log);
  try {
    await migrate(database.url);
    if (workspace.redisUrl === null) await migrateQueue(database.url);
    const books = openBooks({ url: database.url, max });
    return assemble({
      context,
      workspace,
      database,
      books,
      log,
      ...(quiet ? { lockMs: FOREGROUND_LOCK_MS } : {}),
    });
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}

interface Database {
  readonly url: string;
  close(): Promise<void>;
}

export async function openDatabase(workspace: Workspace, log: Log): Promise<Database> {
  if (workspace.databaseUrl !== null) return { url: workspace.databaseUrl, close: () => Promise.resolve() };
  return openEmbedded({ dataDir: workspace.pg, log });
}

interface Parts {
  readonly context: CliContext;
  readonly workspace: Workspace;
  readonly database: Database;
  readonly books: Books;
  readonly log: Log;
  readonly lockMs?: number;
}

function assemble({ context, workspace, database, books, log, ...locks }: Parts): OpenApp {
  let queues: Promise<Queues> | null = null;
  return {
    workspace,
    books,
    log,
    clock: context.clock,
    language: workspace.settings.language,
    databaseUrl: database.url,
    queues: () =>
      (queues ??= openQueues({
        databaseUrl: database.url,
        log,
        clock: context.clock,
        ...locks,
        ...(workspace.redisUrl === null ? {} : { redisUrl: workspace.redisUrl }),
      })),
    close: async () => {
      if (queues !== null) await (await queues).close();
      await books.destroy();
      await database.close();
    },
  };
}

/** Runs a command's work in an open house, and always closes it. */
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
export function printJson(context: CliContext, value: unknown): void {
  context.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(context: CliContext, text: string): void {
  context.stdout.write(`${text}\n`);
}

/** Says something on the side: progress, warnings, hints. Never on stdout. */
export function note(context: CliContext, text: string): void {
  context.stderr.write(`${text}\n`);
}

export function inLanguage(language: Language, words: Message): string {
  return words[language];
}
