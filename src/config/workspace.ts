/**
 * The workspace: the folder KVITT_HOME (CONTRACT §2), the settings of its `kvitt.config.yaml`, and the environment, which
 * overrides the file. Read once at start; all problems are reported at once.
 */
import { messages } from "./messages.ts";
import { chmodSync, mkdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import type { Settings } from "./settings.ts";
import { readSettings } from "./read-settings.ts";
import { errnoOf, MachineError, messageOf, UserError } from "../errors.ts";
import { remedyFor, rule } from "./settings-messages.ts";
import { keepSecret, keepSecretsOf } from "../secrets.ts";
import { CONNECTOR_SECRETS } from "./connectors.ts";
import {
  BARE_SECRETS,
  isUnambiguous,
  SECRET_ADDRESSES,
  withSecretFiles,
  type Secrets,
} from "./secret-addresses.ts";
import { inEach, LANGUAGES, verbatim, type Language, type Message } from "../message.ts";

/** Absolute paths and settings; null for what is not set. */
export interface Workspace {
  readonly folder: string;
  /** The folder for settlement reports: `inbox/`, or the one in KVITT_INBOX, which may not be there (not mounted). */
  readonly inbox: string;
  /** The inbox is KVITT_INBOX's, perhaps a share that has to be mounted: it is never made here. */
  readonly inboxIsGiven: boolean;
  /** `receivables/`, or the one in KVITT_RECEIVABLES. */
  readonly receivables: string;
  readonly archive: string;
  readonly quarantine: string;
  /** `sie/`, or the one in KVITT_SIE. */
  readonly sie: string;
  readonly mail: string;
  /** For the embedded database, which makes the folder with the permissions it needs. */
  readonly pg: string;
  /** Claimed files, while they are imported. */
  readonly work: string;
  readonly config: string;
  readonly settings: Settings;
  /** The settings that the environment overrides, by their way in the file -> the variable that does. */
  readonly fromEnvironment: Readonly<Record<string, string>>;
  /** What the file alone said at start. */
  readonly settingsOfFile: Settings;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly smtpUrl: string | null;
  /** What Kvitt itself shows to the provider that people sign in by. */
  readonly oidcSecret: string | null;
  /** What outside systems let Kvitt in by. */
  readonly connectorSecrets: Secrets;
  readonly logLevel: string;
}

const CONFIG_NAME = "kvitt.config.yaml";

const url = (schemes: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol),
      rule(messages.writeUrl(example)),
    )
    .refine(isUnambiguous, rule(messages.encodePassword));
const address = z.email(rule(messages.writeMailAddress));

/** Variables that are set but empty count as not set: a compose file can write "none" in no other way. */
const Environment = z.object({
  KVITT_HOME: z.string().default(".kvitt"),
  KVITT_INBOX: z.string().optional(),
  KVITT_RECEIVABLES: z.string().optional(),
  KVITT_SIE: z.string().optional(),
  KVITT_WEB_HOST: z.string().optional(),
  KVITT_WEB_PORT: z
    .string()
    .regex(/^\d{1,5}$/, rule(messages.writePort))
    .transform(Number)
    .refine((port) => port <= 65_535, rule(messages.writePort))
    .optional(),
  KVITT_PING_URL: url(["http:", "https:"], "https://hc-ping.com/...").optional(),
  DATABASE_URL: url(["postgres:", "postgresql:"], "postgres://user:password@host:5432/kvitt").optional(),
  REDIS_URL: url(["redis:", "rediss:"], "redis://host:6379").optional(),
  SMTP_URL: url(["smtp:", "smtps:"], "smtp://user:password@host:587").optional(),
  KVITT_OIDC_CLIENT_SECRET: z.string().optional(),
  KVITT_BJORNLUNDEN_CLIENT_SECRET: z.string().optional(),
  KVITT_FORTNOX_CLIENT_SECRET: z.string().optional(),
  // read by withSecretFiles, into those above
  DATABASE_URL_FILE: z.string().optional(),
  REDIS_URL_FILE: z.string().optional(),
  SMTP_URL_FILE: z.string().optional(),
  KVITT_OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  KVITT_BJORNLUNDEN_CLIENT_SECRET_FILE: z.string().optional(),
  KVITT_FORTNOX_CLIENT_SECRET_FILE: z.string().optional(),
  KVITT_MAIL_FROM: address.optional(),
  KVITT_MAIL_TO: z
    .string()
    .transform((list) => list.split(",").flatMap((one) => one.trim() || []))
    .pipe(z.array(address).min(1, rule(messages.writeMailAddresses)))
    .optional(),
  KVITT_LANG: z.enum(LANGUAGES).optional(),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], rule(messages.writeLogLevel))
    .default("info"),
});
type Environment = z.infer<typeof Environment>;

/**
 * Reads the environment and the configuration, and makes the folders that are missing. Throws a UserError with all problems
 * of both at once, and a MachineError that names a folder that cannot be made.
 */
