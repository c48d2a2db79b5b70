/**
 * Checks everything that a run needs, and reports of each whether it works and what to do if it does not. Never throws for
 * what it finds: each check is on its own, and what it throws is its finding. What depends on a database that is down is not
 * checked.
 */
import { messages } from "./messages.ts";
import { startNight } from "../../jobs/start-night.ts";
import { lastNights, serverCondition, stuckRows } from "../books/health.ts";
import { lastReportAt } from "../books/report-files.ts";
import { openBooks, type Books } from "../books/database.ts";
import { migrationNames } from "../books/migrate.ts";
import { newestPing } from "../books/nights.ts";
import type { Clock } from "../clock.ts";
import { checkConnector } from "../connectors/check.ts";
import { openConnectors } from "../connectors/registry.ts";
import { messageOf, ToldError } from "../errors.ts";
import { homeIdOf } from "../config/home-id.ts";
import { isLoopback } from "../config/loopback.ts";
import type { Workspace } from "../config/workspace.ts";
import type { Log } from "../log.ts";
import { openMailer } from "../mail/send.ts";
import { Provider, providerOptions } from "../openid/provider.ts";
import { rolesAlive } from "../pipeline/life.ts";
import { nightFaults } from "../pipeline/night-faults.ts";
import { openQueues } from "../queue/open-queues.ts";
import { redisCondition } from "../queue/redis-condition.ts";
import type { Scheduled } from "../queue/schedules.ts";
import type { Role } from "../roles.ts";
import { verbatim, type Message } from "../message.ts";
import { judgeDatabase } from "./database.ts";
import { attention, broken, works, type Check, type Finding } from "./finding.ts";
import { checkDisk, checkFolders } from "./folders.ts";
import { checkInbox, judgeQuiet } from "./inbox.ts";
import { judgePing } from "./ping.ts";
import { judgeRedis } from "./redis.ts";
import { judgeOneRole, judgeHomes, judgeRoles } from "./roles.ts";
import { judgeFaults, judgeSchedule } from "./schedule.ts";
import { checkSettings } from "./settings.ts";
import { judgeStuck } from "./stuck.ts";

const ANSWER_WITHIN_MS = 10_000;
const STUCK_MS = 60 * 60_000;

export interface Checkup {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly log: Log;
  /** Done before the folders are looked at: what it throws is their finding. */
  readonly prepare?: () => void;
  /** The machine's list of what should be mounted; /etc/fstab unless given. */
  readonly fstab?: string;
  /** The database's address; an embedded one is started first. Throws when there is none. */
  openDatabase(): Promise<{ readonly url: string; close(): Promise<void> }>;
}

/** In the order of CHECKS. */
export async function examine(checkup: Checkup): Promise<readonly Finding[]> {
  const { workspace } = checkup;
  return [
    ...(await guarded("settings", () => checkSettings(workspace))),
    ...(await guarded("folders", () => {
      checkup.prepare?.();
      return checkFolders(workspace);
    })),
    ...(await guarded("inbox", () => checkInbox(workspace.inbox, checkup.fstab))),
    ...(await guarded("disk", () => checkDisk(workspace))),
    ...(await examineDatabase(checkup)),
    ...(await guarded("mail", () => checkMail(checkup))),
    ...(await guarded("connectors", () => checkConnectors(checkup))),
    ...checkPage(workspace),
    ...(await guarded("signIn", () => checkSignIn(checkup))),
  ];
}

/** Of some roles only, and only on this machine: what a container asks every minute. Neither queue nor mail is spoken to. */
export async function examineRoles(
  checkup: Checkup,
  asked: readonly Role[],
  host: string,
): Promise<readonly Finding[]> {
  const { timeZone } = checkup.workspace.settings;
  return guarded("database", async () => {
    const database = await checkup.openDatabase();
    try {
      return await withBooks(database.url, async (books) =>
        (await rolesAlive(books, checkup.clock.now()))
          .filter(({ role }) => asked.includes(role))
          .map((life) => judgeOneRole(life, host, timeZone)),
      );
    } finally {
      await database.close();
    }
  });
}

/** A queue in Redis is checked even when the database is down. */
async function examineDatabase(checkup: Checkup): Promise<readonly Finding[]> {
  const inRedis = checkup.workspace.redisUrl === null ? null : await askQueue(checkup, "");
  const findings = await guarded("database", async () => {
    const database = await checkup.openDatabase();
    try {
      return await examineBooks(checkup, database.url, inRedis);
    } finally {
      await database.close();
    }
  });
  const unreported = (inRedis?.found ?? []).filter((one) => !findings.includes(one));
  return [...findings, ...unreported];
}

