/**
 * What is wrong with a setting, in every language. zod carries one text for a rule, so a rule is given the English one
 * and the others are found by it.
 */
import type { z } from "zod";
import type { Words } from "./words.ts";

const RULES = new Map<string, Words>();

/** The text for a rule of a schema. */
export function rule(words: Words): string {
  RULES.set(words.en, words);
  return words.en;
}

/** What to write instead of what was read. */
export function cureOf(issue: z.core.$ZodIssue): Words {
  const said = RULES.get(issue.message);
  if (said !== undefined) return said;
  switch (issue.code) {
    case "unrecognized_keys": {
      const keys = issue.keys.join(", ");
      return {
        sv: `det finns ingen inställning ${keys}`,
        en: `there is no setting ${keys}`,
      };
    }
    case "invalid_value": {
      const values = issue.values.map(String).join(", ");
      return { sv: `skriv något av ${values}`, en: `write one of ${values}` };
    }
    case "too_small":
      return { sv: `skriv minst ${issue.minimum}`, en: `write at least ${issue.minimum}` };
    case "too_big":
      return { sv: `skriv högst ${issue.maximum}`, en: `write at most ${issue.maximum}` };
    case "invalid_type":
      return TYPES[issue.expected] ?? { sv: issue.message, en: issue.message };
    case "invalid_key":
    case "invalid_element":
      return issue.issues[0] === undefined
        ? { sv: issue.message, en: issue.message }
        : cureOf(issue.issues[0]);
    case "invalid_union":
      return {
        sv: "så kan den inte skrivas; se docs/configuration.md",
        en: "it cannot be written so; see docs/configuration.md",
      };
    case "custom":
    case "invalid_format":
    case "not_multiple_of":
      return { sv: issue.message, en: issue.message };
  }
}

const BLOCK = { sv: "skriv inställningar under den, indragna", en: "write settings below it, indented" };
const NUMBER = { sv: "skriv ett tal", en: "write a number" };
const TYPES: Readonly<Record<string, Words>> = {
  string: {
    sv: "skriv en text, inom citattecken om den ser ut som ett tal",
    en: "write a text, in quotes if it looks like a number",
  },
  number: NUMBER,
  int: { sv: "skriv ett heltal", en: "write a whole number" },
  array: { sv: "skriv en lista: [a, b]", en: "write a list: [a, b]" },
  object: BLOCK,
  record: BLOCK,
};