export function openWorkspace(env: Readonly<Record<string, string | undefined>>, cwd: string): Workspace {
  const workspace = readWorkspace(env, cwd);
  prepareFolders(workspace);
  return workspace;
}

/** Reads the environment and the configuration; on the disk it changes nothing. */
export function readWorkspace(env: Readonly<Record<string, string | undefined>>, cwd: string): Workspace {
  const problems: Message[] = [];
  const environment = readEnvironment(withSecretFiles(env, cwd, problems), problems);
  const folder = resolve(cwd, environment.KVITT_HOME);
  const config = join(folder, CONFIG_NAME);
  const settings = readConfig(config, problems);
  if (settings === null || problems.length > 0) throw wrongSettings(problems);
  const given = (name: string, path: string | undefined) =>
    path === undefined ? join(folder, name) : resolve(cwd, path);
  const inbox = given("inbox", environment.KVITT_INBOX);
  return {
    folder,
    inbox,
    inboxIsGiven: inbox !== join(folder, "inbox"),
    receivables: given("receivables", environment.KVITT_RECEIVABLES),
    archive: join(folder, "archive"),
    quarantine: join(folder, "quarantine"),
    sie: given("sie", environment.KVITT_SIE),
    mail: join(folder, "mail"),
    pg: join(folder, "pg"),
    work: join(folder, "work"),
    config,
    settings: override(settings, environment),
    fromEnvironment: {
      ...(environment.KVITT_MAIL_FROM === undefined ? {} : { "mail.from": "KVITT_MAIL_FROM" }),
      ...(environment.KVITT_MAIL_TO === undefined ? {} : { "mail.to": "KVITT_MAIL_TO" }),
    },
    settingsOfFile: settings,
    databaseUrl: environment.DATABASE_URL ?? null,
    redisUrl: environment.REDIS_URL ?? null,
    smtpUrl: environment.SMTP_URL ?? null,
    oidcSecret: environment.KVITT_OIDC_CLIENT_SECRET ?? null,
    connectorSecrets: connectorSecretsOf(environment),
    logLevel: environment.LOG_LEVEL,
  };
}

/** Makes the folders that are missing, and refuses an inbox that would take in Kvitt's own files. */
export function prepareFolders(workspace: Workspace): void {
  makeFolders(workspace);
  checkInboxIsSeparate(workspace);
}

/**
 * The language of the person at the terminal: KVITT_LANG, else what the settings file says, else the machine's locale where
 * Kvitt has that language, else Swedish. Also before the settings are read, and when they cannot be. The locale decides
 * nothing that is kept or mailed: a nightly run must not change the language of the books with who started it.
 */
export function languageIn(env: Readonly<Record<string, string | undefined>>, cwd: string): Language {
  const known = (name: unknown) => LANGUAGES.find((language) => language === name);
  const folder = resolve(cwd, env["KVITT_HOME"]?.trim() || Environment.parse({}).KVITT_HOME);
  return (
    known(env["KVITT_LANG"]) ??
    known(languageOfFile(join(folder, CONFIG_NAME))) ??
    known(languageOfLocale(env)) ??
    "sv"
  );
}

/** "sv" of "sv_SE.UTF-8". As POSIX has it, the first variable that is set and not empty decides, also when it is "C". */
function languageOfLocale(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return /^[a-z]+(?=$|[_.@-])/i.exec(locale)?.[0].toLowerCase();
}

function languageOfFile(file: string): unknown {
  try {
    return parseDocument(readFileSync(file, "utf8")).get("language");
  } catch {
    return undefined; // reported where the settings are needed
  }
}

function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  problems: Message[],
): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  for (const name of SECRET_ADDRESSES) keepSecretsOf(given[name] ?? "");
  for (const name of [...BARE_SECRETS, "PGPASSWORD"]) keepSecret(given[name] ?? "");
  const read = Environment.safeParse(given);
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    // never the value itself: an address may hold a password
    const name = issue.path[0]?.toString() ?? "environment";
    problems.push(messages.wrongVariable({ name, remedy: remedyFor(issue) }));
  }
  // the configuration is read all the same, so that its problems are reported too
  return Environment.parse({ KVITT_HOME: given["KVITT_HOME"] });
}

/** null: the reason is in `problems`. */
function readConfig(file: string, problems: Message[]): Settings | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    // ENOTDIR: the workspace itself is no folder, which is reported where it should be made
    if (!["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) {
      problems.push(messages.configUnreadable({ file, error: messageOf(error) }));
      return null;
    }
    text = "";
  }
  const raw = parseYaml(text, problems);
  if (raw === NOT_YAML) return null;
  const read = readSettings(CONFIG_NAME, raw);
  if (read.ok) return read.value;
  problems.push(read.problem);
  return null;
}

function connectorSecretsOf(environment: Environment): Secrets {
  const set = CONNECTOR_SECRETS.flatMap((name) => {
    const secret = environment[name];
    return secret === undefined ? [] : [[name, secret] as const];
  });
  return Object.fromEntries(set);
}