async function examineBooks(
  checkup: Checkup,
  url: string,
  inRedis: Asked | null,
): Promise<readonly Finding[]> {
  const { workspace, clock } = checkup;
  const condition = await serverCondition({ url, clock, withinMs: ANSWER_WITHIN_MS });
  const { scheduled, found } = inRedis ?? (await askQueue(checkup, url));
  const findings = [...judgeDatabase(condition, migrationNames(), whereOf(workspace)), ...found];
  // Rows can be read only where there are tables and rights to them; where not, a finding above says so.
  if (condition.migrations === null || !condition.mayTakeRole) return findings;
  const { settings } = workspace;
  const now = clock.now();
  const about = (check: Check, look: (books: Books) => Promise<readonly Finding[]>) =>
    guarded(check, () => withBooks(url, look));
  return [
    ...findings,
    ...(await about("workers", async (books) => {
      const roles = await rolesAlive(books, now);
      return [...judgeRoles(roles, settings.timeZone, now), ...judgeHomes(roles, await homeIdOf(workspace))];
    })),
    ...(await about("schedule", async (books) => {
      const last = await lastNights(books);
      const nights = scheduled === null ? [] : judgeSchedule({ settings, scheduled, last, now });
      return [...nights, ...judgeFaults(await nightFaults(books, settings, now), settings.timeZone)];
    })),
    ...(await about("rows", async (books) =>
      judgeStuck(await stuckRows(books, new Date(now.getTime() - STUCK_MS))),
    )),
    ...(await about("inbox", async (books) =>
      judgeQuiet(await lastReportAt(books), settings.quietDays, now),
    )),
    ...(settings.heartbeat.url === undefined
      ? []
      : await about("ping", async (books) => judgePing(await newestPing(books), settings.timeZone))),
  ];
}

async function withBooks<T>(url: string, look: (books: Books) => Promise<T>): Promise<T> {
  const books = openBooks({ url, max: 1 });
  try {
    return await look(books);
  } finally {
    await books.destroy();
  }
}

function whereOf({ databaseUrl, pg }: Workspace): Message {
  if (databaseUrl === null) return messages.ownDatabase(pg);
  // never the address itself: it may hold a password
  const { host, pathname } = new URL(databaseUrl);
  return messages.databaseAt({ host, pathname });
}

interface Asked {
  /** null when the queue does not answer. */
  readonly scheduled: readonly Scheduled[] | null;
  readonly found: readonly Finding[];
}

async function askQueue({ workspace, log, clock }: Checkup, databaseUrl: string): Promise<Asked> {
  const where: Message =
    workspace.redisUrl === null
      ? messages.queueInDatabase
      : messages.queueInRedis(new URL(workspace.redisUrl).host);
  try {
    const queues = await openQueues({ databaseUrl, redisUrl: workspace.redisUrl ?? undefined, log, clock });
    try {
      const scheduled = await queues.schedules(startNight);
      return {
        scheduled,
        found: [works("queue", messages.queueAnswers(where)), ...(await askRedis(workspace))],
      };
    } finally {
      await queues.close();
    }
  } catch (error) {
    const finding = broken(
      "queue",
      messages.queueSilent(messageOf(error)),
      workspace.redisUrl === null ? messages.migrateAsOwner : messages.startRedis,
    );
    return { scheduled: null, found: [finding] };
  }
}

function askRedis({ redisUrl }: Workspace): Promise<readonly Finding[]> {
  if (redisUrl === null) return Promise.resolve([]);
  return guarded("queue", async () => judgeRedis(await redisCondition(redisUrl, ANSWER_WITHIN_MS)));
}

async function checkMail({ workspace, log }: Checkup): Promise<readonly Finding[]> {
  const mailer = openMailer({
    smtpUrl: workspace.smtpUrl,
    folder: workspace.mail,
    log,
    deadlineMs: ANSWER_WITHIN_MS,
  });
  if (mailer.kind === "folder") {
    try {
      await mailer.check();
    } catch (error) {
      return [broken("mail", verbatim(messageOf(error)), messages.grantWriting)];
    }
    return [works("mail", messages.mailAsFiles(workspace.mail))];
  }
  await mailer.check();
  const server = new URL(workspace.smtpUrl ?? "").host;
  return [works("mail", messages.mailServerAnswers(server))];
}

/** Each system is asked whether it lets Kvitt in, and has what its roles need; nothing is changed there. */
async function checkConnectors({ workspace, clock, log }: Checkup): Promise<readonly Finding[]> {
  const { settings, folder, connectorSecrets: secrets } = workspace;
  const letters = { smtpUrl: workspace.smtpUrl, folder: workspace.mail };
  const opened = openConnectors({ settings, folder, secrets, letters, clock, log });
  const found = await Promise.all(opened.map((one) => checkConnector(one, ANSWER_WITHIN_MS)));
  return found.flat().map((one) => ({ check: "connectors", ...one }));
}

/** People sign in; but without a proxy that encrypts, their passwords can be read on the way. */
function checkPage({ settings: { web } }: Workspace): readonly Finding[] {
  if (isLoopback(web.host)) return [works("page", messages.pageHere(web.host))];
  if (web.names.length > 0) return [works("page", messages.pageBehindProxy(web.names.join(", ")))];
  return [attention("page", messages.pageOpen(web.host), messages.closePage)];
}

/** The provider's description of itself is read; whether it takes Kvitt's secret is known when somebody signs in. */
async function checkSignIn({ workspace, clock }: Checkup): Promise<readonly Finding[]> {
  const options = providerOptions(workspace);
  if (options === null) return [];
  await new Provider(options, clock).describe();
  const { host } = new URL(options.issuer);
  return options.clientSecret === null
    ? [attention("signIn", messages.signInWithoutSecret(host), messages.setClientSecret)]
    : [works("signIn", messages.signInAnswers(host))];
}

const REMEDIES: Partial<Readonly<Record<Check, Message>>> = {
  folders: messages.grantWriting,
  database: messages.startDatabase,
  mail: messages.startMailServer,
};

/** An error of a check is its finding. */
async function guarded(check: Check, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof ToldError) return [broken(check, thrown.problem, thrown.todo)];
    const todo = REMEDIES[check] ?? messages.seeError;
    return [broken(check, verbatim(messageOf(thrown)), todo)];
  }
}
