/**
 * Backs a worker off when its queue answers with errors. BullMQ fetches the next job again at once after any error but a
 * refused connection, so a dropped queue would keep a processor busy and fill the log. Here the worker pauses, each time
 * for longer, and a lost queue is recreated meanwhile.
 */
import type { Clock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import type { JobWorker } from "./backend.ts";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

export interface Backoff {
  readonly worker: JobWorker;
  readonly kind: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the pause when the worker is closed. */
  readonly closing: AbortSignal;
  /** Called before the worker resumes. */
  recreate(error: Error): Promise<void>;
}

export function backOffOnError({ worker, kind, clock, log, closing, recreate }: Backoff): void {
  let pauseMs = FIRST_PAUSE_MS;
  let paused = false;
  const pause = async (cause: Error): Promise<void> => {
    paused = true;
    log.warn({ kind, error: messageOf(cause), pauseMs }, "the queue answers with an error");
    await worker.pause(true);
    let failure: unknown = cause;
    while (failure !== null && !closing.aborted) {
      await clock.sleep(pauseMs, closing);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      failure = await recreate(cause).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (failure !== null)
        log.warn({ kind, error: messageOf(failure), pauseMs }, "the queue could not be recreated");
    }
    if (!closing.aborted) await worker.resume();
    paused = false;
  };
  worker.on("error", (error) => {
    if (closing.aborted || paused) return;
    void pause(error);
  });
  worker.on("active", () => {
    pauseMs = FIRST_PAUSE_MS;
  });
}
