/**
 * The clock of the program under test: it begins at a chosen night and runs on from there, so that a night is always the same
 * night; and it can jump, or stand still and then be late, as the clock of a machine that slept does.
 */
import { systemClock, type Clock } from "../../../src/clock.ts";

/** Environment variables of the program under test alone. */
export const NIGHT_BEGINS = "KVITT_FAULTS_NIGHT";
export const CLOCK_EPOCH = "KVITT_FAULTS_EPOCH";
export const CLOCK_JUMPS = "KVITT_FAULTS_JUMPS";

/** `KVITT_FAULTS_JUMPS=1500:3600000,4000:-7200000`: after 1.5 s an hour ahead, after 4 s two hours back. */
export function faultClock(env: Readonly<Record<string, string | undefined>>): Clock {
  const night = env[NIGHT_BEGINS];
  if (night === undefined) return systemClock;
  const epoch = Number(env[CLOCK_EPOCH] ?? Date.now());
  const jumps = (env[CLOCK_JUMPS] ?? "").split(",").flatMap((one) => {
    const [after, by] = one.split(":").map(Number);
    return after === undefined || by === undefined ? [] : [{ after, by }];
  });
  const begins = new Date(night).getTime();
  return {
    now: () => {
      const run = Date.now() - epoch;
      const jumped = jumps.filter(({ after }) => run >= after).reduce((sum, { by }) => sum + by, 0);
      return new Date(begins + run + jumped);
    },
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
  };
}
