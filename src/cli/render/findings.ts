/** The findings of `kvitt doctor`: a mark, the part, what was found, and what to do. */
import type { Finding } from "../../doctor/finding.ts";
import { CHECK_NAMES, summaryOf } from "../../doctor/summary.ts";
import type { Language } from "../../message.ts";

const NAME_WIDTH = 15;
const MARKS: Readonly<Record<Finding["state"], string>> = { works: "✓", attention: "!", broken: "✗" };

export function renderFindings(findings: readonly Finding[], language: Language): string {
  return [...findings.map((one) => line(one, language)), "", summaryOf(findings)[language]].join("\n");
}

function line({ check, state, says, todo }: Finding, language: Language): string {
  const indent = " ".repeat(NAME_WIDTH + 2);
  const found = says[language].trim().replaceAll("\n", `\n${indent}`);
  const remedy = todo === null ? "" : `\n${indent}→ ${todo[language]}`;
  return `${MARKS[state]} ${CHECK_NAMES[check][language].padEnd(NAME_WIDTH)}${found}${remedy}`;
}
