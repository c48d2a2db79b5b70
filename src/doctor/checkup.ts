/**
 * Checks everything that a run needs, and reports of each whether it works and what to do if it does not. Never throws for
 * what it finds: a database that is down is a finding, and what depends on it is not checked.
 */
import { messages } from "./messages.ts";
import { startNight } from "../../jobs/start-night.ts";
import { lastNights, serverCondition, stuckRows, type LastNight } from "../books/health.ts";
import { openBooks } from "../books/database.ts";
import { migrationNames } from "../books/migrate.ts";
import type { Clock } from "../clock.ts";
import { messageOf, UserError } from "../errors.ts";
import type { Workspace } from "../config/workspace.ts";
import type { Log } from "../log.ts";
import { openMailer } from "../mail/send.ts";
import { openQueues } from "../queue/open-queues.ts";
import type { Scheduled } from "../queue/schedules.ts";
import { verbatim, type Message } from "../message.ts";
import { judgeDatabase } from "./database.ts";
import { broken, works, type Check, type Finding } from "./finding.ts";
import { checkDisk, checkFolders } from "./folders.ts";
import { judgeSchedule } from "./schedule.ts";
import { checkSettings } from "./settings.ts";
import { judgeStuck } from "./stuck.ts";

const ANSWER_WITHIN_MS = 10_000;
const STUCK_MS = 60 * 60_000;

export interface Checkup {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly log: Log;
  /** The database's address; an embedded one is started first. Throws when there is none. */
  openDatabase(): Promise<{ readonly url: string; close(): Promise<void> }>;
}

/** In the order of CHECKS. */
export async function examine(checkup: Checkup): Promise<readonly Finding[]> {
  const { workspace } = checkup;
  return [
    ...(await guarded("settings", () => checkSettings(workspace))),
    ...(await guarded("folders", () => checkFolders(workspace))),
    ...(await guarded("disk", () => checkDisk(workspace))),
    ...(await examineDatabase(checkup)),
    ...(await guarded("mail", () => checkMail(checkup))),
  ];
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
  const isReported = inRedis === null || findings.includes(inRedis.finding);
  return isReported ? findings : [...findings, inRedis.finding];
}

async function examineBooks(
  checkup: Checkup,
  url: string,
  inRedis: Asked | null,
): Promise<readonly Finding[]> {
  const { workspace, clock } = checkup;
  const condition = await serverCondition({ url, clock, withinMs: ANSWER_WITHIN_MS });
  const { scheduled, finding } = inRedis ?? (await askQueue(checkup, url));
  const findings = [...judgeDatabase(condition, migrationNames(), whereOf(workspace)), finding];
  // Rows can be read only where there are tables and rights to them; where not, a finding above says so.
  if (condition.migrations === null || !condition.mayTakeRole) return findings;
  const asked = await askRows(url, new Date(clock.now().getTime() - STUCK_MS));
  if (scheduled !== null) {
    const nights = { settings: workspace.settings, scheduled, last: asked.last, now: clock.now() };
    findings.push(...judgeSchedule(nights));
  }
  return [...findings, ...judgeStuck(asked.stuck)];
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
  readonly finding: Finding;
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
        finding: works("queue", messages.queueAnswers(where)),
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
    return { scheduled: null, finding };
  }
}

async function askRows(url: string, before: Date) {
  const books = openBooks({ url, max: 1 });
  try {
    const last: readonly LastNight[] = await lastNights(books);
    return { last, stuck: await stuckRows(books, before) };
  } finally {
    await books.destroy();
  }
}

async function checkMail({ workspace, log }: Checkup): Promise<readonly Finding[]> {
  const mailer = openMailer({
    smtpUrl: workspace.smtpUrl,
    folder: workspace.mail,
    log,
    deadlineMs: ANSWER_WITHIN_MS,
  });
  await mailer.check();
  if (mailer.kind === "folder") return [works("mail", messages.mailAsFiles(workspace.mail))];
  const server = new URL(workspace.smtpUrl ?? "").host;
  return [works("mail", messages.mailServerAnswers(server))];
}

const REMEDIES: Partial<Readonly<Record<Check, Message>>> = {
  database: messages.startDatabase,
  mail: messages.startMailServer,
};

/** An error of a check is its finding. */
async function guarded(check: Check, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof UserError) return [broken(check, thrown.problem, thrown.todo)];
    const todo = REMEDIES[check] ?? messages.seeError;
    return [broken(check, verbatim(messageOf(thrown)), todo)];
  }
}
