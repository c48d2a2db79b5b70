/** One run: how far it is, its steps, what did not work, its files and its mails. */
import type { ListedRun, RunFile, RunMail, RunTimes } from "../../books/run-pages.ts";
import type { SkippedFiles } from "../../books/runs.ts";
import { dayAndTime } from "../../format/days.ts";
import { durationText } from "../../format/duration.ts";
import { withoutSecrets } from "../../secrets.ts";
import type { Language } from "../../message.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { withoutCommand } from "../say.ts";
import { table, type Cell } from "../tables.ts";
import { runName, stateName, toneOf } from "./list-page.ts";
import { messages } from "./messages.ts";
import { isOver } from "./progress.ts";
import { underWay } from "./under-way.ts";
import { stepsOf, type ShownStep } from "./steps.ts";

export const FILES_AT_ONCE = 100;
const REASONS_OF_A_FILE = 3;
const SKIPPED_MAX = 50;

export interface WholeRun {
  readonly run: ListedRun;
  readonly times: RunTimes;
  /** One more than are shown, where there are more. */
  readonly files: readonly RunFile[];
  readonly mails: readonly RunMail[];
  readonly skipped: SkippedFiles;
  readonly askedBy: string | null;
  /** What failed in this run, with its buttons. */
  readonly failures: Markup | null;
  readonly language: Language;
  readonly timeZone: string;
}

export function runContent(whole: WholeRun): readonly Markup[] {
  const { failures } = whole;
  return [
    head(whole),
    ...(failures === null ? [] : [failures]),
    ...notes(whole),
    steps(whole),
    files(whole),
    ...mails(whole),
  ];
}

function head({ run, times, askedBy, language, timeZone }: WholeRun): Markup {
  const { scope, night, startedAt, finishedAt, payouts, problem, state } = run;
  const asked = askedBy === null ? messages.byHand : messages.askedBy(askedBy);
  const facts = [
    [messages.state, stateName(state, language)],
    [messages.began, dayAndTime(startedAt, timeZone, language)],
    ...(finishedAt === null
      ? []
      : [[messages.took, durationText(finishedAt.getTime() - startedAt.getTime())] as const]),
    [messages.night, night ?? asked[language]],
    ...(scope === "*" ? [] : [[messages.merchant, scope] as const]),
    [messages.payouts, String(payouts)],
  ] as const;
  return markup`<section><h1>${runName(run, language)}</h1>
${isOver(state) ? null : underWay(run.id, { state, all: times.files, done: times.decided }, { language, link: "refresh" })}
${problem === null ? null : markup`<p class="says trouble">${withoutSecrets(problem)}</p>`}
<dl class="facts">${facts.map(([name, fact]) => markup`<div><dt>${name[language]}</dt><dd>${fact}</dd></div>`)}</dl></section>`;
}

/** What was left in the inbox, and what is to be said of it. */
function notes({ skipped, language }: WholeRun): readonly Markup[] {
  const untaken = skipped.failed
    .slice(0, SKIPPED_MAX)
    .map(({ name, problem }) => markup`<li><b>${name}</b>: ${withoutSecrets(problem)}</li>`);
  const warnings = skipped.warnings
    .slice(0, SKIPPED_MAX)
    .map(({ words }) => markup`<li>${sentence(withoutCommand(words[language]))}</li>`);
  return [
    ...(untaken.length === 0
      ? []
      : [section("untaken", messages.problems[language], [markup`<ul>${untaken}</ul>`])]),
    ...(warnings.length === 0
      ? []
      : [section("remarks", messages.remarks[language], [markup`<ul>${warnings}</ul>`])]),
  ];
}

function steps({ run, times, language, timeZone }: WholeRun): Markup {
  const title = messages.steps[language];
  const columns = [
    { title: messages.step[language], kind: "main" as const },
    { title: messages.state[language] },
    { title: messages.done[language] },
    { title: messages.took[language], kind: "number" as const },
    { title: messages.count[language], kind: "number" as const },
  ];
  const rows = stepsOf(run, times).map((step): readonly (Cell | string)[] => [
    stateName(step.name, language),
    stateOfStep(step, language),
    step.doneAt === null ? "" : dayAndTime(step.doneAt, timeZone, language),
    step.took === null ? "" : durationText(step.took),
    countText(step, language),
  ]);
  return section("steps", title, [table(title, columns, rows)]);
}

