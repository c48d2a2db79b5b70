/** All runs, newest first, with what failed above them and the button that starts one. */
import type { ListedRun } from "../../books/run-pages.ts";
import { dayAndTime } from "../../format/days.ts";
import { durationText } from "../../format/duration.ts";
import { RUN_KINDS, RUN_STATES } from "../../format/state-texts.ts";
import type { Language } from "../../message.ts";
import { withoutSecrets } from "../../secrets.ts";
import { mayDo, type Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";

export const RUNS_AT_ONCE = 30;

export interface RunList {
  /** One more than are shown, where there are more. */
  readonly runs: readonly ListedRun[];
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly says?: { readonly text: string; readonly tone: "good" | "trouble" };
}

/** The top of the page: what was just done, and the button. What failed comes after it, then the list. */
export function runsHead({ visitor, language, says }: RunList): Markup {
  return markup`<section><h1>${messages.runs[language]}</h1>
${says === undefined ? null : markup`<p class="says ${says.tone}" role="${says.tone === "good" ? "status" : "alert"}">${says.text}</p>`}
${runNowForm(visitor, language)}</section>`;
}

export function runList({ runs, language, timeZone }: RunList): Markup {
  const title = messages.latestRuns[language];
  const shown = runs.slice(0, RUNS_AT_ONCE);
  const last = runs.length > RUNS_AT_ONCE ? shown.at(-1) : undefined;
  const columns = [
    { title: messages.run[language], kind: "main" as const },
    { title: messages.began[language] },
    { title: messages.took[language], kind: "number" as const },
    { title: messages.files[language], kind: "number" as const },
    { title: messages.payouts[language], kind: "number" as const },
    { title: messages.state[language] },
  ];
  const content =
    shown.length === 0
      ? nothing(messages.noRuns[language])
      : table(
          title,
          columns,
          shown.map((run) => cells(run, language, timeZone)),
        );
  const more =
    last === undefined
      ? null
      : markup`<a href="/runs?before=${String(last.id)}" rel="next">${messages.older[language]}</a>`;
  return section("list", title, [content], more);
}

/** Starts a nightly run now; null for who may not. */
export function runNowForm(visitor: Visitor | null, language: Language): Markup | null {
  if (visitor === null || !mayDo(visitor.role, "decide")) return null;
  return markup`<form method="post" action="/runs" class="decision">${formField(visitor)}
<p><button>${messages.runNow[language]}</button> <small>${messages.runNowMeans[language]}</small></p></form>`;
}

function cells(run: ListedRun, language: Language, timeZone: string): readonly (Cell | string)[] {
  const { id, scope, startedAt, finishedAt, files, payouts, state, problem } = run;
  return [
    {
      text: runName(run, language),
      href: `/runs/${id}`,
      ...(scope === "*" ? {} : { note: scope }),
    },
    dayAndTime(startedAt, timeZone, language),
    finishedAt === null ? "" : durationText(finishedAt.getTime() - startedAt.getTime()),
    String(files),
    String(payouts),
    {
      text: stateName(state, language),
      tone: toneOf(state),
      ...(problem === null ? {} : { note: withoutSecrets(problem) }),
    },
  ];
}

export function runName({ kind, id }: Pick<ListedRun, "kind" | "id">, language: Language): string {
  return messages.oneRun({ kind: RUN_KINDS[kind]?.[language] ?? kind, id: String(id) })[language];
}

export function stateName(state: string, language: Language): string {
  return RUN_STATES[state]?.[language] ?? state;
}

export function toneOf(state: string): "good" | "attention" | "trouble" {
  if (state === "done") return "good";
  return state === "failed" ? "trouble" : "attention";
}
