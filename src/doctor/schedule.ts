/** Whether the nightly runs happen: that a scheduler is set to start them, and that the last one was done. */
import { messages } from "./messages.ts";
import type { LastNight } from "../books/health.ts";
import type { Settings } from "../config/settings.ts";
import { dueNight, scopes, type Scope } from "../pipeline/schedule.ts";
import type { NightFault } from "../pipeline/night-faults.ts";
import type { Scheduled } from "../queue/schedules.ts";
import { verbatim, type Message } from "../message.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

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
  const due = dueNight(at, timeZone, new Date(now.getTime() - settings.heartbeat.lateMinutes * 60_000));
  if (known && known.night < due)
    return broken(
      "schedule",
      messages.nightMissed({ whose, due, night: known.night }),
      messages.startScheduler,
    );
  const lastText = lastNight(known);
  return works("schedule", messages.nextNight({ whose, next, timeZone, last: lastText }));
}

/** A night that is late is told of with the schedule; one that has failed, with the rows that have. */
export function judgeFaults(faults: readonly NightFault[], timeZone: string): readonly Finding[] {
  return faults.flatMap(({ kind, scope, night, startedAt }) => {
    if (kind !== "unfinished" || startedAt === null) return [];
    const whose = verbatim(scope === "*" ? "" : `${scope}: `);
    return [
      broken(
        "schedule",
        messages.nightUnfinished({ whose, night, startedAt, timeZone }),
        messages.seeWorkers,
      ),
    ];
  });
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
