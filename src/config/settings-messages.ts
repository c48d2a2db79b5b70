/**
 * What to write instead of a wrong setting, in every language. zod keeps one text for a rule, so a rule has the English one,
 * and the message is looked up by it.
 */
import { messages } from "./messages.ts";
import type { z } from "zod";
import { verbatim, type Message } from "../message.ts";

const RULES = new Map<string, Message>();

/** The text of a rule in a schema. */
export function rule(message: Message): string {
  RULES.set(message.en, message);
  return message.en;
}

/** What to write instead of what was read. */
export function remedyFor(issue: z.core.$ZodIssue): Message {
  const message = RULES.get(issue.message);
  if (message !== undefined) return message;
  switch (issue.code) {
    case "unrecognized_keys": {
      const keys = issue.keys.join(", ");
      return messages.noSuchSetting(keys);
    }
    case "invalid_value": {
      const values = issue.values.map(String).join(", ");
      return messages.writeOneOf(values);
    }
    case "too_small":
      return messages.writeAtLeast(issue.minimum);
    case "too_big":
      return messages.writeAtMost(issue.maximum);
    case "invalid_type":
      return TYPES[issue.expected] ?? verbatim(issue.message);
    case "invalid_key":
    case "invalid_element":
      return issue.issues[0] === undefined ? verbatim(issue.message) : remedyFor(issue.issues[0]);
    case "invalid_union":
      return messages.seeConfiguration;
    case "custom":
    case "invalid_format":
    case "not_multiple_of":
      return verbatim(issue.message);
  }
}

const TYPES: Readonly<Record<string, Message>> = {
  string: messages.writeText,
  number: messages.writeNumber,
  int: messages.writeWholeNumber,
  array: messages.writeList,
  object: messages.writeBlock,
  record: messages.writeBlock,
};
