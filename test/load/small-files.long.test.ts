/** What one more report of a night asks of PostgreSQL, on either queue: counted, so that it is the same on every machine. */
import { afterAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freshDatabase } from "../setup/database.ts";
import { hasRedis, openRedis } from "../setup/redis.ts";
import { runFolder } from "../setup/run.ts";
import { openHouse, putReports } from "./house.ts";
import { countStatements, type Counted } from "./statements.ts";

/**
 * Asked for one report of a hundred lines, from the inbox to the SIE file, the queue's own jobs included. On PostgreSQL the queue
 * takes two statements and two commits of it; what it asks while it waits is left out by comparing two sizes.
 */
const BUDGET = { statements: 25, commits: 10.5, rows: 85 };
const [FEW, MANY] = [5, 45];

const folder = mkdtempSync(join(runFolder(), "files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(["postgres", ...(hasRedis() ? ["redis"] : [])])("on %s", (queue) => {
  test("one more report stays within its budget of statements, commits and rows", async () => {
    const database = await freshDatabase();
    const redis = queue === "redis" ? await openRedis() : null;
    const house = await openHouse({
      databaseUrl: database.url,
      redisUrl: redis?.url,
      prefix: "kvitt-files",
      folder: join(folder, queue),
    });
    const counter = countStatements();
    try {
      putReports(house, { from: 1, count: FEW, lines: 100 });
      await house.night(240_000);
      const few = counter.take();
      putReports(house, { from: 100, count: MANY, lines: 100 });
      await house.night(480_000);
      const more = counter.take();
      const each = (of: (counted: Counted) => number) => (of(more) - of(few)) / (MANY - FEW);
      const found = {
        statements: each(({ books }) => books.statements) + (queue === "postgres" ? 2 : 0),
        commits: each(({ books }) => books.commits) + (queue === "postgres" ? 2 : 0),
        rows: each(({ rows }) => rows),
      };
      expect(found.statements).toBeGreaterThan(10);
      expect(found.statements).toBeLessThanOrEqual(BUDGET.statements);
      expect(found.commits).toBeLessThanOrEqual(BUDGET.commits);
      expect(found.rows).toBeLessThanOrEqual(BUDGET.rows);
    } finally {
      counter.stop();
      await house.close();
      await redis?.stop();
      await database.drop();
    }
  }, 900_000);
});
