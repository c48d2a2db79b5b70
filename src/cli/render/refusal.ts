/** What was refused: where, what was found, and what to do. */
import type { Language, Message } from "../../message.ts";
import { messages } from "./messages.ts";

interface Refused {
  readonly line: number | null;
  readonly column: string | null;
  readonly what: Message;
  readonly todo: Message;
}

/** "report.csv, line 3, amount: ..." */
export function refusalText({ file, ...refused }: Refused & { file: string }, language: Language): string {
  return `${[file, ...placeOf(refused, language)].join(", ")}: ${textOf(refused, language)}`;
}

/** "line 3, amount: ...", where the file is known. */
export function rowRefusalText(refused: Refused, language: Language): string {
  const place = placeOf(refused, language).join(", ");
  return `${place === "" ? "" : `${place}: `}${textOf(refused, language)}`;
}

function placeOf({ line, column }: Refused, language: Language): readonly string[] {
  return [
    ...(line === null ? [] : [messages.lineNumber(line)[language]]),
    ...(column === null || column === "" ? [] : [column]),
  ];
}

function textOf({ what, todo }: Refused, language: Language): string {
  return `${what[language]} ${todo[language]}`;
}
