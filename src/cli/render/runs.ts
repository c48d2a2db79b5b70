/** The table of runs. */
import type { RunView } from "../../books/views.ts";
import { dateIn, timeIn } from "../../clock.ts";
import { RUN_KINDS, RUN_STATES } from "../../format/state-texts.ts";
import type { Language } from "../../message.ts";
import { messages } from "./messages.ts";
import { columnsIn, numbers, table, text } from "./table.ts";

const COLUMNS = [
  numbers(messages.columnId),
  text(messages.columnRun),
  text(messages.columnState),
  text(messages.columnBegan),
  numbers(messages.columnFiles),
  numbers(messages.columnPayouts),
  text(messages.columnProblem),
];

export function renderRuns(runs: readonly RunView[], language: Language, timeZone: string): string {
  if (runs.length === 0) return messages.noRunsYet[language];
  const cells = runs.map(({ id, kind, state, startedAt, files, payouts, problem }) => [
    String(id),
    RUN_KINDS[kind]?.[language] ?? kind,
    RUN_STATES[state]?.[language] ?? state,
    `${dateIn(timeZone, new Date(startedAt))} ${timeIn(timeZone, new Date(startedAt))}`,
    String(files),
    String(payouts),
    problem ?? "",
  ]);
  return table(columnsIn(language, COLUMNS), cells);
}
