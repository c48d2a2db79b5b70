/**
 * The night's mail: what came in, what does not agree, and what to do about it. Pure: data in, a letter's parts out.
 * What is worth a mail at all is decided by `hasNews`.
 */
import { adviceWords } from "../format/advice-texts.ts";
import { completedWords } from "../format/completion-texts.ts";
import type { Language, Message } from "../message.ts";
import { clearingBlocks } from "./clearing-section.ts";
import { deviationsCsv } from "./csv.ts";
import { wholeDate } from "../format/days.ts";
import { deviationBlocks } from "./deviation-sections.ts";
import type { DigestData } from "./digest-data.ts";
import { failedJobBlocks } from "./failed-job-blocks.ts";
import { pageHtml } from "./html.ts";
import { digestSubject, outcome } from "./outcome.ts";
import { oneLine, type Block, type Page } from "./page.ts";
import { payoutBlocks } from "./payout-section.ts";
import { leftAloneBlocks, quarantineBlocks, refusedRowBlocks } from "./refusal-sections.ts";
import { ageingBlocks, closedBlocks, overchargedBlocks } from "./standing-sections.ts";
import { pageText } from "./text.ts";

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

/** null when the night has nothing to tell. `timeZone` is for the few instants that a digest shows. */
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
      ...leftAloneBlocks(data, language),
      ...openBlocks(data, language),
      ...closedBlocks(data, language),
      ...overchargedBlocks(data, language),
      ...clearingBlocks(data.clearing, language),
      ...ageingBlocks(data, language),
    ],
    foot: [...FOOT, anchored(data.anchor)].map((words) => words[language]),
  };
  return {
    subject: digestSubject(data, language),
    text: pageText(page),
    html: pageHtml(page),
    attachments: attachments(data, language),
  };
}

/**
 * A mail is worth sending when something happened: a report was taken in or refused, a receivable was refused, a payout
 * was booked, a deviation was opened or closed, a job failed. Files that were known already and receivables that
 * changed nothing are no news, and what was open yesterday is told again only on the day it has grown old: after 7, 30
 * and 90 days, and every 30 days from then on.
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
    failedJobs.length > 0 ||
    openByAge.some(({ ageDays, count }) => count > 0 && isReminderDay(ageDays))
  );
}

function isReminderDay(ageDays: number): boolean {
  return ageDays === 8 || ageDays === 31 || (ageDays >= 91 && (ageDays - 91) % 30 === 0);
}

const FOOT: readonly Message[] = [
  {
    sv: "Kommandona körs i Kvitts mapp, med npx framför: `npx kvitt deviations` visar alla öppna avvikelser.",
    en: "Run the commands in Kvitt's folder, with npx in front: `npx kvitt deviations` shows all open deviations.",
  },
  {
    sv: "Det här mejlet skickas automatiskt av Kvitt och går inte att svara på.",
    en: "This mail is sent automatically by Kvitt and cannot be replied to.",
  },
];

function anchored(hash: string): Message {
  return {
    sv: `Spara brevet: \`npx kvitt verify --anchor ${hash}\` visar även ett år senare att inget som bokförts fram till nu har ändrats.`,
    en: `Keep this letter: \`npx kvitt verify --anchor ${hash}\` shows even a year from now that nothing booked until tonight has been changed.`,
  };
}

function cameIn({ files, receivables }: DigestData, language: Language): readonly Block[] {
  const say = (words: Message) => words[language];
  const known = files.duplicate;
  const refused = files.quarantined.filter(({ kind }) => kind === "report").length;
  const lists = files.quarantined.length - refused;
  const parts = [
    ...(files.imported > 0
      ? [
          say({
            sv: `${files.imported} ${files.imported === 1 ? "inläst" : "inlästa"}`,
            en: `${files.imported} imported`,
          }),
        ]
      : []),
    ...(files.changed > 0
      ? [say({ sv: `${files.changed} med ändrat innehåll`, en: `${files.changed} with changed content` })]
      : []),
    ...(known > 0
      ? [say({ sv: `${known} ${known === 1 ? "redan känd" : "redan kända"}`, en: `${known} known before` })]
      : []),
    ...(refused > 0 ? [say({ sv: `${refused} i karantän`, en: `${refused} in quarantine` })] : []),
  ];
  const reports =
    parts.length === 0 ? [] : [sentence(say({ sv: "Rapporter:", en: "Reports:" }), `${parts.join(", ")}.`)];
  const { taken, refused: bad } = receivables ?? { taken: 0, refused: [] };
  if (taken + bad.length + lists === 0) return reports;
  const rows = [
    say({ sv: `${taken} ${taken === 1 ? "inläst" : "inlästa"}`, en: `${taken} taken in` }),
    ...(bad.length > 0
      ? [
          say({
            sv: `${bad.length} ${bad.length === 1 ? "avvisad" : "avvisade"}`,
            en: `${bad.length} refused`,
          }),
        ]
      : []),
    ...(lists > 0
      ? [
          say({
            sv: `${lists} ${lists === 1 ? "lista" : "listor"} i karantän`,
            en: `${lists} ${lists === 1 ? "list" : "lists"} in quarantine`,
          }),
        ]
      : []),
  ];
  return [...reports, sentence(say({ sv: "Kundfordringar:", en: "Receivables:" }), `${rows.join(", ")}.`)];
}

function completedBlocks({ completed }: DigestData, language: Language): readonly Block[] {
  const label = { sv: "Kompletterat:", en: "Completed:" }[language];
  return completed.map((one) => sentence(label, oneLine(completedWords(one)[language], 600)));
}

function adviceBlocks({ advice }: DigestData, language: Language): readonly Block[] {
  const label = { sv: "Råd:", en: "Advice:" }[language];
  return advice.map((one) => sentence(label, oneLine(adviceWords(one)[language], 700)));
}

function openBlocks({ deviations, files }: DigestData, language: Language): readonly Block[] {
  const asFiles = new Set(files.quarantined.map(({ deviationId }) => deviationId));
  const toShow = deviations.listed.filter(({ id }) => !asFiles.has(id));
  const more = deviations.unlistedNew + deviations.unlistedOld;
  const text = {
    sv: `Ytterligare ${more} öppna avvikelser får inte plats i den bifogade filen: \`kvitt deviations\` visar alla.`,
    en: `Another ${more} open deviations do not fit into the attached file: \`kvitt deviations\` shows all.`,
  };
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
  const filename = `${{ sv: "avvikelser", en: "deviations" }[language]}-${date}.csv`;
  return [
    { filename, contentType: "text/csv; charset=utf-8", content: deviationsCsv(deviations.listed, language) },
  ];
}

function sentence(label: string, text: string): Block {
  return { kind: "sentence", label, text };
}
