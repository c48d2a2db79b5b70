/** Which roles are alive, which are missed, and what waits for each. Read from the heartbeats and the rows that are due. */
import type { Handle } from "../books/database.ts";
import { heartbeats, waitingByRole, type Heartbeat } from "../books/heartbeats.ts";
import { lastNights } from "../books/health.ts";
import { NIGHT_ROLES, ROLES, type Role } from "../roles.ts";

/** How often a process renews its rows. */
export const BEAT_EVERY_MS = 15_000;
/** A role that was not heard of for this long is dead: four beats are missing. */
export const DEAD_AFTER_MS = 4 * BEAT_EVERY_MS;

export interface RoleLife {
  readonly role: Role;
  /** "stopped": in good order. "unseen": no process has had it. */
  readonly state: "alive" | "dead" | "stopped" | "unseen";
  /** When it was last heard of; null: never. */
  readonly lastBeat: Date | null;
  /** The processes that have it now. */
  readonly processes: readonly Heartbeat[];
  /** Rows that are due for it. */
  readonly waiting: number;
  /** The oldest of them. */
  readonly waitingSince: Date | null;
  /** Whether somebody counts on it: it was seen here, or nights are scheduled, which all roles of a night are needed for. */
  readonly isMissed: boolean;
}

/** In the order of ROLES. */
export async function rolesAlive(db: Handle, now: Date): Promise<readonly RoleLife[]> {
  const beats = await heartbeats(db);
  const waiting = await waitingByRole(db);
  const isScheduled = beats.some(({ role }) => role === "scheduler") || (await lastNights(db)).length > 0;
  return ROLES.map((role) => {
    const own = beats.filter((one) => one.role === role);
    const processes = own.filter((one) => isAlive(one, now));
    const [newest] = own;
    const due = waiting.find((one) => one.role === role);
    const state =
      processes.length > 0
        ? "alive"
        : newest === undefined
          ? "unseen"
          : newest.stoppedAt
            ? "stopped"
            : "dead";
    const isOfNights = role === "scheduler" || NIGHT_ROLES.some((one) => one === role);
    return {
      role,
      state,
      lastBeat: newest?.beatAt ?? null,
      processes,
      waiting: due?.count ?? 0,
      waitingSince: due?.since ?? null,
      isMissed: state !== "alive" && (state === "dead" || (isScheduled && isOfNights)),
    };
  });
}

function isAlive({ beatAt, stoppedAt }: Heartbeat, now: Date): boolean {
  return stoppedAt === null && now.getTime() - beatAt.getTime() < DEAD_AFTER_MS;
}

/** The sweep runs every minute; when none has begun for this long, the queue wakes nobody. */
const WOKEN_WITHIN_MS = 5 * 60_000;

/** Since when the scheduler has been alive without being given a job; null where it is, or none is alive. */
export function unwokenSince(roles: readonly RoleLife[], now: Date): Date | null {
  const processes = roles.find(({ role }) => role === "scheduler")?.processes ?? [];
  if (processes.length === 0) return null;
  const woken = Math.max(...processes.map(({ jobAt, startedAt }) => (jobAt ?? startedAt).getTime()));
  return now.getTime() - woken < WOKEN_WITHIN_MS ? null : new Date(woken);
}