const NOT_YAML = Symbol("not YAML");

function parseYaml(text: string, problems: Message[]): unknown {
  const fault = (message: string) => {
    problems.push(verbatim(`${CONFIG_NAME}: ${message.trim()}`));
  };
  const document = parseDocument(text, { prettyErrors: true });
  document.errors.forEach(({ message }) => fault(message));
  if (document.errors.length > 0) return NOT_YAML;
  try {
    return document.toJS() as unknown;
  } catch (error) {
    fault(messageOf(error)); // an alias without its anchor, or too many of them
    return NOT_YAML;
  }
}

function wrongSettings(problems: readonly Message[]): UserError {
  const all = inEach((language) => problems.map((problem) => problem[language]).join("\n"));
  return new UserError(messages.settingsUnusable(all), messages.correctSettings(CONFIG_NAME));
}

function override(settings: Settings, environment: Environment): Settings {
  const { KVITT_LANG: language, KVITT_MAIL_FROM: from, KVITT_MAIL_TO: to } = environment;
  const { KVITT_WEB_HOST: host, KVITT_WEB_PORT: port, KVITT_PING_URL: pingUrl } = environment;
  return {
    ...settings,
    ...(language === undefined ? {} : { language }),
    mail: { ...settings.mail, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    web: {
      ...settings.web,
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
    },
    heartbeat: { ...settings.heartbeat, ...(pingUrl === undefined ? {} : { url: pingUrl }) },
  };
}

/**
 * Sets modes regardless of the umask; a folder that exists keeps its mode. Reports have customers' order numbers, so not
 * everybody may read them. The owner's group may add files. Where root runs Kvitt, others may pass through the workspace
 * without reading it: the embedded database runs as another account there, in its own folder.
 */
function makeFolders(workspace: Workspace): void {
  makeFolder(workspace.folder, process.getuid?.() === 0 ? 0o751 : 0o750);
  // a folder made in the place of a share would take in reports that nobody looks for, and hide that the share is away
  if (workspace.inboxIsGiven) checkGiven(workspace.inbox);
  else makeFolder(workspace.inbox, 0o770);
  makeOwnFolder(workspace, workspace.receivables, 0o770);
  for (const folder of [workspace.archive, workspace.quarantine, workspace.sie, workspace.mail])
    makeOwnFolder(workspace, folder, 0o750);
  makeFolder(workspace.work, 0o700);
}

/** What holds for the inbox holds for every folder that the environment names: it is made by whoever mounts it. */
function makeOwnFolder(workspace: Workspace, folder: string, mode: number): void {
  if (isWithin(workspace.folder, folder)) makeFolder(folder, mode);
  else checkGiven(folder);
}

function makeFolder(folder: string, mode: number): void {
  try {
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, mode);
    else if (!statSync(folder).isDirectory()) throw notAFolder(folder);
  } catch (error) {
    const code = errnoOf(error) ?? "";
    if (code === "EEXIST" || code === "ENOTDIR") throw notAFolder(folder);
    if (error instanceof UserError) throw error;
    const problem = messages.folderNotMade({ folder, why: messageOf(error) });
    throw new MachineError(problem, FOLDER_REMEDIES[code] ?? messages.grantFolder, { cause: error });
  }
}

const FOLDER_REMEDIES: Readonly<Record<string, Message>> = {
  ENOSPC: messages.freeDisk,
  EDQUOT: messages.freeDisk,
  EROFS: messages.mountToWrite,
};

/** One that is not there is for the night and for `kvitt doctor` to tell: every other command can do without. */
function checkGiven(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === false) throw notAFolder(folder);
}

function notAFolder(folder: string): UserError {
  return new UserError(messages.notAFolder(folder), messages.moveFileAway);
}

/** An inbox around the archive would import the archive; an inbox inside it would be archived with its files. */
function checkInboxIsSeparate(workspace: Workspace): void {
  const inbox = realPathOf(workspace.inbox);
  const { archive, quarantine, receivables, work, sie, mail } = workspace;
  const own = [archive, quarantine, receivables, work, sie, mail].map(realPathOf);
  const collides = own.some((folder) => isWithin(folder, inbox) || isSearchedFrom(inbox, folder));
  if (!collides) return;
  throw new UserError(
    messages.inboxInOwnFolders({ inbox: workspace.inbox, folder: workspace.folder }),
    messages.setOwnInbox,
  );
}

/** Without the links on the way to it, also where the last part of the way is not there. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT" || dirname(path) === path) return path;
    return join(realPathOf(dirname(path)), basename(path));
  }
}

function isWithin(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(outer + sep);
}

/** Hidden folders are not searched, so the default `.kvitt/` may be in an inbox. */
function isSearchedFrom(inbox: string, folder: string): boolean {
  return (
    isWithin(inbox, folder) &&
    !relative(inbox, folder)
      .split(sep)
      .some((part) => part.startsWith("."))
  );
}
