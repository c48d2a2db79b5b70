/** What could not be imported: files in quarantine, skipped files, and rows of receivables lists. */
import { messages } from "./messages.ts";
import { oneLine } from "../format/one-line.ts";
import type { Language, Message } from "../message.ts";
import type { DigestData, FileRefusal, QuarantinedFile, RefusedRow } from "./digest-data.ts";
import { type Block } from "../format/page.ts";

/** How many files, or rows, are shown in the body of a mail. */
export const FILES_MAX = 20;
const REFUSALS_MAX = 3;

/** Each refused file with where, what was found, and what to do. */
export function quarantineBlocks(
  files: readonly QuarantinedFile[],
  language: Language,
  max: number = FILES_MAX,
): readonly Block[] {
  if (files.length === 0) return [];
  const title = messages.filesInQuarantineTitle(files.length);
  return [
    { kind: "section", title: title[language], tone: "attention" },
    { kind: "sentence", text: messages.nothingBooked[language] },
    ...files.slice(0, max).flatMap((file) => fileBlocks(file, language)),
    ...more(files.length - max, messages.moreInQuarantine, language),
  ];
}

function fileBlocks({ name, deviationId, refusals }: QuarantinedFile, language: Language): readonly Block[] {
  const shown = refusals.slice(0, REFUSALS_MAX);
  const todos = [...new Set(shown.map(({ todo }) => todo[language]))];
  const label = messages.todo[language];
  return [
    { kind: "topic", title: oneLine(name, 120) + (deviationId === null ? "" : ` (#${deviationId})`) },
    ...shown.map((refusal): Block => ({ kind: "sentence", text: refusalText(refusal, language) })),
    ...more(refusals.length - shown.length, messages.moreInReasonFile, language),
    ...todos.map((todo): Block => ({ kind: "sentence", label, text: oneLine(todo, 600) })),
  ];
}

function refusalText({ line, column, found, expected, what }: FileRefusal, language: Language): string {
  const say = (message: Message) => message[language];
  const place = [
    ...(line === null ? [] : [say(messages.placeLine(line))]),
    ...(column === null ? [] : [say(messages.placeColumn(shown(column, 60)))]),
  ].join(", ");
  const compared = [
    ...(expected === null ? [] : [say(messages.expectedValue(shown(expected)))]),
    ...(found === null ? [] : [say(messages.foundValue(shown(found)))]),
  ].join(", ");
  const text = oneLine(say(what), 400);
  return (
    (place === "" ? "" : `${place}: `) +
    (compared === "" ? text : `${text.replace(/\.$/, "")} (${compared}).`)
  );
}

/** The inbox as a whole needs a person. */
export function inboxBlocks({ inbox }: DigestData, language: Language): readonly Block[] {
  if (inbox.length === 0) return [];
  return [
    { kind: "section", title: messages.inbox[language], tone: "attention" },
    ...inbox.map((message): Block => ({ kind: "sentence", text: oneLine(message[language], 600) })),
  ];
}

/** What is in the inbox and is no report: it is left there, so a person has to know of it. */
export function leftAloneBlocks(
  { leftAlone }: DigestData,
  language: Language,
  max: number = FILES_MAX,
): readonly Block[] {
  if (leftAlone.length === 0) return [];
  const title = messages.skippedFiles(leftAlone.length);
  return [
    { kind: "section", title: title[language], tone: "attention" },
    ...leftAlone
      .slice(0, max)
      .map((message): Block => ({ kind: "sentence", text: oneLine(message[language], 400) })),
    ...more(leftAlone.length - max, messages.moreInInbox, language),
  ];
}

/** The other rows of the same lists were imported. */
export function refusedRowBlocks(
  rows: readonly RefusedRow[],
  language: Language,
  max: number = FILES_MAX,
): readonly Block[] {
  if (rows.length === 0) return [];
  const title = messages.refusedRows(rows.length);
  return [
    { kind: "section", title: title[language], tone: "attention" },
    { kind: "sentence", text: messages.correctRows[language] },
    {
      kind: "table",
      columns: [{ title: messages.fileAndLine[language], align: "left" }],
      rows: rows.slice(0, max).map(({ file, line, problem }) => [
        {
          text: `${oneLine(file, 100)}, ${messages.lineOfFile(line)[language]}`,
          notes: [oneLine(problem[language], 300)],
        },
      ]),
    },
    ...more(rows.length - max, messages.moreOfSameKind, language),
  ];
}

function shown(text: string, max = 120): string {
  return oneLine(text.replaceAll("`", "'"), max);
}

function more(count: number, message: (count: number) => Message, language: Language): readonly Block[] {
  return count <= 0 ? [] : [{ kind: "sentence", text: message(count)[language] }];
}