function stateOfStep({ state }: ShownStep, language: Language): Cell | string {
  switch (state) {
    case "done":
      return { text: messages.stepDone[language], tone: "good" };
    case "now":
      return { text: messages.stepNow[language], tone: "attention" };
    case "stopped":
      return { text: messages.stepUnknown[language], tone: "trouble" };
    case "waits":
      return messages.stepWaits[language];
  }
}

function countText({ counted }: ShownStep, language: Language): string {
  if (counted === null) return "";
  return counted.done === counted.all ? String(counted.all) : messages.ofAll(counted)[language];
}

function files({ run, files: found, language, timeZone }: WholeRun): Markup {
  const title = messages.files[language];
  const shown = found.slice(0, FILES_AT_ONCE);
  const last = found.length > FILES_AT_ONCE ? shown.at(-1) : undefined;
  const columns = [
    { title: messages.file[language], kind: "main" as const },
    { title: messages.state[language] },
    { title: messages.came[language] },
    { title: messages.took[language], kind: "number" as const },
    { title: messages.size[language], kind: "number" as const },
  ];
  const content =
    shown.length === 0
      ? nothing(messages.noFiles[language])
      : table(
          title,
          columns,
          shown.map((file) => fileCells(file, language, timeZone)),
        );
  const more =
    last === undefined
      ? null
      : markup`<a href="/runs/${String(run.id)}?after=${String(last.id)}#files" rel="next">${messages.nextFiles[language]}</a>`;
  return section("files", title, [content], more);
}

function fileCells(file: RunFile, language: Language, timeZone: string): readonly (Cell | string)[] {
  const { name, kind, size, state, foundAt, decidedAt, deviation, payout } = file;
  const isList = kind === "receivables";
  const reasons = reasonsOf(file, language);
  return [
    {
      text: name,
      ...(payout === null
        ? {}
        : {
            href: `/payouts/${encodeURIComponent(payout.merchantId)}/${encodeURIComponent(payout.reference)}`,
          }),
      ...(isList ? { note: messages.receivablesList[language] } : {}),
    },
    {
      text: messages.fileStates[state][language],
      tone: toneOfFile(state),
      ...(deviation === null ? {} : { href: `/deviations/${deviation}` }),
      ...(reasons.length === 0 ? {} : { note: reasons }),
    },
    dayAndTime(foundAt, timeZone, language),
    decidedAt === null ? "" : durationText(decidedAt.getTime() - foundAt.getTime()),
    `${new Intl.NumberFormat(language).format((size + 1023n) / 1024n)} kB`,
  ];
}

function reasonsOf({ refusals, problem }: RunFile, language: Language): readonly string[] {
  const rest = refusals.length - REASONS_OF_A_FILE;
  return [
    ...(problem === null ? [] : [withoutSecrets(problem)]),
    ...refusals
      .slice(0, REASONS_OF_A_FILE)
      .map(({ what, todo }) => withoutCommand(`${what[language]} ${todo[language]}`)),
    ...(rest > 0 ? [messages.moreReasons(rest)[language]] : []),
  ];
}

function toneOfFile(state: RunFile["state"]): "good" | "attention" | "trouble" {
  if (state === "imported" || state === "duplicate") return "good";
  return state === "failed" || state === "quarantined" ? "trouble" : "attention";
}

function mails({ mails: found, language, timeZone }: WholeRun): readonly Markup[] {
  if (found.length === 0) return [];
  const title = messages.mails[language];
  const columns = [
    { title: messages.subject[language], kind: "main" as const },
    { title: messages.state[language] },
    { title: messages.sent[language] },
  ];
  const rows = found.map(({ subject, state, problem, sentAt }): readonly (Cell | string)[] => [
    subject,
    {
      text: messages.mailStates[state][language],
      tone: toneOf(state === "sent" ? "done" : state),
      ...(problem === null ? {} : { note: withoutSecrets(problem) }),
    },
    sentAt === null ? "" : dayAndTime(sentAt, timeZone, language),
  ]);
  return [section("mails", title, [table(title, columns, rows)])];
}
