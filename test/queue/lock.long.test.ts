/** A worker that holds a job whose lock it cannot renew. */
import { expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { DONE } from "../../src/queue/outcome.ts";
import { askDatabase } from "../setup/database.ts";
import { newKind, onEachBackend, Seen } from "./on-each-backend.ts";

onEachBackend(({ open, where }) => {
  async function takeLock(kind: string): Promise<void> {
    const { databaseUrl, redisUrl, prefix } = where();
    if (redisUrl === undefined) {
      await askDatabase(databaseUrl, `update bullmq.job set lock_token = 'x' where queue = '${kind}'`);
      return;
    }
    const redis = new Redis(redisUrl);
    await redis.set(`${prefix}:${kind}:number-1:lock`, "x", "PX", 1_500);
    redis.disconnect();
  }

  test("starts anew after three lives of the lock, tells its handler to stop, and the job is done", async () => {
    const words = new Seen<string>();
    const log = pino({ level: "warn" }, { write: (line: string) => words.add(line) });
    const queues = await open({ log, lockMs: 2_000 });
    const kind = newKind();
    const stopped = new Seen<boolean>();
    const seen = new Seen<string>();
    await queues.work(
      kind,
      async ({ number }, { signal }) => {
        seen.add(number);
        if (seen.all.length > 1) return DONE;
        await systemClock.sleep(60_000, signal);
        stopped.add(signal.aborted);
        return DONE;
      },
      { onFailed: () => Promise.resolve() },
    );
    await queues.enqueue(kind, { number: "1" });
    await seen.atLeast(1);
    const began = Date.now();
    await takeLock(kind.name);
    await seen.atLeast(2);
    expect(Date.now() - began).toBeLessThan(20_000);
    await stopped.atLeast(1);
    expect({ stopped: stopped.all, seen: seen.all }).toEqual({ stopped: [true], seen: ["1", "1"] });
    expect(words.all.join()).toContain("could not renew the lock of its jobs");
  }, 60_000);
});
