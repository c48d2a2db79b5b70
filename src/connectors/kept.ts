/** What was looked up in a system, kept for some minutes, so that a night of vouchers asks once. Forgotten as soon as something is refused. */
import type { Clock } from "../clock.ts";
import { ConnectorFault } from "./fault.ts";

const KEPT_MS = 600_000;

export class Kept {
  readonly #clock: Clock;
  #kept = new Map<string, { readonly until: number; readonly asked: Promise<unknown> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What was looked up is asked again. */
  forget(): void {
    this.#kept.clear();
  }

  async once<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#clock.now().getTime();
    const kept = this.#kept.get(name);
    // kept under the name of what asks for it, so that it is of its type
    if (kept !== undefined && kept.until > now) return kept.asked as Promise<T>;
    const asked = ask();
    this.#kept.set(name, { until: now + KEPT_MS, asked });
    asked.catch(() => this.#kept.delete(name));
    return asked;
  }
}

/** Where the system refuses an attempt, what was looked up may be what was wrong: it is cured there, and asked again. */
export async function forgettingWhenRefused<T>(
  kept: { forget(): void },
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (thrown) {
    if (thrown instanceof ConnectorFault && thrown.kind !== "busy") kept.forget();
    throw thrown;
  }
}
