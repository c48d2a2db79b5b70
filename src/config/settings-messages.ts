/**
 * What is wrong with a setting, in every language. zod carries one text for a rule, so a rule is given the English one
 * and the others are found by it.
 */
import { messages } from "./messages.ts";
import type { z } from "zod";
import type { Message } from "../message.ts";

const RULES = new Map<string, Message>();

/** The text for a rule of a schema. */
export function rule(words: Message): string {
  RULES.set(words.en, words);
  return words.en;
}

/** What to write instead of what was read. */
export function remedyFor(issue: z.core.$ZodIssue): Message {
  const said = RULES.get(issue.message);
  if (said !== undefined) return said;
  switch (issue.code) {
    case "unrecognized_keys": {
      const keys = issue.keys.join(", ");
      return messages.noSetting(keys);
    }
    case "invalid_value": {
      const values = issue.values.map(String).join(", ");
      return messages.writeOne(values);
    }
    case "too_small":
      return messages.writeLeast(issue.minimum);
    case "too_big":
      return messages.writeMost(issue.maximum);
    case "invalid_type":
      return TYPES[issue.expected] ?? { sv: issue.message, en: issue.message };
    case "invalid_key":
    case "invalid_element":
      return issue.issues[0] === undefined
        ? { sv: issue.message, en: issue.message }
        : remedyFor(issue.issues[0]);
    case "invalid_union":
      return messages.cannotWrittenSoSeeDocs;
    case "custom":
    case "invalid_format":
    case "not_multiple_of":
      return { sv: issue.message, en: issue.message };
  }
}

const BLOCK = messages.block;
const NUMBER = messages.number;
const TYPES: Readonly<Record<string, Message>> = {
  string: messages.typesString,
  number: NUMBER,
  int: messages.typesInt,
  array: messages.typesArray,
  object: BLOCK,
  record: BLOCK,
};
