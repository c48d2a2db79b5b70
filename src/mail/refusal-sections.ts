/** What was handed in and could not be taken: files in quarantine, and rows of receivables files. */
import type { Language, Message } from "../message.ts";
import type { DigestData, FileRefusal, QuarantinedFile, RefusedRow } from "./digest-data.ts";
import { oneLine, type Block } from "./page.ts";

const FILES_MAX = 20;
const REFUSALS_MAX = 3;
const ROWS_MAX = 20;

/** Each refused file with where, what was found, and what to do. */
export function quarantineBlocks(files: readonly QuarantinedFile[], language: Language): readonly Block[] {
  if (files.length === 0) return [];
  const title = { sv: `Filer i karantän (${files.length})`, en: `Files in quarantine (${files.length})` };
  return [
    { kind: "section", title: title[language], tone: "attention" },
    { kind: "sentence", text: NOTHING_BOOKED[language] },
    ...files.slice(0, FILES_MAX).flatMap((file) => fileBlocks(file, language)),
    ...more(files.length - FILES_MAX, IN_QUARANTINE, language),
  ];
}

const NOTHING_BOOKED: Message = {
  sv: "Inget ur filerna är bokfört. De ligger i mappen quarantine/ tillsammans med orsaken.",
  en: "Nothing of the files is booked. They are in the folder quarantine/ together with the reason.",
};
const IN_QUARANTINE: Message = { sv: "i mappen quarantine/", en: "in the folder quarantine/" };

function fileBlocks({ name, deviationId, refusals }: QuarantinedFile, language: Language): readonly Block[] {
  const shown = refusals.slice(0, REFUSALS_MAX);
  const todos = [...new Set(shown.map(({ todo }) => todo[language]))];
  const label = { sv: "Att göra:", en: "What to do:" }[language];
  return [
    { kind: "topic", title: oneLine(name, 120) + (deviationId === null ? "" : ` (#${deviationId})`) },
    ...shown.map((refusal): Block => ({ kind: "sentence", text: refusalText(refusal, language) })),
    ...more(refusals.length - shown.length, IN_REASON_FILE, language),
    ...todos.map((todo): Block => ({ kind: "sentence", label, text: oneLine(todo, 600) })),
  ];
}

const IN_REASON_FILE: Message = { sv: "i filen .reason.json", en: "in the file .reason.json" };

function refusalText({ line, column, found, expected, what }: FileRefusal, language: Language): string {
  const say = (words: Message) => words[language];
  const place = [
    ...(line === null ? [] : [say({ sv: `Rad ${line}`, en: `Line ${line}` })]),
    ...(column === null
      ? []
      : [say({ sv: `kolumn ${shown(column, 60)}`, en: `column ${shown(column, 60)}` })]),
  ].join(", ");
  const compared = [
    ...(expected === null
      ? []
      : [say({ sv: `väntat ${shown(expected)}`, en: `expected ${shown(expected)}` })]),
    ...(found === null ? [] : [say({ sv: `funnet ${shown(found)}`, en: `found ${shown(found)}` })]),
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
  const title = {
    sv: `Lämnade där de ligger (${leftAlone.length})`,
    en: `Left where they are (${leftAlone.length})`,
  };
  const rest = { sv: "i inkorgen", en: "in the inbox" };
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
  const title = {
    sv: `Kundfordringar som inte gick att läsa in (${rows.length})`,
    en: `Receivables that could not be taken in (${rows.length})`,
  };
  const column = {
    sv: "Rätta raderna och läs in filen igen; de andra raderna är redan inlästa.",
    en: "Correct the rows and take in the file again; the other rows went in.",
  };
  return [
    { kind: "section", title: title[language], tone: "attention" },
    { kind: "sentence", text: column[language] },
    {
      kind: "table",
      columns: [{ title: { sv: "Fil och rad", en: "File and line" }[language], align: "left" }],
      rows: rows.slice(0, ROWS_MAX).map(({ file, line, problem }) => [
        {
          text: `${oneLine(file, 100)}, ${{ sv: `rad ${line}`, en: `line ${line}` }[language]}`,
          notes: [oneLine(problem[language], 300)],
        },
      ]),
    },
    ...more(rows.length - ROWS_MAX, { sv: "av samma slag", en: "of the same kind" }, language),
  ];
}

function shown(text: string, max = 120): string {
  return oneLine(text.replaceAll("`", "'"), max);
}

function more(count: number, where: Message, language: Language): readonly Block[] {
  if (count <= 0) return [];
  const text = { sv: `… och ${count} till ${where.sv}.`, en: `… and ${count} more ${where.en}.` };
  return [{ kind: "sentence", text: text[language] }];
}
