/** Help in the language of the person: what commander says by itself is English. */
import { messages } from "./messages.ts";
import { Help, type Command } from "commander";
import type { Language } from "../message.ts";

const TITLES: Readonly<Record<string, string>> = {
  "Usage:": "Användning:",
  "Arguments:": "Argument:",
  "Options:": "Flaggor:",
  "Commands:": "Kommandon:",
};

/** Before any command is added: they take it over from the program. */
export function localizeHelp(program: Command, language: Language): void {
  program
    .helpOption("-h, --help", messages.displayHelpCommand[language])
    .helpCommand(messages.helpCommand[language], messages.helpDisplayHelpCommand[language]);
  if (language === "en") return;
  const usual = new Help();
  program.configureHelp({
    styleTitle: (title) => TITLES[title] ?? title,
    commandUsage: (command) => swedish(usual.commandUsage(command)),
    subcommandTerm: (command) => swedish(usual.subcommandTerm(command)),
    optionDescription: (option) => swedish(usual.optionDescription(option)),
    argumentDescription: (argument) => swedish(usual.argumentDescription(argument)),
  });
}

function swedish(text: string): string {
  return text
    .replace("[options]", "[flaggor]")
    .replace("[command]", "[kommando]")
    .replace("(choices: ", "(något av: ");
}
