/**
 * A limit of calls for one tenant: never more than so many within any window of so long. Calls are let through in the order in which
 * they came. It holds for one process; what several together exceed, the system answers with 429.
 */
import type { Clock } from "../../clock.ts";

export class RateLimit {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #clock: Clock;
  /** When the last calls began, oldest first; never more than `most`. */
  #begun: number[] = [];
  #queue: Promise<void> = Promise.resolve();
  /** The system has asked for silence until then. */
  #silentUntil = 0;

  constructor(most: number, windowMs: number, clock: Clock) {
    this.#most = most;
    this.#windowMs = windowMs;
    this.#clock = clock;
  }

  /** Resolves when the call may begin; throws when the signal is aborted. */
  pass(signal: AbortSignal): Promise<void> {
    const turn = this.#queue.then(() => this.#wait(signal));
    this.#queue = turn.catch(() => undefined); // whoever gives up lets the next one through
    return turn;
  }

  /** Nobody calls for so long: the system has said 429. */
  hold(ms: number): void {
    this.#silentUntil = Math.max(this.#silentUntil, this.#clock.now().getTime() + ms);
  }

  async #wait(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const now = this.#clock.now().getTime();
      this.#begun = this.#begun.filter((at) => at > now - this.#windowMs);
      const oldest = this.#begun[0];
      const full = this.#begun.length >= this.#most && oldest !== undefined ? oldest + this.#windowMs : now;
      const until = Math.max(full, this.#silentUntil);
      if (until <= now) {
        this.#begun.push(now);
        return;
      }
      await this.#clock.sleep(until - now, signal);
    }
  }
}
