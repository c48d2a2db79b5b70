/** Whether the nights run: that someone is set to wake them, and that the last one did. */
import type { LastNight } from "../books/health.ts";
import type { Settings } from "../config/settings.ts";
import { dayAndTime } from "../format/days.ts";
import { dueNight, scopes, type Scope } from "../pipeline/schedule.ts";
import type { Scheduled } from "../queue/schedules.ts";
import type { Message } from "../message.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

/** A night that has just become due is allowed this long to begin. */
const GRACE_MS = 15 * 60_000;

export interface Nights {
  readonly settings: Settings;
  /** What the queue is set to wake. */
  readonly scheduled: readonly Scheduled[];
  readonly last: readonly LastNight[];
  readonly now: Date;
}

export function judgeSchedule(nights: Nights): readonly Finding[] {
  return scopes(nights.settings).map((scope) => judgeScope(scope, nights));
}

function judgeScope({ scope, at }: Scope, { settings, scheduled, last, now }: Nights): Finding {
  const { timeZone } = settings;
  const whose: Message = scope === "*" ? { sv: "", en: "" } : { sv: `${scope}: `, en: `${scope}: ` };
  const next = scheduled.find(({ id }) => id === `night-${scope}`)?.next ?? null;
  const known = last.find((one) => one.scope === scope);
  if (next === null)
    return attention(
      "schedule",
      {
        sv: `${whose.sv}ingen väcker natten kl. ${at.slice(0, 5)}`,
        en: `${whose.en}nobody wakes the night at ${at.slice(0, 5)}`,
      },
      {
        sv: "Låt kvitt start (eller kvitt worker scheduler) vara igång. Kör kvitt nightly --wait för en natt nu.",
        en: "Keep kvitt start (or kvitt worker scheduler) running. Run kvitt nightly --wait for a night now.",
      },
    );
  const due = dueNight(at, timeZone, new Date(now.getTime() - GRACE_MS));
  if (known && known.night < due)
    return broken(
      "schedule",
      {
        sv: `${whose.sv}natten ${due} har inte körts; den senaste var ${known.night}`,
        en: `${whose.en}the night of ${due} has not run; the last one was ${known.night}`,
      },
      {
        sv: "Starta kvitt start (eller kvitt worker scheduler): den missade natten körs då genast.",
        en: "Start kvitt start (or kvitt worker scheduler): the missed night is then run at once.",
      },
    );
  const lastWords = lastNightWords(known);
  return works("schedule", {
    sv: `${whose.sv}nästa natt ${dayAndTime(next, timeZone, "sv")}; ${lastWords.sv}`,
    en: `${whose.en}next night ${dayAndTime(next, timeZone, "en")}; ${lastWords.en}`,
  });
}

function lastNightWords(known: LastNight | undefined): Message {
  if (!known?.state) return { sv: "ingen natt har körts än", en: "no night has run yet" };
  const { night, state } = known;
  const how = STATES[state] ?? { sv: "pågår", en: "is under way" };
  return { sv: `senaste natten ${night} ${how.sv}`, en: `the last night, ${night}, ${how.en}` };
}

const STATES: Readonly<Record<string, Message>> = {
  done: { sv: "gick bra", en: "went well" },
  failed: { sv: "misslyckades", en: "failed" },
};
