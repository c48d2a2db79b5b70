/** What an administrator sees of the queues, and may do, on either backend. */
import { expect, test } from "@jest/globals";
import { systemClock } from "../../src/clock.ts";
import { DONE } from "../../src/queue/outcome.ts";
import type { Queues } from "../../src/queue/queues.ts";
import { newKind, onEachBackend, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };

onEachBackend(({ open }) => {
  /** A job that failed once, and waits a minute for its next attempt; the second attempt is well. */
  async function failing(queues: Queues, numbers: readonly string[]) {
    const kind = newKind({ attempts: 3, firstDelayMs: 60_000 });
    const tried = new Seen<string>();
    await queues.work(
      kind,
      ({ number }) => {
        const times = tried.all.filter((one) => one.startsWith(`${number}.`)).length + 1;
        tried.add(`${number}.${times}`);
        if (times === 1) return Promise.reject(new Error("the disk is full"));
        return Promise.resolve(DONE);
      },
      nobody,
    );
    for (const number of numbers) await queues.enqueue(kind, { number });
    await tried.atLeast(numbers.length);
    for (let left = 100; left > 0; left -= 1) {
      if ((await queues.counts(kind)).delayed === numbers.length) break;
      await systemClock.sleep(50);
    }
    return { kind, tried };
  }

  test("a job is shown by its id, with its attempts, its error and when it is due, and without its payload", async () => {
    const queues = await open();
    const { kind } = await failing(queues, ["one"]);
    const { counts, jobs } = await queues.content(kind, 10);
    expect(counts).toEqual({ failed: 0, active: 0, delayed: 1, waiting: 0 });
    expect(jobs).toEqual([
      {
        id: expect.stringContaining("one"),
        state: "delayed",
        attempts: 1,
        addedAt: expect.any(Date),
        dueAt: expect.any(Date),
        error: "the disk is full",
        isScheduled: false,
      },
    ]);
    const [job] = jobs;
    const wait = (job?.dueAt?.getTime() ?? 0) - systemClock.now().getTime();
    expect(wait).toBeGreaterThan(30_000);
    expect(wait).toBeLessThan(90_000);
  });

  test("only the first jobs of each state are read, and all are counted", async () => {
    const queues = await open();
    const kind = newKind();
    for (let n = 0; n < 5; n += 1) await queues.enqueue(kind, { number: `n${n}` });
    await queues.enqueue(kind, { number: "later" }, { delayMs: 60_000 });
    const { counts, jobs } = await queues.content(kind, 2);
    expect(counts).toEqual({ failed: 0, active: 0, delayed: 1, waiting: 5 });
    expect(jobs.map(({ state }) => state)).toEqual(["delayed", "waiting", "waiting"]);
  });

  test("a job that waits for its next attempt is tried now, and one that is gone is not", async () => {
    const queues = await open();
    const { kind, tried } = await failing(queues, ["one"]);
    const id = (await queues.content(kind, 10)).jobs[0]?.id ?? "";
    expect(await queues.tryNow(kind, id)).toBe(true);
    await tried.atLeast(2);
    expect(tried.all).toEqual(["one.1", "one.2"]);
    expect(await queues.tryNow(kind, "nothing-like-it")).toBe(false);
  });

  test("all that failed are tried now; what only waits for its time is left", async () => {
    const queues = await open();
    const { kind, tried } = await failing(queues, ["one", "two"]);
    await queues.enqueue(kind, { number: "later" }, { delayMs: 60_000 });
    expect(await queues.tryAllNow(kind, 100)).toBe(2);
    await tried.atLeast(4);
    expect([...tried.all].sort()).toEqual(["one.1", "one.2", "two.1", "two.2"]);
    expect((await queues.counts(kind)).delayed).toBe(1);
  });

  test("a job is taken out, but not one of the clock", async () => {
    const queues = await open();
    const kind = newKind();
    await queues.enqueue(kind, { number: "one" });
    await queues.schedule("nightly", { pattern: "15 3 * * *", tz: "Europe/Stockholm" }, kind, {
      number: "x",
    });
    const { jobs } = await queues.content(kind, 10);
    const clock = jobs.find(({ isScheduled }) => isScheduled);
    expect(clock?.state).toBe("delayed");
    expect(await queues.takeOut(kind, clock?.id ?? "")).toBe(false);
    expect(await queues.tryNow(kind, clock?.id ?? "")).toBe(false);
    expect(await queues.takeOut(kind, jobs.find(({ state }) => state === "waiting")?.id ?? "")).toBe(true);
    expect(await queues.counts(kind)).toEqual({ waiting: 0, active: 0, delayed: 1 });
    expect(await queues.takeOut(kind, "nothing-like-it")).toBe(false);
  });
});
