/** A progress bar on a terminal, for work longer than a second. Silent when stderr is not a terminal. */
import type { CliContext } from "./context.ts";

const WIDTH = 24;
const AFTER_MS = 1_000;
const EVERY_MS = 100;

export interface Progress {
  /** False where `show` would draw nothing now, so that what it shows need not be asked for. */
  isDue(): boolean;
  /** `done` of `all` (0: unknown) and what is going on. */
  show(done: number, all: number, what: string): void;
  end(): void;
}

export function progress({ stderr, clock }: CliContext): Progress {
  const began = clock.now().getTime();
  let shown = 0;
  let drawn = false;
  const isDue = () => {
    const now = clock.now().getTime();
    return stderr.isTTY && now - began >= AFTER_MS && now - shown >= EVERY_MS;
  };
  return {
    isDue,
    show: (done, all, what) => {
      if (!isDue()) return;
      shown = clock.now().getTime();
      drawn = true;
      const full = all === 0 ? 0 : Math.min(WIDTH, Math.round((done / all) * WIDTH));
      const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
      stderr.write(`\r\u001b[2K${bar} ${all === 0 ? "" : `${done}/${all} `}${what}`);
    },
    end: () => {
      if (drawn) stderr.write("\r\u001b[2K");
    },
  };
}
