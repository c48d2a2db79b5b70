/** Wrong usage as commander finds it, told as everything else that a person must cure: what was found, and what to do. */
import { messages } from "./messages.ts";
import type { CommanderError } from "commander";
import { UserError } from "../errors.ts";
import type { Message } from "../message.ts";

/** `command` is the one that was meant, when it is known. */
export function wrongUsage({ code, message }: CommanderError, command: string | null): UserError {
  return new UserError(problemOf(code, message), todoOf(message, command));
}

function problemOf(code: string, message: string): Message {
  const named = /'([^']*)'/.exec(message)?.[1] ?? "";
  switch (code) {
    case "commander.unknownCommand":
      return messages.noCommand(named);
    case "commander.unknownOption":
      return messages.noOption(named);
    case "commander.missingArgument":
      return messages.argumentMissing(named);
    case "commander.optionMissingArgument":
      return messages.optionLacksValue(named);
    case "commander.excessArguments": {
      const [, most = "", given = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [];
      return messages.tooManyArgumentsCommandTakes({ given, most });
    }
    case "commander.invalidArgument": {
      const given = /'([^']*)' is invalid/.exec(message)?.[1] ?? named;
      const value = /value '([^']*)'/.exec(message)?.[1] ?? given;
      const choices = /Allowed choices are (.+)\./.exec(message)?.[1] ?? "";
      return messages.cannotUsedHereOnly({ value, choices });
    }
    default:
      return { sv: message, en: message };
  }
}

function todoOf(message: string, command: string | null): Message {
  const meant = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1];
  if (meant !== undefined) return messages.didYouMean(meant);
  const help = command === null ? "kvitt --help" : `kvitt ${command} --help`;
  return messages.see(help);
}
