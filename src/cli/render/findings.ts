/** The findings of `kvitt doctor`: a mark, the part, what was found, and what to do. */
import type { Finding } from "../../doctor/finding.ts";
import type { Language, Message } from "../../message.ts";
import { messages } from "./messages.ts";

const NAME_WIDTH = 15;
const MARKS: Readonly<Record<Finding["state"], string>> = { works: "✓", attention: "!", broken: "✗" };

export function renderFindings(findings: readonly Finding[], language: Language): string {
  return [...findings.map((one) => line(one, language)), "", summary(findings)[language]].join("\n");
}

function line({ check, state, says, todo }: Finding, language: Language): string {
  const indent = " ".repeat(NAME_WIDTH + 2);
  const found = says[language].trim().replaceAll("\n", `\n${indent}`);
  const remedy = todo === null ? "" : `\n${indent}→ ${todo[language]}`;
  return `${MARKS[state]} ${messages.parts[check][language].padEnd(NAME_WIDTH)}${found}${remedy}`;
}

function summary(findings: readonly Finding[]): Message {
  const count = (wanted: Finding["state"]) => findings.filter(({ state }) => state === wanted).length;
  if (count("broken") > 0) return messages.partsBroken(count("broken"));
  const doubtful = count("attention");
  return doubtful === 0 ? messages.everythingWorks : messages.worksButLookAt(doubtful);
}
