/** The letter about a night that has not begun in time, or does not end: sent at once, and once a night. */
import { messages } from "./messages.ts";
import { dateIn } from "../clock.ts";
import { atTime, dayAndTime, wholeDate } from "../format/days.ts";
import { oneLine } from "../format/one-line.ts";
import { pageHtml } from "../format/page-html.ts";
import { pageText } from "../format/page-text.ts";
import type { Block, Page } from "../format/page.ts";
import { roleText, type RoleShown } from "../format/role-texts.ts";
import type { Language } from "../message.ts";
import type { Composed } from "./digest.ts";

export interface Alarm {
  readonly company: string;
  readonly at: Date;
  readonly timeZone: string;
  readonly night: {
    /** "*", or a merchant id with nights of its own. */
    readonly scope: string;
    /** "2026-05-02" */
    readonly night: string;
    /** "03:15" */
    readonly at: string;
    readonly kind: "late" | "unfinished";
    readonly startedAt: Date | null;
  };
  readonly roles: readonly (RoleShown & { readonly isMissed: boolean })[];
}

export function composeAlarm({ company, at, timeZone, night, roles }: Alarm, language: Language): Composed {
  const day = wholeDate(night.night, language);
  const whose = night.scope === "*" ? "" : ` (${oneLine(night.scope, 40)})`;
  const headline =
    (night.kind === "late" ? messages.nightLate(day) : messages.nightUnfinished(day))[language] + whose;
  const what =
    night.startedAt === null
      ? messages.nightLateMeans(atTime(night.at, language))
      : messages.nightUnfinishedMeans(dayAndTime(night.startedAt, timeZone, language));
  const shown = roles.filter(({ isMissed, waiting }) => isMissed || waiting > 0);
  const page: Page = {
    language,
    above: `${oneLine(company, 80)} · ${wholeDate(dateIn(timeZone, at), language)}`,
    headline: capital(headline),
    tone: "trouble",
    blocks: [
      { kind: "sentence", text: what[language] },
      ...shown.map((one): Block => ({ kind: "sentence", text: sentence(roleText(one, timeZone)[language]) })),
      { kind: "sentence", label: messages.todo[language], text: messages.nightTodo[language] },
    ],
    foot: [messages.runInFolder, messages.doNotReply].map((message) => message[language]),
  };
  return { subject: `Kvitt: ${headline}`, text: pageText(page), html: pageHtml(page), attachments: [] };
}

function sentence(text: string): string {
  return `${capital(text)}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
