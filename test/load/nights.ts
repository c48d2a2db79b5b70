/** Many nights in one process: what it holds of memory, open files and database connections after each. */
import { readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Client } from "pg";
import { clockAt, systemClock } from "../../src/clock.ts";
import { openHouse, putReports, type HouseOptions } from "./house.ts";
import { WATCHING } from "./statements.ts";

export interface Held {
  readonly night: number;
  /** Bytes in use after a garbage collection. */
  readonly heap: number;
  readonly rss: number;
  /** Files and sockets; null where the system does not say. */
  readonly handles: number | null;
  /** To the database, those of the queue included. */
  readonly connections: number;
}

export interface Nights extends Omit<HouseOptions, "clock"> {
  readonly nights: number;
  readonly onNight?: (held: Held) => void;
}

const REPORTS = 2;
const LINES = 20;
const DAY_MS = 86_400_000;
const NIGHT_MS = 240_000;

/** Each night is a day after the one before, by the books' clock, and brings two reports and a list of receivables. */
export async function playNights({ nights, onNight, ...options }: Nights): Promise<readonly Held[]> {
  const clock = clockAt("2024-05-02T01:15:00Z");
  // `sleep` of that clock would move it: everything waits by the real one
  const days = {
    now: () => clock.now(),
    sleep: systemClock.sleep,
  };
  const watching = new Client({ connectionString: options.databaseUrl, application_name: WATCHING });
  await watching.connect();
  const house = await openHouse({ ...options, clock: days });
  const all: Held[] = [];
  try {
    for (let night = 1; night <= nights; night++) {
      const payoutDate = clock.now().toISOString();
      putReports(house, { from: night * REPORTS, count: REPORTS, lines: LINES, payoutDate });
      await house.night(NIGHT_MS);
      clock.pass(DAY_MS);
      const { rows } = await watching.query<{ count: string }>(
        "select count(*) from pg_stat_activity where datname = current_database()",
      );
      const held = {
        night,
        ...memoryInUse(),
        handles: openHandles(),
        connections: Number(rows[0]?.count ?? 0),
      };
      all.push(held);
      onNight?.(held);
    }
  } finally {
    await house.close();
    await watching.end();
  }
  return all;
}

function memoryInUse(): Pick<Held, "heap" | "rss"> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
}

function openHandles(): number | null {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return null;
  }
}
