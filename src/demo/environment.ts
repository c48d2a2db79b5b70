/**
 * Where the demo lives: in a folder of its own with a database, a queue, an inbox and mails of its own, whatever the
 * environment names for the real books.
 */
import { basename, join, resolve } from "node:path";

export type Env = Readonly<Record<string, string | undefined>>;

export const DEMO_FOLDER = ".kvitt-demo";

/** Variables that would lead the demo to real books, real queues, real inboxes and real mailboxes. */
const REAL = [
  "DATABASE_URL",
  "DATABASE_URL_FILE",
  "REDIS_URL",
  "REDIS_URL_FILE",
  "SMTP_URL",
  "SMTP_URL_FILE",
  "KVITT_INBOX",
  "KVITT_MAIL_FROM",
  "KVITT_MAIL_TO",
] as const;

/**
 * `.kvitt-demo` in the working directory, or in the folder that KVITT_HOME names. Its name is hidden, so an inbox around it
 * does not take in the demo's reports. A KVITT_HOME that is such a folder itself is used as it is.
 */
export function demoFolder(env: Env, cwd: string): string {
  const folder = env["KVITT_HOME"]?.trim() ?? "";
  if (folder === "") return join(cwd, DEMO_FOLDER);
  return basename(resolve(cwd, folder)) === DEMO_FOLDER
    ? resolve(cwd, folder)
    : resolve(cwd, folder, DEMO_FOLDER);
}

/** The environment with the demo's folder, and without what belongs to real books. */
export function demoEnvironment(env: Env, cwd: string): Env {
  const own = Object.entries(env).filter(([name]) => !REAL.some((real) => real === name));
  return { ...Object.fromEntries(own), KVITT_HOME: demoFolder(env, cwd) };
}

/** Which of those variables are set, so that people can be told that the demo does not use them. */
export function ignoredByDemo(env: Env): readonly string[] {
  return REAL.filter((name) => (env[name]?.trim() ?? "") !== "");
}
