/** What was handed in and could not be taken: files in quarantine, and rows of receivables files. */
import { messages } from "./messages.ts";
import type { Language, Message } from "../message.ts";
import type { DigestData, FileRefusal, QuarantinedFile, RefusedRow } from "./digest-data.ts";
import { oneLine, type Block } from "./page.ts";

const FILES_MAX = 20;
const REFUSALS_MAX = 3;
const ROWS_MAX = 20;

/** Each refused file with where, what was found, and what to do. */
export function quarantineBlocks(files: readonly QuarantinedFile[], language: Language): readonly Block[] {
  if (files.length === 0) return [];
  const title = messages.filesQuarantine(files.length);
  return [
    { kind: "section", title: title[language], tone: "attention" },
    { kind: "sentence", text: NOTHING_BOOKED[language] },
    ...files.slice(0, FILES_MAX).flatMap((file) => fileBlocks(file, language)),
    ...more(files.length - FILES_MAX, IN_QUARANTINE, language),
  ];
}

const NOTHING_BOOKED: Message = messages.nothingBooked;
const IN_QUARANTINE: Message = messages.refusalSectionsInQuarantine;

function fileBlocks({ name, deviationId, refusals }: QuarantinedFile, language: Language): readonly Block[] {
  const shown = refusals.slice(0, REFUSALS_MAX);
  const todos = [...new Set(shown.map(({ todo }) => todo[language]))];
  const label = messages.refusalSectionsWhatToDo[language];
  return [
    { kind: "topic", title: oneLine(name, 120) + (deviationId === null ? "" : ` (#${deviationId})`) },
    ...shown.map((refusal): Block => ({ kind: "sentence", text: refusalText(refusal, language) })),
    ...more(refusals.length - shown.length, IN_REASON_FILE, language),
    ...todos.map((todo): Block => ({ kind: "sentence", label, text: oneLine(todo, 600) })),
  ];
}

const IN_REASON_FILE: Message = messages.inReasonFile;

function refusalText({ line, column, found, expected, what }: FileRefusal, language: Language): string {
  const say = (words: Message) => words[language];
  const place = [
    ...(line === null ? [] : [say(messages.line(line))]),
    ...(column === null ? [] : [say(messages.column(shown(column, 60)))]),
  ].join(", ");
  const compared = [
    ...(expected === null ? [] : [say(messages.refusalSectionsExpected(shown(expected)))]),
    ...(found === null ? [] : [say(messages.refusalSectionsFound(shown(found)))]),
  ].join(", ");
  const text = oneLine(say(what), 400);
  return (
    (place === "" ? "" : `${place}: `) +
    (compared === "" ? text : `${text.replace(/\.$/, "")} (${compared}).`)
  );
}

/** What lies in the inbox and is no report: it is not touched, so a person has to know. */
export function leftAloneBlocks({ leftAlone }: DigestData, language: Language): readonly Block[] {
  if (leftAlone.length === 0) return [];
  const title = messages.leftWhereThey(leftAlone.length);
  const rest = messages.inTheInbox;
  return [
    { kind: "section", title: title[language], tone: "attention" },
    ...leftAlone
      .slice(0, FILES_MAX)
      .map((words): Block => ({ kind: "sentence", text: oneLine(words[language], 400) })),
    ...more(leftAlone.length - FILES_MAX, rest, language),
  ];
}

/** The good rows went in; these did not. */
export function refusedRowBlocks(rows: readonly RefusedRow[], language: Language): readonly Block[] {
  if (rows.length === 0) return [];
  const title = messages.receivablesCouldTaken(rows.length);
  const column = messages.correctRowsTakeFileAgain;
  return [
    { kind: "section", title: title[language], tone: "attention" },
    { kind: "sentence", text: column[language] },
    {
      kind: "table",
      columns: [{ title: messages.fileLine[language], align: "left" }],
      rows: rows.slice(0, ROWS_MAX).map(({ file, line, problem }) => [
        {
          text: `${oneLine(file, 100)}, ${messages.refusalSectionsLine(line)[language]}`,
          notes: [oneLine(problem[language], 300)],
        },
      ]),
    },
    ...more(rows.length - ROWS_MAX, messages.sameKind, language),
  ];
}

function shown(text: string, max = 120): string {
  return oneLine(text.replaceAll("`", "'"), max);
}

function more(count: number, where: Message, language: Language): readonly Block[] {
  if (count <= 0) return [];
  const text = messages.refusalSectionsAndMore({ count, where });
  return [{ kind: "sentence", text: text[language] }];
}
