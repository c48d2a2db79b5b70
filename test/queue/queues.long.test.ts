import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { systemClock } from "../../src/clock.ts";
import { UserError } from "../../src/errors.ts";
import { DONE } from "../../src/queue/outcome.ts";
import type { ExhaustedJob } from "../../src/queue/work.ts";
import { newKind, onEachBackend, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };

onEachBackend(({ open }) => {
  test("work that is asked for is done, with its payload", async () => {
    const queues = await open();
    const kind = newKind();
    const seen = new Seen<string>();
    await queues.work(kind, async ({ number }) => (seen.add(number), DONE), nobody);
    await queues.enqueue(kind, { number: "7" });
    await seen.atLeast(1);
    expect(seen.all).toEqual(["7"]);
  });

  test("many are asked for at once, and each is done once", async () => {
    const queues = await open();
    const kind = newKind();
    const seen = new Seen<string>();
    const numbers = Array.from({ length: 50 }, (_, i) => `n${i}`);
    await queues.work(kind, async ({ number }) => (seen.add(number), DONE), { ...nobody, concurrency: 4 });
    await queues.enqueueAll(
      kind,
      numbers.map((number) => ({ number })),
    );
    await seen.atLeast(50);
    expect([...seen.all].sort()).toEqual([...numbers].sort());
  });

  test("the same work asked for twice is one job, and when it has ended it can be asked for again", async () => {
    const queues = await open();
    const kind = newKind();
    await queues.enqueue(kind, { number: "1" });
    await queues.enqueue(kind, { number: "1" });
    await queues.enqueue(kind, { number: "2" });
    expect(await queues.counts(kind)).toEqual({ waiting: 2, active: 0, delayed: 0 });
    const seen = new Seen<string>();
    await queues.work(kind, async ({ number }) => (seen.add(number), DONE), nobody);
    await seen.atLeast(2);
    await until(async () => (await queues.counts(kind)).active === 0);
    await queues.enqueue(kind, { number: "1" });
    await seen.atLeast(3);
    expect(seen.all).toEqual(["1", "2", "1"]);
  });

  describe("a job that fails", () => {
    test("is tried again with growing waits, and is told of once when its attempts are used up", async () => {
      const queues = await open();
      const kind = newKind({ attempts: 3, firstDelayMs: 200 });
      const attempts = new Seen<{ number: number; of: number; at: number }>();
      const exhausted = new Seen<ExhaustedJob>();
      await queues.work(
        kind,
        (_, { number, of }) => {
          attempts.add({ number, of, at: Date.now() });
          throw new Error("the disk is away");
        },
        { onFailed: async (one) => exhausted.add(one) },
      );
      await queues.enqueue(kind, { number: "1" });
      await exhausted.atLeast(1);
      expect(attempts.all.map(({ number, of }) => [number, of])).toEqual([
        [1, 3],
        [2, 3],
        [3, 3],
      ]);
      const [first, second, third] = attempts.all.map(({ at }) => at);
      // a fifth of jitter: 160-240 ms, then 320-480 ms, and whatever the machine adds
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(155);
      expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(315);
      await systemClock.sleep(300);
      expect(exhausted.all).toHaveLength(1);
      expect(exhausted.all[0]).toMatchObject({
        kind: kind.name,
        jobId: "number-1",
        payload: { number: "1" },
        attempts: 3,
      });
      expect(exhausted.all[0]?.error.message).toBe("the disk is away");
    });

    test("can be asked for again after its last attempt", async () => {
      const queues = await open();
      const kind = newKind({ attempts: 1, firstDelayMs: 1 });
      const exhausted = new Seen<ExhaustedJob>();
      const fail = () => Promise.reject(new Error("no"));
      await queues.work(kind, fail, { onFailed: async (one) => exhausted.add(one) });
      await queues.enqueue(kind, { number: "1" });
      await exhausted.atLeast(1);
      await queues.enqueue(kind, { number: "1" });
      await exhausted.atLeast(2);
      expect(exhausted.all.map(({ jobId }) => jobId)).toEqual(["number-1", "number-1"]);
    });

    test("is shown while it waits for its next attempt, and done at once when somebody is in a hurry", async () => {
      const queues = await open();
      const kind = newKind({ attempts: 5, firstDelayMs: 3_600_000 });
      const attempts = new Seen<number>();
      await queues.work(
        kind,
        (_, { number }) => {
          attempts.add(number);
          return number === 1 ? Promise.reject(new Error("mail server is away")) : Promise.resolve(DONE);
        },
        nobody,
      );
      await queues.enqueue(kind, { number: "1" });
      await until(async () => (await queues.retrying(kind)).length === 1);
      expect(await queues.retrying(kind)).toEqual([
        { kind: kind.name, jobId: "number-1", attempts: 1, reason: "mail server is away" },
      ]);
      await queues.enqueue(kind, { number: "1" });
      expect(await queues.counts(kind)).toEqual({ waiting: 0, active: 0, delayed: 1 });
      await queues.enqueue(kind, { number: "1" }, { promote: true });
      await attempts.atLeast(2);
      expect(attempts.all).toEqual([1, 2]);
    });

    test("for want of a person is not tried again", async () => {
      const queues = await open();
      const kind = newKind();
      const exhausted = new Seen<ExhaustedJob>();
      const wrong = new UserError(
        { en: "No rights.", sv: "Rättighet saknas." },
        { en: "Ask.", sv: "Fråga." },
      );
      let attempts = 0;
      const fail = () => ((attempts += 1), Promise.reject(wrong));
      await queues.work(kind, fail, { onFailed: async (one) => exhausted.add(one) });
      await queues.enqueue(kind, { number: "1" });
      await exhausted.atLeast(1);
      await systemClock.sleep(200);
      expect(attempts).toBe(1);
      expect(exhausted.all.map(({ error }) => error)).toEqual([wrong]);
    });

    test("because nobody can read its payload is not tried again", async () => {
      const queues = await open();
      const kind = newKind();
      const exhausted = new Seen<ExhaustedJob>();
      const stricter = { ...kind, payload: z.strictObject({ number: z.string().regex(/^\d$/) }) };
      let attempts = 0;
      const handle = () => ((attempts += 1), Promise.resolve(DONE));
      await queues.work(stricter, handle, { onFailed: async (one) => exhausted.add(one) });
      await queues.enqueue(kind, { number: "many" });
      await exhausted.atLeast(1);
      expect(attempts).toBe(0);
      expect(exhausted.all[0]?.error.message).toMatch(/^unreadable payload: number: /);
      expect(exhausted.all[0]?.payload).toEqual({ number: "many" });
    });

    test("does no harm when even its failure cannot be recorded", async () => {
      const queues = await open();
      const kind = newKind({ attempts: 1, firstDelayMs: 1 });
      const seen = new Seen<string>();
      await queues.work(
        kind,
        ({ number }) => (
          seen.add(number),
          number === "1" ? Promise.reject(new Error("no")) : Promise.resolve(DONE)
        ),
        { onFailed: () => Promise.reject(new Error("the database is away")) },
      );
      await queues.enqueue(kind, { number: "1" });
      await seen.atLeast(1);
      await queues.enqueue(kind, { number: "2" });
      await seen.atLeast(2);
    });
  });

  test("delayed work is done after its delay, not before", async () => {
    const queues = await open();
    const kind = newKind();
    const seen = new Seen<number>();
    await queues.work(kind, async () => (seen.add(Date.now()), DONE), nobody);
    const asked = Date.now();
    await queues.enqueue(kind, { number: "1" }, { delayMs: 700 });
    expect(await queues.counts(kind)).toEqual({ waiting: 0, active: 0, delayed: 1 });
    await seen.atLeast(1);
    expect((seen.all[0] ?? 0) - asked).toBeGreaterThanOrEqual(695);
  });

  test("an id that the queue would misread is refused when asking", async () => {
    const queues = await open();
    const kind = newKind();
    for (const id of ["", "a:b", "42"]) {
      const ask = queues.enqueue({ ...kind, id: () => id }, { number: "1" });
      await expect(ask).rejects.toThrow(`"${id}" cannot be a job's id`);
    }
  });
});

/** Until a state is reached that the queue gives no signal of. The test's own time limit ends it. */
async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await systemClock.sleep(20);
}
