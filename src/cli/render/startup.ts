/** What a person needs to know of a Kvitt that has started: its page, inbox, next nightly run, settings, how to stop. */
import type { Workspace } from "../../config/workspace.ts";
import { wholeDate } from "../../format/days.ts";
import type { Language, Message } from "../../message.ts";
import { nextNight, scopes } from "../../pipeline/schedule.ts";
import { messages } from "./messages.ts";
import { placeText } from "./place.ts";

export interface Startup {
  readonly workspace: Workspace;
  readonly roles: readonly string[];
  /** Of the page; null where this process has none. */
  readonly address: string | null;
  /** Where the first administrator comes in, once; null: there is one already. */
  readonly welcome: string | null;
  /** The settings file has just been written. */
  readonly wroteSettings: boolean;
  readonly now: Date;
  readonly cwd: string;
}

interface Row {
  readonly label: Message;
  readonly value: string;
  readonly note: Message | null;
}

export function renderStartup(startup: Startup, language: Language): string {
  const rows = rowsOf(startup, language);
  const width = Math.max(...rows.map(({ label }) => label[language].length));
  return [
    messages.running[language],
    ...rows.map(({ label, value, note }) => {
      const remark = note === null ? "" : `  (${note[language]})`;
      return `  ${label[language].padEnd(width)}  ${value}${remark}`;
    }),
    messages.howToStop[language],
  ].join("\n");
}

function rowsOf(startup: Startup, language: Language): readonly Row[] {
  const { workspace, roles, address, welcome, wroteSettings, now, cwd } = startup;
  const row = (label: Message, value: string, note: Message | null = null): Row => ({ label, value, note });
  const place = (path: string) => placeText(path, cwd);
  return [
    ...(address === null ? [] : [row(messages.startPage, address)]),
    ...(address === null || welcome === null
      ? []
      : [row(messages.startFirst, `${address}${welcome}`, messages.onceWithinADay)]),
    ...(roles.includes("import")
      ? [
          row(messages.startInbox, place(workspace.inbox), messages.putReportsHere),
          row(messages.startReceivables, place(workspace.receivables), messages.putListsHere),
        ]
      : []),
    ...(roles.includes("scheduler")
      ? nextRuns(workspace, now, language).map((next) => row(messages.startNextRun, next))
      : []),
    row(messages.startSettings, place(workspace.config), wroteSettings ? messages.settingsWritten : null),
  ];
}

/** One for the whole inbox, and one for each merchant with a time of its own. */
function nextRuns({ settings }: Workspace, now: Date, language: Language): readonly string[] {
  const { timeZone } = settings;
  return scopes(settings).map(({ scope, at }) => {
    const day = wholeDate(nextNight(at, timeZone, now), language);
    const when = messages.nextRunAt({ day, time: at.slice(0, 5), timeZone })[language];
    return scope === "*" ? when : `${scope}: ${when}`;
  });
}
