/** What an error of the pipeline or of a decision says to somebody in a browser, who has its pages and no terminal. */
import type { ToldError } from "../errors.ts";
import type { Language, Message } from "../message.ts";

/** "See the list: kvitt payouts": the command where a text ends, for which the desk has a page or a button. */
const COMMAND_AT_THE_END = /: `?kvitt [a-z][^.`]*`?\.?$/;
/** "on an account (--account N)": the option beside the words that say what it does. */
const OPTION = / \(--[^)]*\)/g;
/** "`kvitt check FILE` or the page Upload files": the page is enough. */
const COMMAND_OR_PAGE = /(^|[.!?] )?`kvitt [^`]*` (?:eller|or) (\p{L})/gu;

export function withoutCommand(text: string): string {
  return text
    .replace(COMMAND_AT_THE_END, ".")
    .replace(OPTION, "")
    .replace(COMMAND_OR_PAGE, (_whole, begins: string | undefined, letter: string) =>
      begins === undefined ? letter : `${begins}${letter.toUpperCase()}`,
    );
}

export function sayOnPage(error: ToldError, language: Language): string {
  return withoutCommand(error.say(language));
}

/** The same of a message in every language. */
export function messageOnPage({ sv, en }: Message): Message {
  return { sv: withoutCommand(sv), en: withoutCommand(en) };
}
