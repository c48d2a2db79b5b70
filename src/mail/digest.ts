/**
 * The digest, the mail after a run: what came in, what does not agree, and what to do about it. Pure: data in, the parts of
 * a letter out. `hasNews` decides whether there is a mail at all.
 */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import { adviceMessage } from "../format/advice-texts.ts";
import { completedMessage } from "../format/completion-texts.ts";
import type { Language, Message } from "../message.ts";
import type { Attachment } from "./attachment.ts";
import { clearingBlocks } from "./clearing-section.ts";
import { deviationsCsvLines } from "./deviations-csv.ts";
import { wholeDate } from "../format/days.ts";
import { deskAddress, deviationBlocks, SHOWN_MAX } from "./deviation-sections.ts";
import type { DigestData } from "./digest-data.ts";
import { failedJobBlocks } from "./failed-job-blocks.ts";
import { pageHtml } from "../format/page-html.ts";
import { digestSubject, outcome } from "./outcome.ts";
import { type Block, type Page } from "../format/page.ts";
import { sieBlocks } from "./standing-sections.ts";
import { payoutBlocks } from "./payout-section.ts";
import {
  FILES_MAX,
  inboxBlocks,
  leftAloneBlocks,
  quarantineBlocks,
  refusedRowBlocks,
} from "./refusal-sections.ts";
import { ageingBlocks, closedBlocks, decidedBlocks, overchargedBlocks } from "./standing-sections.ts";
import { pageText } from "../format/page-text.ts";
import { fitting } from "./zipped.ts";

export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

export interface DigestOptions {
  /** Also when there is nothing to report, so that a morning without a mail says something. */
  readonly always?: boolean;
}

/**
 * The text and the HTML together, in bytes. With a zip of the deviations, and a third more for both on their way, a letter
 * stays under 200 kB: servers and people take it, and Gmail shows it whole.
 */
const BODY_MAX = 95_000;

/** null when there is nothing to report. `timeZone` is for the few instants that a digest shows. */
export function composeDigest(
  data: DigestData,
  language: Language,
  timeZone: string,
  { always = false }: DigestOptions = {},
): Composed | null {
  if (!always && !hasNews(data)) return null;
  const { attached, attachments } = attachmentsOf(data, language);
  // what is shown is halved until the body is small enough: texts of files may be long
  for (let share = 1; ; share /= 2) {
    const page = pageOf(data, { language, timeZone, share, attached });
    const [text, html] = [pageText(page), pageHtml(page)];
    if (share > 1 / 32 && Buffer.byteLength(text) + Buffer.byteLength(html) > BODY_MAX) continue;
    return { subject: digestSubject(data, language), text, html, attachments };
  }
}

interface Showing {
  readonly language: Language;
  readonly timeZone: string;
  /** 1, or the part of the lists that is shown. */
  readonly share: number;
  /** How many deviations are in the attached file. */
  readonly attached: number;
}

function pageOf(data: DigestData, { language, timeZone, share, attached }: Showing): Page {
  const { line, tone } = outcome(data, language);
  const some = (max: number) => Math.max(1, Math.floor(max * share));
  return {
    language,
    above: `${oneLine(data.company, 80)} · ${wholeDate(data.date, language)}`,
    headline: line.charAt(0).toUpperCase() + line.slice(1),
    tone,
    blocks: [
      ...(hasNews(data) ? [] : [{ kind: "sentence" as const, text: messages.nothingNew[language] }]),
      ...cameIn(data, language),
      ...completedBlocks(data, language),
      ...adviceBlocks(data, language),
      ...failedJobBlocks(data.failedJobs, language, timeZone),
      ...payoutBlocks(data.payouts, language, some(SHOWN_MAX)),
      ...sieBlocks(data, language),
      ...quarantineBlocks(data.files.quarantined, language, some(FILES_MAX)),
      ...refusedRowBlocks(data.receivables?.refused ?? [], language, some(FILES_MAX)),
      ...inboxBlocks(data, language),
      ...leftAloneBlocks(data, language, some(FILES_MAX)),
      ...openBlocks(data, language, some(SHOWN_MAX), attached),
      ...decidedBlocks(data, language),
      ...closedBlocks(data, language),
      ...overchargedBlocks(data, language),
      ...clearingBlocks(data.clearing, language),
      ...ageingBlocks(data, language),
    ],
    foot: [messages.runDeviations, messages.doNotReply, messages.saveThisMail(data.anchor)].map(
      (message) => message[language],
    ),
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
    deviations.rest.some(({ isNew }) => isNew) ||
    closed.count > 0 ||
    failedJobs.some(({ wasTold = false }) => !wasTold) ||
    data.isLeftNew ||
    openByAge.some(({ ageDays, count }) => count > 0 && isReminderDay(ageDays))
  );
}

function isReminderDay(ageDays: number): boolean {
  return ageDays === 8 || ageDays === 31 || (ageDays >= 91 && (ageDays - 91) % 30 === 0);
}

/** Of a kind. What is left out is in `kvitt runs` and on the page. */
const SENTENCES_MAX = 20;

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
  return completed
    .slice(0, SENTENCES_MAX)
    .map((one) => sentence(label, oneLine(completedMessage(one)[language], 600)));
}

function adviceBlocks({ advice }: DigestData, language: Language): readonly Block[] {
  const label = messages.advice[language];
  return advice
    .slice(0, SENTENCES_MAX)
    .map((one) => sentence(label, oneLine(adviceMessage(one)[language], 700)));
}

function openBlocks(
  { deviations, files, page }: DigestData,
  language: Language,
  shownMax: number,
  attached: number,
): readonly Block[] {
  const asFiles = new Set(files.quarantined.map(({ deviationId }) => deviationId));
  const toShow = deviations.listed.filter(({ id }) => !asFiles.has(id));
  const all = deviations.listed.length + deviations.rest.reduce((sum, { count }) => sum + count, 0);
  const where = page === null ? null : deskAddress(page, "deviations.csv");
  const text = messages.notAllAttached({ attached, all, where });
  return [
    ...deviationBlocks(toShow, deviations.rest, language, shownMax, page),
    ...(all === attached ? [] : [{ kind: "sentence" as const, text: text[language] }]),
  ];
}

/** The file of deviations, and how many are in it: as many as a letter bears. */
function attachmentsOf(
  { date, deviations: { listed } }: DigestData,
  language: Language,
): { readonly attached: number; readonly attachments: readonly Attachment[] } {
  if (listed.length === 0) return { attached: 0, attachments: [] };
  const lines = deviationsCsvLines(listed, language);
  const count = fitting(lines);
  const filename = `${messages.attachment[language]}-${date}.csv`;
  const content = lines.slice(0, count).join("");
  return {
    attached: count - 1,
    attachments: [{ filename, contentType: "text/csv; charset=utf-8", content }],
  };
}

function sentence(label: string, text: string): Block {
  return { kind: "sentence", label, text };
}
