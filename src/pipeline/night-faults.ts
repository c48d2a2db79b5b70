/** Nights that have not begun in time, and nights that do not end: for /readyz, `kvitt doctor` and the letter about them. */
import type { Handle } from "../books/database.ts";
import { newestNights } from "../books/nights.ts";
import type { Settings } from "../config/settings.ts";
import { dueNight, scopes } from "./schedule.ts";

export interface NightFault {
  readonly scope: string;
  /** "03:15" */
  readonly at: string;
  /** "2026-03-02" */
  readonly night: string;
  /** "late": it has not begun. "unfinished": it has begun, and is not done in its time. "failed": it has ended so. */
  readonly kind: "late" | "unfinished" | "failed";
  /** When it began; null where it has not. */
  readonly startedAt: Date | null;
}

const MINUTE_MS = 60_000;

/** Of scopes that have had a night: a new installation is late for none. */
export async function nightFaults(db: Handle, settings: Settings, now: Date): Promise<readonly NightFault[]> {
  const { lateMinutes, nightMinutes } = settings.heartbeat;
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
  const newest = await newestNights(db);
  return scopes(settings).flatMap(({ scope, at }): NightFault[] => {
    const last = newest.find((one) => one.scope === scope);
    if (last === undefined) return [];
    const due = dueNight(at, settings.timeZone, before(lateMinutes));
    if (last.night < due) return [{ scope, at, night: due, kind: "late", startedAt: null }];
    const { night, state, startedAt } = last;
    if (state === "failed") return [{ scope, at, night, kind: "failed", startedAt }];
    const isUnfinished = startedAt !== null && state !== "done" && startedAt <= before(nightMinutes);
    return isUnfinished ? [{ scope, at, night, kind: "unfinished", startedAt }] : [];
  });
}
