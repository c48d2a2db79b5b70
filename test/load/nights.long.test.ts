/** A process that has played many nights holds no more than it did after the first ones. `KVITT_NIGHTS=200` plays more of them. */
import { afterAll, describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { freshDatabase } from "../setup/database.ts";
import { hasRedis, openRedis } from "../setup/redis.ts";
import { runFolder } from "../setup/run.ts";
import type { Held, Nights } from "./nights.ts";

const NIGHTS = Number(process.env["KVITT_NIGHTS"] ?? 50);
/** Pools open their connections one by one, and code is compiled when it is first met. */
const SETTLED = 20;
/** Bytes a night, in the second half beside the first; twenty thousand were measured (docs/performance.md). */
const GROWTH_MAX = 60_000;

const folder = mkdtempSync(join(runFolder(), "nights-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(["postgres", ...(hasRedis() ? ["redis"] : [])])("on %s", (queue) => {
  test(`after ${NIGHTS} nights memory, open files and connections are what they were after ${SETTLED}`, async () => {
    const database = await freshDatabase();
    const redis = queue === "redis" ? await openRedis() : null;
    try {
      const held = await nightsInProcess({
        databaseUrl: database.url,
        redisUrl: redis?.url,
        prefix: "kvitt-nights",
        folder: join(folder, queue),
        nights: NIGHTS,
      });
      const settled = held.slice(SETTLED);
      const half = Math.floor(settled.length / 2);
      const [early, late] = [settled.slice(0, half), settled.slice(-half)];
      const most = (some: readonly Held[], of: (one: Held) => number) => Math.max(...some.map(of));
      const least = (some: readonly Held[], of: (one: Held) => number) => Math.min(...some.map(of));
      const growth =
        (least(late, ({ heap }) => heap) - least(early, ({ heap }) => heap)) / (settled.length - half);
      expect(growth).toBeLessThan(GROWTH_MAX);
      // a pool may open one more of its connections at any time; one that is not given back would be one a night
      const few = 2;
      expect(most(late, ({ handles }) => handles ?? 0)).toBeLessThanOrEqual(
        most(early, ({ handles }) => handles ?? 0) + few,
      );
      expect(most(late, ({ connections }) => connections)).toBeLessThanOrEqual(
        most(early, ({ connections }) => connections) + few,
      );
    } finally {
      await redis?.stop();
      await database.drop();
    }
  }, 3_600_000);
});

/** In a process of its own: jest keeps more with each night than what is measured. */
async function nightsInProcess(options: Omit<Nights, "onNight">): Promise<readonly Held[]> {
  const self = fileURLToPath(new URL("nights-process.ts", import.meta.url));
  const args = ["--import", "tsx", self, JSON.stringify(options)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 24 });
  // each line is a Held, printed by that process
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Held);
}
