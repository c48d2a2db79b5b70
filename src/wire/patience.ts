/**
 * Waiting for a server that is not there yet. A machine that boots, or a set of containers, starts everything at once; a
 * process that ended at the first refusal would have to be started by somebody again.
 */
import type { Clock } from "../clock.ts";
import { errnoOf, isError, messageOf, UserError } from "../errors.ts";
import type { Log } from "../log.ts";

const AGAIN_MS = 1_000;
const SAY_EVERY_MS = 10_000;
/** After this the last error ends the process, and whoever supervises it decides. */
export const PATIENCE_MS = 10 * 60_000;

export interface Patience {
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the waiting at once. */
  readonly stop: AbortSignal;
}

/** What `attempt` gives, as soon as it does not fail for a reason that may pass. `what` is waited for: "the database at db:5432". */
export async function patiently<T>(
  what: string,
  attempt: () => Promise<T>,
  { clock, log, stop }: Patience,
): Promise<T> {
  const began = clock.now().getTime();
  let said = -Infinity;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const waitedMs = clock.now().getTime() - began;
      if (stop.aborted || !mayPass(error) || waitedMs > PATIENCE_MS) throw error;
      if (waitedMs - said >= SAY_EVERY_MS) {
        said = waitedMs;
        const seconds = Math.round(waitedMs / 1000);
        log.warn({ error: reasonOf(error), seconds }, `waiting for ${what}`);
      }
      await clock.sleep(AGAIN_MS, stop);
      if (stop.aborted) throw error;
    }
  }
}

/** An error of a connection may come without words: one for each address that was tried. */
function reasonOf(error: unknown): string {
  return messageOf(error) || (errnoOf(error) ?? "no answer");
}

const PASSING_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTDOWN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  // a local socket that is not there yet
  "ENOENT",
  // PostgreSQL: shutting down, crashed, starting up, too many connections, read-only for now
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "25006",
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
]);

/** Errors that come as words only: of the drivers and their pools, a pooler that has no server, and Redis that reads its file. */
const PASSING_WORDS = new RegExp(
  [
    "timeout expired",
    "query read timeout",
    "connection timeout",
    "timeout exceeded when trying to connect",
    "timeout acquiring a connection",
    "unable to acquire a connection",
    "connection terminated",
    "connection error and is not queryable",
    "connection was dead",
    "connection is closed",
    "stream isn't writeable",
    "max retries per request",
    "server login has been failing",
    "does not answer",
    "LOADING",
  ].join("|"),
  "i",
);
const NOT_PASSING_WORDS = /WRONGPASS|NOAUTH|NOPERM/;

/** Whether the error is of a connection that is gone, or of a server that is away or busy for a while. */
export function mayPass(error: unknown): boolean {
  if (!isError(error) || error instanceof UserError) return false;
  if (NOT_PASSING_WORDS.test(error.message)) return false;
  return PASSING_CODES.has(errnoOf(error) ?? "") || PASSING_WORDS.test(error.message);
}
