/**
 * Keeps a worker at work. BullMQ fetches the next job again at once after most errors, so a dropped queue would keep a
 * processor busy and fill the log; and some of its promises, once rejected, stay so, as when the server refused connections
 * for a moment. So after an error the worker pauses, each time for longer, a lost queue is recreated, and the worker starts
 * anew with connections of its own unless it has a job under way. One that could not renew the lock of its jobs for three times the
 * lock's life (a minute) starts anew in any case: others have taken its jobs over long ago.
 */
import type { Clock } from "../clock.ts";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import { within } from "./within.ts";
import type { RunningWorker } from "./work.ts";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** How long a worker may take to say goodbye to its server, and to be ready when it starts. */
const GOODBYE_MS = 1_500;
const READY_MS = 10_000;
/** Looks at the lock during its life; three lives without renewal are too many. */
const LOOKS = 4;
const UNRENEWED_LOOKS_MAX = 3 * LOOKS;

export interface Supervision {
  start(): RunningWorker;
  readonly kind: string;
  readonly lockMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends every pause. */
  readonly closing: AbortSignal;
  /** Recreates a queue that was lost; called before the worker goes on. */
  recreate(error: Error): Promise<void>;
}

export class SupervisedWorker {
  readonly #given: Supervision;
  #current: RunningWorker;
  #pauseMs = FIRST_PAUSE_MS;
  #paused = false;
  #quietLooks = 0;
  #unrenewedLooks = 0;
  readonly #watching: Promise<void>;

  constructor(given: Supervision) {
    this.#given = given;
    this.#current = this.#started();
    this.#watching = this.#watch();
  }

  /** Resolves when it listens. */
  async ready(): Promise<void> {
    const { clock, kind } = this.#given;
    if (!(await within(clock, READY_MS, this.#current.worker.waitUntilReady())))
      throw new Error(`the queue of ${kind} does not answer`);
  }

  /** Waits for handlers at most `withinMs`, and for the server a moment. The signal `closing` is aborted before. */
  async close(withinMs: number): Promise<void> {
    const { clock, log, kind } = this.#given;
    await this.#watching;
    const { worker, busy, idle, cut, failuresRecorded } = this.#current;
    const closed = worker.close();
    const handled = idle().then(() => within(clock, GOODBYE_MS, closed));
    await within(clock, withinMs, Promise.race([closed, handled])).catch((error: unknown) =>
      log.debug({ kind, error: messageOf(error) }, "closing a worker"),
    );
    if (busy() > 0) log.warn({ kind }, "running jobs were left to another worker");
    await within(clock, GOODBYE_MS, failuresRecorded());
    await cut();
  }

  #started(): RunningWorker {
    const running = this.#given.start();
    running.worker.on("error", (error) => {
      if (running === this.#current) this.#onError(error);
    });
    running.worker.on("active", () => (this.#pauseMs = FIRST_PAUSE_MS));
    running.worker.on("locksRenewed", () => (this.#unrenewedLooks = 0));
    return running;
  }

  #onError(error: Error): void {
    this.#quietLooks = 0;
    if (this.#given.closing.aborted || this.#paused) return;
    void this.#pause(error);
  }

  async #pause(cause: Error): Promise<void> {
    const { kind, clock, log, closing, recreate } = this.#given;
    this.#paused = true;
    log.warn({ kind, error: messageOf(cause), pauseMs: this.#pauseMs }, "the queue answers with an error");
    await this.#current.worker.pause(true);
    let failure: unknown = cause;
    while (failure !== null && !closing.aborted) {
      await clock.sleep(this.#pauseMs, closing);
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
      failure = await recreate(cause).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (failure !== null)
        log.warn(
          { kind, error: messageOf(failure), pauseMs: this.#pauseMs },
          "the queue could not be recreated",
        );
    }
    this.#paused = false;
    if (closing.aborted) return;
    if (this.#current.busy() > 0) await this.#current.worker.resume();
    else this.#startAnew();
  }

  #startAnew(): void {
    const old = this.#current;
    this.#unrenewedLooks = 0;
    this.#current = this.#started();
    void this.#retire(old);
    const started = this.#current;
    this.ready().catch((error: unknown) => {
      if (started === this.#current) this.#onError(error instanceof Error ? error : new Error(String(error)));
    });
  }

  /** By force where it has jobs under way: they are not its own any more. */
  async #retire(old: RunningWorker): Promise<void> {
    const { clock, kind, log } = this.#given;
    old.abandon();
    try {
      await within(clock, GOODBYE_MS, old.worker.close(old.busy() > 0));
      await old.cut();
    } catch (error) {
      log.debug({ kind, error: messageOf(error) }, "closing a worker that was replaced");
    }
  }

  async #watch(): Promise<void> {
    const { clock, closing, lockMs, kind, log } = this.#given;
    for (;;) {
      await clock.sleep(lockMs / LOOKS, closing);
      if (closing.aborted) return;
      if ((this.#quietLooks += 1) > UNRENEWED_LOOKS_MAX) this.#pauseMs = FIRST_PAUSE_MS;
      if (this.#current.busy() === 0) this.#unrenewedLooks = 0;
      else if ((this.#unrenewedLooks += 1) > UNRENEWED_LOOKS_MAX) {
        log.warn({ kind, lockMs }, "a worker could not renew the lock of its jobs: it starts anew");
        this.#startAnew();
      }
    }
  }
}
