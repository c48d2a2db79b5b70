/**
 * What a worker does when its queue misbehaves. BullMQ asks for the next job again at once after any error but a
 * refused connection, so a queue that was dropped would keep a processor busy and fill the log: here the worker
 * rests instead, each time longer, and a lost queue is made again meanwhile.
 */
import type { Clock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import type { JobWorker } from "./backend.ts";

const FIRST_REST_MS = 250;
const LONGEST_REST_MS = 30_000;

export interface Backoff {
  readonly worker: JobWorker;
  readonly kind: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends resting when the worker is closed. */
  readonly closing: AbortSignal;
  /** Called before the worker goes on. */
  recreate(error: Error): Promise<void>;
}

export function backOffOnError({ worker, kind, clock, log, closing, recreate }: Backoff): void {
  let restMs = FIRST_REST_MS;
  let resting = false;
  const rest = async (cause: Error): Promise<void> => {
    resting = true;
    log.warn({ kind, error: messageOf(cause), restMs }, "the queue answers with an error");
    await worker.pause(true);
    let wrong: unknown = cause;
    while (wrong !== null && !closing.aborted) {
      await clock.sleep(restMs, closing);
      restMs = Math.min(restMs * 2, LONGEST_REST_MS);
      wrong = await recreate(cause).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (wrong !== null)
        log.warn({ kind, error: messageOf(wrong), restMs }, "the queue could not be made again");
    }
    if (!closing.aborted) await worker.resume();
    resting = false;
  };
  worker.on("error", (error) => {
    if (closing.aborted || resting) return;
    void rest(error);
  });
  worker.on("active", () => {
    restMs = FIRST_REST_MS;
  });
}
