/**
 * The digest, the mail after a run: what came in, what does not agree, and what to do about it. Pure: data in, the parts of
 * a letter out. `hasNews` decides whether there is a mail at all.
 */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import { adviceMessage } from "../format/advice-texts.ts";
import { completedMessage } from "../format/completion-texts.ts";
import type { Language, Message } from "../message.ts";
import { clearingBlocks } from "./clearing-section.ts";
import { deviationsCsv } from "./deviations-csv.ts";
import { wholeDate } from "../format/days.ts";
import { deviationBlocks } from "./deviation-sections.ts";
import type { DigestData } from "./digest-data.ts";
import { failedJobBlocks } from "./failed-job-blocks.ts";
import { pageHtml } from "../format/page-html.ts";
import { digestSubject, outcome } from "./outcome.ts";
import { type Block, type Page } from "../format/page.ts";
import { payoutBlocks } from "./payout-section.ts";
import { inboxBlocks, leftAloneBlocks, quarantineBlocks, refusedRowBlocks } from "./refusal-sections.ts";
import { ageingBlocks, closedBlocks, overchargedBlocks } from "./standing-sections.ts";
import { pageText } from "../format/page-text.ts";

export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: string;
}

export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

/** null when there is nothing to report. `timeZone` is for the few instants that a digest shows. */
export function composeDigest(data: DigestData, language: Language, timeZone: string): Composed | null {
  if (!hasNews(data)) return null;
  const { line, tone } = outcome(data, language);
  const page: Page = {
    language,
    above: `${oneLine(data.company, 80)} · ${wholeDate(data.date, language)}`,
    headline: line.charAt(0).toUpperCase() + line.slice(1),
    tone,
    blocks: [
      ...cameIn(data, language),
      ...completedBlocks(data, language),
      ...adviceBlocks(data, language),
      ...failedJobBlocks(data.failedJobs, language, timeZone),
      ...payoutBlocks(data.payouts, language),
      ...quarantineBlocks(data.files.quarantined, language),
      ...refusedRowBlocks(data.receivables?.refused ?? [], language),
      ...inboxBlocks(data, language),
      ...leftAloneBlocks(data, language),
      ...openBlocks(data, language),
      ...closedBlocks(data, language),
      ...overchargedBlocks(data, language),
      ...clearingBlocks(data.clearing, language),
      ...ageingBlocks(data, language),
    ],
    foot: [messages.runDeviations, messages.doNotReply, messages.saveThisMail(data.anchor)].map(
      (message) => message[language],
    ),
  };
  return {
    subject: digestSubject(data, language),
    text: pageText(page),
    html: pageHtml(page),
    attachments: attachments(data, language),
  };
}

/**
 * A mail is sent when something happened: a report was imported or refused, a receivable was refused, a payout was booked, a
 * deviation was opened or closed, a job failed, the inbox or a file in it needs a person. Files that were known already and receivables that changed nothing are no
 * news. A deviation that stays open is reported again only on the day it passes an age: after 7, 30 and 90 days, and every
 * 30 days after that.
 */
export function hasNews(data: DigestData): boolean {
  const { files, completed, advice, receivables, payouts, deviations, closed, failedJobs, openByAge } = data;
  return (
    files.imported + files.changed + files.quarantined.length + completed.length + advice.length > 0 ||
    (receivables?.refused.length ?? 0) > 0 ||
    payouts.length > 0 ||
    deviations.listed.some(({ isNew }) => isNew) ||
    deviations.unlistedNew > 0 ||
    closed.count > 0 ||
    failedJobs.some(({ wasTold = false }) => !wasTold) ||
    data.isLeftNew ||
    openByAge.some(({ ageDays, count }) => count > 0 && isReminderDay(ageDays))
  );
}

function isReminderDay(ageDays: number): boolean {
  return ageDays === 8 || ageDays === 31 || (ageDays >= 91 && (ageDays - 91) % 30 === 0);
}

function cameIn({ files, receivables }: DigestData, language: Language): readonly Block[] {
  const say = (message: Message) => message[language];
  const known = files.duplicate;
  const refused = files.quarantined.filter(({ kind }) => kind === "report").length;
  const lists = files.quarantined.length - refused;
  const parts = [
    ...(files.imported > 0 ? [say(messages.reportsImported(files.imported))] : []),
    ...(files.changed > 0 ? [say(messages.reportsChanged(files.changed))] : []),
    ...(known > 0 ? [say(messages.reportsKnown(known))] : []),
    ...(refused > 0 ? [say(messages.reportsInQuarantine(refused))] : []),
  ];
  const reports = parts.length === 0 ? [] : [sentence(say(messages.reports), `${parts.join(", ")}.`)];
  const { taken, refused: bad } = receivables ?? { taken: 0, refused: [] };
  if (taken + bad.length + lists === 0) return reports;
  const rows = [
    say(messages.receivablesImported(taken)),
    ...(bad.length > 0 ? [say(messages.receivablesRefused(bad.length))] : []),
    ...(lists > 0 ? [say(messages.listsInQuarantine(lists))] : []),
  ];
  return [...reports, sentence(say(messages.receivables), `${rows.join(", ")}.`)];
}

function completedBlocks({ completed }: DigestData, language: Language): readonly Block[] {
  const label = messages.completed[language];
  return completed.map((one) => sentence(label, oneLine(completedMessage(one)[language], 600)));
}

function adviceBlocks({ advice }: DigestData, language: Language): readonly Block[] {
  const label = messages.advice[language];
  return advice.map((one) => sentence(label, oneLine(adviceMessage(one)[language], 700)));
}

function openBlocks({ deviations, files }: DigestData, language: Language): readonly Block[] {
  const asFiles = new Set(files.quarantined.map(({ deviationId }) => deviationId));
  const toShow = deviations.listed.filter(({ id }) => !asFiles.has(id));
  const more = deviations.unlistedNew + deviations.unlistedOld;
  const text = messages.moreThanAttached(more);
  return [
    ...deviationBlocks(
      toShow.filter(({ isNew }) => isNew),
      toShow.filter(({ isNew }) => !isNew),
      language,
    ),
    ...(more === 0 ? [] : [{ kind: "sentence" as const, text: text[language] }]),
  ];
}

function attachments({ date, deviations }: DigestData, language: Language): readonly Attachment[] {
  if (deviations.listed.length === 0) return [];
  const filename = `${messages.attachment[language]}-${date}.csv`;
  return [
    { filename, contentType: "text/csv; charset=utf-8", content: deviationsCsv(deviations.listed, language) },
  ];
}

function sentence(label: string, text: string): Block {
  return { kind: "sentence", label, text };
}
