/** The last step but one of a run: composes the digest from the books, and stores it to be sent. */
import { adviceIn } from "../books/advice.ts";
import { clearingByAge, openByAge } from "../books/ages.ts";
import { newestEntry } from "../books/audit.ts";
import { clearingByMerchant } from "../books/clearing.ts";
import { completedIn } from "../books/completions.ts";
import type { Handle } from "../books/database.ts";
import {
  earlierDigests,
  failedWork,
  filesIn,
  markDigestComposed,
  payoutsIn,
  receivablesIn,
} from "../books/digest.ts";
import {
  endedDeviations,
  openDeviationsAfter,
  overchargedIn,
  type OpenDeviation,
} from "../books/digest-deviations.ts";
import { addDigest } from "../books/mails.ts";
import { decidedSince, sieFilesSince } from "../books/digest-work.ts";
import { runById, skippedFiles, type FileWarning, type RunRow, type SkippedFiles } from "../books/runs.ts";
import type { Message } from "../message.ts";
import { dateIn } from "../clock.ts";
import { mailLanguage } from "../config/settings.ts";
import type { LineFacts } from "../format/line-facts.ts";
import type { Language } from "../message.ts";
import { deviationsCsv } from "../mail/deviations-csv.ts";
import { composeDigest } from "../mail/digest.ts";
import { LISTED_MAX, type DigestData, type DigestDeviation } from "../mail/digest-data.ts";
import type { FailedJob } from "../mail/failed-job.ts";
import { messageIdOf } from "../mail/letter.ts";
import { zipped } from "../mail/zipped.ts";
import type { AppContext } from "../app.ts";

const DAY_MS = 86_400_000;
/** Ended deviations, decisions and SIE files that a digest shows; the others are counted. */
const ENDED_MAX = 50;
/** More rows than a spreadsheet takes. */
const ALL = 1_048_575;

/** Composes the run's digest once. A run with nothing to report gets none. */
export async function digestStep(app: AppContext, runId: bigint): Promise<void> {
  const { workspace, books, clock } = app;
  const { settings } = workspace;
  await books.transaction(async (trx) => {
    const run = await runById(trx, runId);
    if (run?.state !== "notifying") return;
    const composed = composeDigest(
      await digestData(trx, app, run),
      mailLanguage(settings),
      settings.timeZone,
      { always: run.kind === "nightly" && settings.heartbeat.letter },
    );
    if (composed) {
      // a run that was retried gets another digest, with a key of its own
      const earlier = await earlierDigests(trx, runId);
      const name = `${runId}${earlier > 0 ? `-${earlier}` : ""}`;
      await addDigest(trx, settings, {
        key: `digest ${name}`,
        messageId: messageIdOf(`digest-${name}`, clock.now(), settings.mail.from),
        runId,
        at: clock.now(),
        ...composed,
        attachments: await zipped(composed.attachments, clock.now()),
      });
    }
    await markDigestComposed(trx, runId);
  });
}

async function digestData(trx: Handle, { workspace, clock }: AppContext, run: RunRow): Promise<DigestData> {
  const { settings } = workspace;
  const { timeZone } = settings;
  const now = clock.now();
  const today = dateIn(timeZone, now);
  const month = today.slice(0, 7);
  const hasContract = Object.values(settings.merchants).some(({ fees }) => fees.length > 0);
  const skipped = await skippedFiles(trx, run.id);
  return {
    company: settings.company.name,
    page: settings.web.url ?? null,
    date: today,
    files: await filesOf(trx, run.id),
    completed: await completedIn(trx, { runId: run.id }),
    advice: await adviceIn(trx, { runId: run.id }),
    receivables: await receivablesIn(trx, run.id),
    leftAlone: wordsOf(skipped.warnings.filter((one) => !isOfInbox(one))),
    inbox: wordsOf(skipped.warnings.filter(isOfInbox)),
    isLeftNew: skipped.warnings.some(isToTell),
    payouts: await payoutsIn(trx, run.id),
    deviations: await deviationsOf(trx, run.id, now, timeZone),
    closed: await endedDeviations(trx, run.id, ENDED_MAX),
    sieFiles: await sieFilesSince(trx, run.id, ENDED_MAX),
    decided: await decidedSince(trx, run.id, ENDED_MAX),
    overcharged: hasContract ? { month, sums: await overchargedIn(trx, month) } : null,
    openByAge: await openByAge(trx, { today, timeZone }),
    clearing: await clearingByMerchant(trx),
    clearingByAge: await clearingByAge(trx, { today, timeZone }),
    failedJobs: await failedJobs(trx, run, skipped),
    anchor: (await newestEntry(trx)).hash,
  };
}

