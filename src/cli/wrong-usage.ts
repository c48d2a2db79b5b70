/** Wrong usage as commander finds it, told as everything else that a person must cure: what was found, and what to do. */
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
      return { sv: `Kommandot "${named}" finns inte.`, en: `There is no command "${named}".` };
    case "commander.unknownOption":
      return { sv: `Flaggan ${named} finns inte.`, en: `There is no option ${named}.` };
    case "commander.missingArgument":
      return { sv: `Argumentet <${named}> saknas.`, en: `The argument <${named}> is missing.` };
    case "commander.optionMissingArgument":
      return { sv: `Flaggan ${named} saknar sitt värde.`, en: `The option ${named} lacks its value.` };
    case "commander.excessArguments": {
      const [, most = "", given = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [];
      return {
        sv: `För många argument: ${given}, och kommandot tar ${most}.`,
        en: `Too many arguments: ${given}, and the command takes ${most}.`,
      };
    }
    case "commander.invalidArgument": {
      const given = /'([^']*)' is invalid/.exec(message)?.[1] ?? named;
      const value = /value '([^']*)'/.exec(message)?.[1] ?? given;
      const choices = /Allowed choices are (.+)\./.exec(message)?.[1] ?? "";
      return {
        sv: `"${value}" går inte att använda här, bara ${choices}.`,
        en: `"${value}" cannot be used here, only ${choices}.`,
      };
    }
    default:
      return { sv: message, en: message };
  }
}

function todoOf(message: string, command: string | null): Message {
  const meant = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1];
  if (meant !== undefined) return { sv: `Menade du ${meant}?`, en: `Did you mean ${meant}?` };
  const help = command === null ? "kvitt --help" : `kvitt ${command} --help`;
  return { sv: `Se ${help}`, en: `See ${help}` };
}
