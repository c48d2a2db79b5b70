import { expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { DONE } from "../../src/queue/outcome.ts";
import type { ExhaustedJob } from "../../src/queue/work.ts";
import { translated } from "../setup/translated.ts";
import { newKind, onEachBackend, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };
const NIGHTLY = { pattern: "15 3 * * *", tz: "Europe/Stockholm" };
const WORKER = new URL("worker-process.ts", import.meta.url);

onEachBackend(({ open, where, lose, isThere }) => {
  test("the job of a killed process is done by another when its lock has run out, and costs no attempt", async () => {
    const queues = await open({ lockMs: 2_000 });
    const kind = newKind();
    await queues.enqueue(kind, { number: "1" });
    const argument = JSON.stringify({ ...where(), kind: kind.name });
    const doomed = spawn(process.execPath, [translated(WORKER), argument], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(doomed.stdout, "data");
    doomed.kill("SIGKILL");
    const attempts = new Seen<number>();
    await queues.work(kind, async (_, { number }) => (attempts.add(number), DONE), nobody);
    await attempts.atLeast(1);
    expect(attempts.all).toEqual([1]);
  });

  test("closing waits for the work that is being done", async () => {
    const queues = await open();
    const kind = newKind();
    const begun = new Seen<string>();
    let ended = false;
    await queues.work(
      kind,
      async ({ number }) => {
        begun.add(number);
        await systemClock.sleep(300);
        ended = true;
        return DONE;
      },
      nobody,
    );
    await queues.enqueue(kind, { number: "1" });
    await queues.enqueue(kind, { number: "2" });
    await begun.atLeast(1);
    await queues.close();
    expect(ended).toBe(true);
    const again = await open();
    expect(await again.counts(kind)).toEqual({ waiting: 1, active: 0, delayed: 0 });
  });

  test("work that heeds the signal goes back to the queue unharmed, even in its last attempt", async () => {
    const queues = await open();
    const kind = newKind({ attempts: 1, firstDelayMs: 1 });
    const begun = new Seen<number>();
    const exhausted = new Seen<ExhaustedJob>();
    await queues.work(
      kind,
      async (_, { signal }) => {
        begun.add(1);
        await systemClock.sleep(60_000, signal);
        throw new Error("stopped half-way");
      },
      { onFailed: async (one) => exhausted.add(one) },
    );
    await queues.enqueue(kind, { number: "1" });
    await begun.atLeast(1);
    await queues.close();
    const next = await open();
    expect(await next.counts(kind)).toEqual({ waiting: 1, active: 0, delayed: 0 });
    const attempts = new Seen<number>();
    await next.work(kind, async (_, { number }) => (attempts.add(number), DONE), nobody);
    await attempts.atLeast(1);
    expect(attempts.all).toEqual([1]);
    expect(exhausted.all).toEqual([]);
  });

  test("closing does not wait for ever for work that does not end", async () => {
    const queues = await open();
    const kind = newKind();
    const begun = new Seen<number>();
    let release = (): void => undefined;
    const stuck = new Promise<void>((resolve) => (release = resolve));
    await queues.work(kind, async () => (begun.add(1), await stuck, DONE), nobody);
    await queues.enqueue(kind, { number: "1" });
    await begun.atLeast(1);
    const asked = Date.now();
    await queues.close(200);
    expect(Date.now() - asked).toBeLessThan(2_000);
    release();
  });

  test("a queue lost in the middle of work is made again by the worker that notices, without a flood of words", async () => {
    const words = new Seen<string>();
    const log = pino({ level: "warn" }, { write: (line: string) => words.add(line) });
    const queues = await open({ log });
    const kind = newKind();
    const seen = new Seen<string>();
    const exhausted = new Seen<ExhaustedJob>();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await queues.work(kind, async ({ number }) => (seen.add(number), await held, DONE), {
      onFailed: async (one) => exhausted.add(one),
    });
    await queues.schedule("night", NIGHTLY, kind, { number: "9" });
    await queues.enqueue(kind, { number: "1" });
    await seen.atLeast(1);
    await lose();
    release(); // what the worker has to say now, nobody hears
    while (!(await isThere())) await systemClock.sleep(50);
    expect(words.all.length).toBeLessThan(10); // BullMQ alone asks, and fails, forty times a second
    await queues.enqueue(kind, { number: "1" });
    await seen.atLeast(2);
    await queues.schedule("night", NIGHTLY, kind, { number: "9" });
    expect((await queues.schedules(kind)).map(({ id }) => id)).toEqual(["night"]);
    expect(seen.all).toEqual(["1", "1"]);
    expect(exhausted.all).toEqual([]);
  });
});
