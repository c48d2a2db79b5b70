/** What an error of the pipeline or of a decision says to somebody in a browser, who has its pages and no terminal. */
import type { ToldError } from "../errors.ts";
import type { Language, Message } from "../message.ts";

/** "See the list: kvitt payouts": the command where a text ends, for which the desk has a page or a button. */
const COMMAND_AT_THE_END = /: `?kvitt [a-z][^.`]*`?\.?$/;

export function withoutCommand(text: string): string {
  return text.replace(COMMAND_AT_THE_END, ".");
}

export function sayOnPage(error: ToldError, language: Language): string {
  return withoutCommand(error.say(language));
}

/** The same of a message in every language. */
export function messageOnPage({ sv, en }: Message): Message {
  return { sv: withoutCommand(sv), en: withoutCommand(en) };
}
