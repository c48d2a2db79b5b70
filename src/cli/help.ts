/** Help in the language of the person: the titles and fixed words that commander adds are English. */
import { Help, type Command } from "commander";
import type { Language, Message } from "../message.ts";
import { messages } from "./messages.ts";

const TITLES: Readonly<Record<string, Message>> = messages.helpTitles;

/** What commander writes inside a line, and what it is in the language. */
const WORDS: readonly (readonly [english: string, text: Message])[] = [
  ["[options]", messages.helpSomeOptions],
  ["[command]", messages.helpSomeCommand],
  ["(choices: ", messages.helpChoices],
];

/** Must be called before any command is added, since commands copy it from the program. */
export function localizeHelp(program: Command, language: Language): void {
  const usual = new Help();
  const localized = (text: string) =>
    WORDS.reduce((changed, [english, word]) => changed.replace(english, word[language]), text);
  program
    .helpOption("-h, --help", messages.helpOption[language])
    .helpCommand("help [command]", messages.helpCommand[language])
    .configureHelp({
      styleTitle: (title) => TITLES[title]?.[language] ?? title,
      commandUsage: (command) => localized(usual.commandUsage(command)),
      subcommandTerm: (command) => localized(usual.subcommandTerm(command)),
      optionDescription: (option) => localized(usual.optionDescription(option)),
      argumentDescription: (argument) => localized(usual.argumentDescription(argument)),
    });
}
