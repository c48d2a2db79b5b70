/**
 * When nightly runs begin. The last night of each scope is a row in the books; the queue's scheduler only wakes the worker. A
 * night that was missed, because nothing ran at its time, is caught up once.
 */
import { addRun, runById, type RunRow } from "../books/runs.ts";
import { change, rows, type Handle } from "../books/database.ts";
import { dateIn, timeIn } from "../clock.ts";
import type { Settings } from "../config/settings.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import type { AppContext } from "../app.ts";

export interface Scope {
  /** "*", or the id of a merchant with a time of its own; its run claims the merchant's subfolder of the inbox. */
  readonly scope: string;
  /** "03:15", in the settings' time zone. */
  readonly at: string;
}

export function scopes(settings: Settings): readonly Scope[] {
  const own = Object.entries(settings.merchants).flatMap(([scope, { nightlyAt }]) =>
    nightlyAt === undefined ? [] : [{ scope, at: nightlyAt }],
  );
  return [{ scope: "*", at: settings.nightlyAt }, ...own];
}

/** The date of the newest night whose time has come. */
export function dueNight(at: string, timeZone: string, now: Date): string {
  const today = dateIn(timeZone, now);
  if (timeIn(timeZone, now) >= at.slice(0, 5)) return today;
  return daysAfter(today, -1);
}

/** The calendar date on which the night of a scope is next due. */
export function nextNight(at: string, timeZone: string, now: Date): string {
  return daysAfter(dueNight(at, timeZone, now), 1);
}

function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/**
 * Begins the run of a scope's night when its time has come and it has not begun; null when there is nothing to begin. A new
 * installation waits for the scheduled time: a night before the installation is not missed.
 */
export async function beginDueNight(
  { workspace, books, clock }: AppContext,
  scope: string,
): Promise<bigint | null> {
  const { settings } = workspace;
  const known = scopes(settings).find((one) => one.scope === scope);
  if (!known) return null;
  const now = clock.now();
  const night = dueNight(known.at, settings.timeZone, now);
  return books.transaction(async (trx) => {
    const [last] = await rows(
      trx,
      { lastNight: "text" },
      `select last_night as "lastNight" from schedule where scope = :scope for update`,
      { scope },
    );
    if (!last) {
      const isNow = timeIn(settings.timeZone, now) === known.at.slice(0, 5);
      const added = await change(
        trx,
        "insert into schedule (scope, last_night) values (:scope, :night) on conflict do nothing",
        { scope, night },
      );
      if (!isNow || added === 0) return null;
    } else {
      if (last.lastNight >= night) return null;
      await change(trx, "update schedule set last_night = :night where scope = :scope", { scope, night });
    }
    return addRun(trx, { kind: "nightly", scope, night, at: now, settings, rules: RULES_VERSION });
  });
}

/** The run of a scope's night ("2026-03-02"); null before it has begun. */
export async function runOfNight(db: Handle, scope: string, night: string): Promise<RunRow | null> {
  const [found] = await rows(
    db,
    { id: "bigint" },
    "select id from run where scope = :scope and night = :night",
    { scope, night },
  );
  return found ? runById(db, found.id) : null;
}

/** Resets the schedule to the night before, so that the night counts as missed and is caught up. */
export async function forgetNight(db: Handle, scope: string, night: string): Promise<void> {
  await change(
    db,
    `insert into schedule (scope, last_night) values (:scope, :night::date - 1)
     on conflict (scope) do update set last_night = excluded.last_night`,
    { scope, night },
  );
}
