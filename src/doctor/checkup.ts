/**
 * Looks at everything a night needs and says of each whether it works and what to do if it does not. Never throws
 * for what it finds: a database that is down is a finding, and what depends on it is left out.
 */
import { startNight } from "../../jobs/start-night.ts";
import { lastNights, serverCondition, stuckRows, type LastNight } from "../books/health.ts";
import { openBooks } from "../books/database.ts";
import { migrationNames } from "../books/migrate.ts";
import type { Clock } from "../clock.ts";
import { messageOf, UserError } from "../errors.ts";
import type { Workspace } from "../config/workspace.ts";
import type { Log } from "../log.ts";
import { openMailer } from "../mail/send.ts";
import { openQueues } from "../queue/queues.ts";
import type { Scheduled } from "../queue/schedules.ts";
import type { Message } from "../message.ts";
import { judgeDatabase } from "./database.ts";
import { broken, works, type Check, type Finding } from "./finding.ts";
import { checkDisk, checkFolders } from "./folders.ts";
import { judgeSchedule } from "./schedule.ts";
import { checkSettings } from "./settings.ts";
import { judgeStuck } from "./stuck.ts";

const ANSWER_WITHIN_MS = 10_000;
const STANDING_MS = 60 * 60_000;

export interface Checkup {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly log: Log;
  /** The database's address, started first where it is ours to start. Throws when it cannot be had. */
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

/** A queue in Redis is looked at even when the database is down. */
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
  const isSaid = inRedis === null || findings.includes(inRedis.finding);
  return isSaid ? findings : [...findings, inRedis.finding];
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
  // Rows can only be asked for when there are tables and we may read them; that there are none is said above.
  if (condition.migrations === null || !condition.mayTakeRole) return findings;
  const asked = await askRows(url, new Date(clock.now().getTime() - STANDING_MS));
  if (scheduled !== null) {
    const nights = { settings: workspace.settings, scheduled, last: asked.last, now: clock.now() };
    findings.push(...judgeSchedule(nights));
  }
  return [...findings, ...judgeStuck(asked.stuck)];
}

function whereOf({ databaseUrl, pg }: Workspace): Message {
  if (databaseUrl === null) return { sv: `Kvitts egen i ${pg}`, en: `Kvitt's own in ${pg}` };
  // never the address itself: it may hold a password
  const { host, pathname } = new URL(databaseUrl);
  return { sv: `på ${host}${pathname}`, en: `at ${host}${pathname}` };
}

interface Asked {
  /** null when the queue does not answer. */
  readonly scheduled: readonly Scheduled[] | null;
  readonly finding: Finding;
}

async function askQueue({ workspace, log, clock }: Checkup, databaseUrl: string): Promise<Asked> {
  const where: Message =
    workspace.redisUrl === null
      ? { sv: "i databasen", en: "in the database" }
      : {
          sv: `i Redis på ${new URL(workspace.redisUrl).host}`,
          en: `in Redis at ${new URL(workspace.redisUrl).host}`,
        };
  try {
    const queues = await openQueues({ databaseUrl, redisUrl: workspace.redisUrl ?? undefined, log, clock });
    try {
      const scheduled = await queues.schedules(startNight);
      return {
        scheduled,
        finding: works("queue", { sv: `svarar, ${where.sv}`, en: `answers, ${where.en}` }),
      };
    } finally {
      await queues.close();
    }
  } catch (error) {
    const said = messageOf(error);
    const finding = broken(
      "queue",
      { sv: `svarar inte: ${said}`, en: `does not answer: ${said}` },
      workspace.redisUrl === null
        ? {
            sv: "Kör kvitt migrate som databasens ägare.",
            en: "Run kvitt migrate as the owner of the database.",
          }
        : {
            sv: "Starta Redis eller rätta REDIS_URL. Inget går förlorat: böckerna vet vad som är kvar att göra.",
            en: "Start Redis or correct REDIS_URL. Nothing is lost: the books know what is left to do.",
          },
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
  if (mailer.kind === "folder")
    return [
      works("mail", {
        sv: `läggs som filer i ${workspace.mail} (SMTP_URL är inte satt)`,
        en: `is kept as files in ${workspace.mail} (SMTP_URL is not set)`,
      }),
    ];
  const server = new URL(workspace.smtpUrl ?? "").host;
  return [works("mail", { sv: `${server} svarar och godtar oss`, en: `${server} answers and accepts us` })];
}

const CURES: Partial<Readonly<Record<Check, Message>>> = {
  database: {
    sv: "Starta databasen, eller rätta DATABASE_URL. Utan DATABASE_URL använder Kvitt sin egen.",
    en: "Start the database, or correct DATABASE_URL. Without DATABASE_URL Kvitt uses its own.",
  },
  mail: {
    sv: "Starta e-postservern eller rätta SMTP_URL. Mejlen väntar tills den svarar.",
    en: "Start the mail server or correct SMTP_URL. The mails wait until it answers.",
  },
};

/** What a check throws is what it found. */
async function guarded(check: Check, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof UserError) return [broken(check, thrown.problem, thrown.todo)];
    const said = messageOf(thrown);
    const cure = CURES[check] ?? { sv: "Se felet ovan.", en: "See the error above." };
    return [broken(check, { sv: said, en: said }, cure)];
  }
}
