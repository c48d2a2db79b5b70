/** Waiting with an end. */
import type { Clock } from "../clock.ts";

/** Whether `work` has ended within the time. What it throws is thrown, and ignored once the time is over. */
export async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<boolean> {
  const ended = new AbortController();
  try {
    return await Promise.race([work.then(() => true), clock.sleep(ms, ended.signal).then(() => false)]);
  } finally {
    ended.abort();
    work.catch(() => undefined);
  }
}
