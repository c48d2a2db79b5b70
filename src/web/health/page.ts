/** Whether each part works, what to do where one does not, and which roles are alive. */
import { CHECK_NAMES, summaryOf } from "../../doctor/summary.ts";
import type { Finding } from "../../doctor/finding.ts";
import { dayAndTime } from "../../format/days.ts";
import type { Language } from "../../message.ts";
import type { RoleLife } from "../../pipeline/life.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { section } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";

export interface Health {
  readonly findings: readonly Finding[];
  /** null when the books do not answer: a finding says so. */
  readonly roles: readonly RoleLife[] | null;
  readonly lookedAt: Date;
  readonly language: Language;
  readonly timeZone: string;
}

const TONES = { works: "good", attention: "attention", broken: "trouble" } as const;
const PROCESSES_SHOWN = 5;

export function healthContent(health: Health): readonly Markup[] {
  const { findings, roles, lookedAt, language, timeZone } = health;
  const worst = (["broken", "attention"] as const).find((state) =>
    findings.some((one) => one.state === state),
  );
  const wrong = findings.filter(({ state }) => state !== "works");
  const looked = messages.looked(dayAndTime(lookedAt, timeZone, language))[language];
  return [
    markup`<section><h1>${messages.health[language]}</h1>
<p class="headline ${TONES[worst ?? "works"]}">${summaryOf(findings)[language]}</p>
<p class="more">${looked} <a href="/health">${messages.lookAgain[language]}</a></p>
${wrong.map((one) => trouble(one, language))}</section>`,
    checks(health),
    ...(roles === null ? [] : [rolesSection(roles, language, timeZone)]),
  ];
}

/** What to do, once more on top: nobody should have to look for it in a table. */
function trouble({ check, state, says, todo }: Finding, language: Language): Markup {
  return markup`<article><h2>${capital(CHECK_NAMES[check][language])}</h2>
<p class="says ${TONES[state]}">${sentence(capital(says[language].trim()))}</p>
${todo === null ? null : markup`<p>${sentence(capital(todo[language].trim()))}</p>`}</article>`;
}

function checks({ findings, language }: Health): Markup {
  const title = messages.checks[language];
  const columns = [
    { title: messages.check[language], kind: "main" as const },
    { title: messages.state[language] },
    { title: messages.found[language] },
  ];
  const rows = findings.map(({ check, state, says }): readonly (Cell | string)[] => [
    CHECK_NAMES[check][language],
    { text: messages.states[state][language], tone: TONES[state] },
    says[language].trim(),
  ]);
  return section(
    "checks",
    title,
    [table(title, columns, rows)],
    markup`${sentence(messages.sameOnTerminal[language])}`,
  );
}

function rolesSection(roles: readonly RoleLife[], language: Language, timeZone: string): Markup {
  const title = messages.roles[language];
  const columns = [
    { title: messages.role[language], kind: "main" as const },
    { title: messages.state[language] },
    { title: messages.lastBeat[language] },
    { title: messages.processes[language] },
    { title: messages.doing[language] },
    { title: messages.waiting[language], kind: "number" as const },
  ];
  const when = (at: Date | null) => (at === null ? "" : dayAndTime(at, timeZone, language));
  const rows = roles.map((life): readonly (Cell | string)[] => {
    const { role, state, isMissed, lastBeat, processes, waiting, waitingSince } = life;
    const hosts = processes.map(({ host, pid, version }) => `${host} ${pid} (${version})`);
    return [
      role,
      {
        text: messages.roleStates[state][language],
        ...(state === "alive" ? { tone: "good" } : isMissed ? { tone: "trouble" } : {}),
      },
      when(lastBeat),
      hosts.slice(0, PROCESSES_SHOWN).join(", ") + (hosts.length > PROCESSES_SHOWN ? " …" : ""),
      processes.flatMap(({ workingOn }) => workingOn ?? []).join(", "),
      waiting === 0 ? "0" : { text: String(waiting), note: messages.oldest(when(waitingSince))[language] },
    ];
  });
  return section("roles", title, [table(title, columns, rows)]);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