async function filesOf(trx: Handle, runId: bigint): Promise<DigestData["files"]> {
  const found = await filesIn(trx, runId);
  const count = (state: string) => found.filter((file) => file.state === state).length;
  return {
    imported: count("imported"),
    duplicate: count("duplicate"),
    changed: count("changed"),
    quarantined: found.filter(({ state }) => state === "quarantined"),
  };
}

async function deviationsOf(
  trx: Handle,
  runId: bigint,
  now: Date,
  timeZone: string,
): Promise<DigestData["deviations"]> {
  const found = await openDeviationsAfter(trx, runId, LISTED_MAX);
  return { listed: found.listed.map((one) => digestDeviation(one, now, timeZone)), rest: found.rest };
}

/** Every open deviation, as the letter's attachment has them. */
export async function openDeviationsCsv(
  { books, clock, workspace }: AppContext,
  language: Language,
): Promise<string> {
  const { timeZone } = workspace.settings;
  const { listed } = await openDeviationsAfter(books, 0n, ALL);
  return deviationsCsv(
    listed.map((one) => digestDeviation(one, clock.now(), timeZone)),
    language,
  );
}

function digestDeviation(
  { openedAt, facts, ...one }: OpenDeviation,
  now: Date,
  timeZone: string,
): DigestDeviation {
  return {
    ...one,
    ageDays: Math.max(0, Math.floor((now.getTime() - openedAt.getTime()) / DAY_MS)),
    facts: one.row === null ? null : inDays(facts, timeZone),
  };
}

function inDays(facts: LineFacts, timeZone: string): LineFacts {
  const day = (instant: string | null) => (instant === null ? null : dateIn(timeZone, new Date(instant)));
  return { ...facts, saleDate: day(facts.saleDate), captureDate: day(facts.captureDate) };
}

/** Files that could not be claimed come first: no row of the books has failed for them. */
async function failedJobs(trx: Handle, run: RunRow, { failed }: SkippedFiles): Promise<readonly FailedJob[]> {
  const unclaimed = failed.map(({ name, problem, nights = 1 }): FailedJob => ({
    id: null,
    step: "claim",
    subject: name,
    since: run.startedAt,
    attempts: 1,
    error: problem,
    wasTold: !isNightToTell(nights, 1),
  }));
  return [...unclaimed, ...(await failedWork(trx, run.id))];
}

function wordsOf(warnings: readonly FileWarning[]): readonly Message[] {
  return warnings.map(({ words }) => words);
}

/** About the inbox as a whole, not about a file in it. */
function isOfInbox({ kind }: FileWarning): boolean {
  return kind === "nothing_came" || kind === "not_mounted";
}

/** A file that is being written to as a night begins is nothing unusual; the same one a night later is. */
function isToTell({ kind, nights = 1 }: FileWarning): boolean {
  return isNightToTell(nights, kind === "still_written" ? 2 : 1);
}

/** One trouble is one mail, and another one each month that it stays. */
function isNightToTell(nights: number, first: number): boolean {
  return nights === first || (nights > first && (nights - first) % REMIND_NIGHTS === 0);
}

const REMIND_NIGHTS = 30;
