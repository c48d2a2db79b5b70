/** Time, passed in: no other file reads the machine's clock, so that tests decide what time it is. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or at once when the signal is aborted (it never rejects). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done);
    }),
};

/** A clock for tests: it moves only by what is slept or `pass`ed. */
export function clockAt(start: string | Date): Clock & { pass(ms: number): void } {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    sleep: (ms) => {
      at += ms;
      return Promise.resolve();
    },
    pass: (ms) => {
      at += ms;
    },
  };
}

/** The calendar date ("2024-05-02") of an instant in a time zone. 23:30Z is the next day in Stockholm. */
export function dateIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return parts.format(instant);
}

/** The time of day ("03:15") of an instant in a time zone. */
export function timeIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return parts.format(instant);
}
