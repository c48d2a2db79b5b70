/** Whether the nightly runs happen: that a scheduler is set to start them, and that the last one was done. */
import { messages } from "./messages.ts";
import type { LastNight } from "../books/health.ts";
import type { Settings } from "../config/settings.ts";
import { dueNight, scopes, type Scope } from "../pipeline/schedule.ts";
import type { Scheduled } from "../queue/schedules.ts";
import { verbatim, type Message } from "../message.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

/** A nightly run that is due may begin this much later. */
const GRACE_MS = 15 * 60_000;

export interface Nights {
  readonly settings: Settings;
  /** What the queue is set to start. */
  readonly scheduled: readonly Scheduled[];
  readonly last: readonly LastNight[];
  readonly now: Date;
}

export function judgeSchedule(nights: Nights): readonly Finding[] {
  return scopes(nights.settings).map((scope) => judgeScope(scope, nights));
}

function judgeScope({ scope, at }: Scope, { settings, scheduled, last, now }: Nights): Finding {
  const { timeZone } = settings;
  const whose = verbatim(scope === "*" ? "" : `${scope}: `);
  const next = scheduled.find(({ id }) => id === `night-${scope}`)?.next ?? null;
  const known = last.find((one) => one.scope === scope);
  if (next === null)
    return attention("schedule", messages.noScheduler({ whose, at }), messages.keepSchedulerRunning);
  const due = dueNight(at, timeZone, new Date(now.getTime() - GRACE_MS));
  if (known && known.night < due)
    return broken(
      "schedule",
      messages.nightMissed({ whose, due, night: known.night }),
      messages.startScheduler,
    );
  const lastText = lastNight(known);
  return works("schedule", messages.nextNight({ whose, next, timeZone, last: lastText }));
}

function lastNight(known: LastNight | undefined): Message {
  if (!known?.state) return messages.noNightYet;
  const { night, state } = known;
  const how = STATES[state] ?? messages.nightRunning;
  return messages.lastNight({ night, how });
}

const STATES: Readonly<Record<string, Message>> = {
  done: messages.nightDone,
  failed: messages.nightFailed,
};
