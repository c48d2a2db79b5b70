/** Whether the nights run: that someone is set to wake them, and that the last one did. */
import { messages } from "./messages.ts";
import type { LastNight } from "../books/health.ts";
import type { Settings } from "../config/settings.ts";
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
  const whose: Message = scope === "*" ? messages.judgeScope : messages.scheduleJudgeScope(scope);
  const next = scheduled.find(({ id }) => id === `night-${scope}`)?.next ?? null;
  const known = last.find((one) => one.scope === scope);
  if (next === null)
    return attention(
      "schedule",
      messages.nobodyWakesNight({ whose, at: at.slice(0, 5) }),
      messages.keepKvittStartKvittWorker,
    );
  const due = dueNight(at, timeZone, new Date(now.getTime() - GRACE_MS));
  if (known && known.night < due)
    return broken(
      "schedule",
      messages.nightRunLastOne({ whose, due, night: known.night }),
      messages.startKvittStartKvittWorker,
    );
  const lastWords = lastNightWords(known);
  return works("schedule", messages.nextNight({ whose, next, timeZone, lastWords }));
}

function lastNightWords(known: LastNight | undefined): Message {
  if (!known?.state) return messages.noNightRunYet;
  const { night, state } = known;
  const how = STATES[state] ?? messages.underWay;
  return messages.lastNight({ night, how });
}

const STATES: Readonly<Record<string, Message>> = {
  done: messages.statesDone,
  failed: messages.statesFailed,
};
