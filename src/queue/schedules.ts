/**
 * Recurring jobs. The queue only triggers them; what was due when is a row in the books. So a schedule that was lost with
 * the queue is recreated, and an existing one is left alone: recreating it just as it is due would move it to the next time.
 */
import type { JobsOptions } from "bullmq";
import type { JobQueue } from "./backend.ts";

export interface CronTimes {
  /** Cron, five fields or six with seconds: "15 3 * * *". */
  readonly pattern: string;
  /** IANA time zone, "Europe/Stockholm": not the machine's. */
  readonly tz: string;
}

export interface Schedule {
  readonly id: string;
  readonly times: CronTimes;
  readonly name: string;
  readonly payload: unknown;
  readonly options: JobsOptions;
}

export interface Scheduled {
  readonly id: string;
  readonly pattern: string;
  readonly tz: string;
  readonly next: Date | null;
}

/** Creates the schedule, or replaces one with other times or another payload. */
export async function ensureSchedule(
  queue: JobQueue,
  { id, times, name, payload, options }: Schedule,
): Promise<void> {
  const found = await queue.getJobScheduler(id);
  const same =
    found?.pattern === times.pattern &&
    found.tz === times.tz &&
    JSON.stringify(found.template?.data ?? {}) === JSON.stringify(payload);
  if (!same) await queue.upsertJobScheduler(id, { ...times }, { name, data: payload, opts: options });
}

export async function schedulesOf(queue: JobQueue): Promise<Scheduled[]> {
  const found = await queue.getJobSchedulers();
  return found.map(({ key, pattern = "", tz = "", next }) => ({
    id: key,
    pattern,
    tz,
    next: next === undefined ? null : new Date(next),
  }));
}

export async function removeOtherSchedules(queue: JobQueue, wanted: readonly string[]): Promise<void> {
  for (const { id } of await schedulesOf(queue)) {
    if (!wanted.includes(id)) await queue.removeJobScheduler(id);
  }
}
