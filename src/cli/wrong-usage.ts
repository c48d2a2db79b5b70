/** Wrong usage that commander finds, as a UserError in the person's language: what was found, and what to do. */
import type { CommanderError } from "commander";
import { UserError } from "../errors.ts";
import type { Message } from "../message.ts";
import { messages } from "./messages.ts";

/** `command` is the one that was meant, when it is known. */
export function wrongUsage({ code, message }: CommanderError, command: string | null): UserError {
  return new UserError(problemOf(code, message), remedyOf(message, command));
}

function problemOf(code: string, message: string): Message {
  const named = /'([^']*)'/.exec(message)?.[1] ?? "";
  switch (code) {
    case "commander.unknownCommand":
      return messages.unknownCommand(named);
    case "commander.unknownOption":
      return messages.unknownOption(named);
    case "commander.missingArgument":
      return messages.missingArgument(named);
    case "commander.optionMissingArgument":
      return messages.optionWithoutValue(named);
    case "commander.excessArguments": {
      const [, most = "", given = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [];
      return messages.tooManyArguments({ given, most });
    }
    case "commander.invalidArgument": {
      const given = /'([^']*)' is invalid/.exec(message)?.[1] ?? named;
      const value = /value '([^']*)'/.exec(message)?.[1] ?? given;
      const choices = /Allowed choices are (.+)\./.exec(message)?.[1] ?? "";
      return messages.notAChoice({ value, choices });
    }
    default:
      return { sv: message, en: message };
  }
}

function remedyOf(message: string, command: string | null): Message {
  const meant = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1];
  if (meant !== undefined) return messages.didYouMean(meant);
  return messages.seeHelp(command === null ? "kvitt --help" : `kvitt ${command} --help`);
}
