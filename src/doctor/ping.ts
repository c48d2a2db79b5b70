/** Judges the ping after a nightly run: whether the watching service heard the last one. */
import { messages } from "./messages.ts";
import { dayAndTime } from "../format/days.ts";
import { inEach } from "../message.ts";
import { attention, works, type Finding } from "./finding.ts";

export interface LastPing {
  readonly sentAt: Date | null;
  readonly problem: string | null;
}

/** null: there has been none yet. */
export function judgePing(last: LastPing | null, timeZone: string): readonly Finding[] {
  if (last !== null && last.problem !== null)
    return [attention("ping", messages.pingFailed(last.problem), messages.correctPing)];
  const sentAt = last?.sentAt ?? null;
  if (sentAt === null) return [works("ping", messages.noPingYet)];
  return [
    works(
      "ping",
      inEach((language) => messages.pinged(dayAndTime(sentAt, timeZone, language))[language]),
    ),
  ];
}
