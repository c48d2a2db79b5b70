/** The connected systems: what each says now, then each role with when it last worked and what was wrong. */
import { dayAndTime } from "../../format/days.ts";
import type { ConnectorReport } from "../../pipeline/connector-report.ts";
import type { ConnectorFinding } from "../../connectors/connector.ts";
import type { Language, Message } from "../../message.ts";
import { messages } from "./messages.ts";

const MARKS: Readonly<Record<ConnectorFinding["state"], string>> = {
  works: "✓",
  attention: "!",
  broken: "✗",
};
const ROLE_WIDTH = 16;

export function renderConnectors(
  reports: readonly ConnectorReport[],
  language: Language,
  timeZone: string,
): string {
  if (reports.length === 0) return messages.noConnectors[language];
  return reports.map((one) => render(one, language, timeZone)).join("\n\n");
}

function render({ title, findings, roles }: ConnectorReport, language: Language, timeZone: string): string {
  return [
    title,
    ...findings.flatMap(({ state, says, todo }) => [
      `${MARKS[state]} ${indented(says, language)}`,
      ...remedy(todo, language),
    ]),
    ...roles.flatMap(({ role, workedAt, failedAt, problem, todo }) => {
      const name = messages.connectorRoles[role][language].padEnd(ROLE_WIDTH);
      const worked =
        workedAt === null
          ? messages.neverWorked[language]
          : messages.lastWorked(dayAndTime(workedAt, timeZone, language))[language];
      if (failedAt === null || problem === null) return [`  ${name}${worked}`];
      const failed = messages.failedThen(dayAndTime(failedAt, timeZone, language))[language];
      return [`  ${name}${worked}; ${failed}: ${indented(problem, language)}`, ...remedy(todo, language)];
    }),
  ].join("\n");
}

function remedy(todo: Message | null, language: Language): string[] {
  return todo === null ? [] : [`    → ${indented(todo, language)}`];
}

function indented(text: Message, language: Language): string {
  return text[language].trim().replaceAll("\n", "\n    ");
}
