import { expect, test } from "@jest/globals";
import { DONE } from "../../src/queue/outcome.ts";
import { newKind, onEachBackend, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };
const NIGHTLY = { pattern: "15 3 * * *", tz: "Europe/Stockholm" };

onEachBackend(({ open }) => {
  test("a schedule ticks, and each tick is work of its own", async () => {
    const queues = await open();
    const kind = newKind();
    const ticks = new Seen<string>();
    await queues.work(kind, async ({ number }, { jobId }) => (ticks.add(`${number} ${jobId}`), DONE), nobody);
    await queues.schedule("every-second", { pattern: "* * * * * *", tz: "UTC" }, kind, { number: "1" });
    await ticks.atLeast(3);
    expect(new Set(ticks.all).size).toBe(ticks.all.length);
    expect(ticks.all[0]).toMatch(/^1 /);
  });

  test("the time of day is the time zone's, in summer and in winter", async () => {
    const queues = await open();
    const kind = newKind();
    await queues.schedule("night", NIGHTLY, kind, { number: "1" });
    const [night] = await queues.schedules(kind);
    expect(night).toMatchObject({ id: "night", ...NIGHTLY });
    const local = new Intl.DateTimeFormat("sv-SE", { timeZone: NIGHTLY.tz, timeStyle: "short" });
    expect(local.format(night?.next ?? new Date(0))).toBe("03:15");
  });

  test("saying a schedule again changes nothing, unless it says something else", async () => {
    const queues = await open();
    const kind = newKind();
    await queues.schedule("night", NIGHTLY, kind, { number: "1" });
    const before = await queues.schedules(kind);
    await queues.schedule("night", NIGHTLY, kind, { number: "1" });
    expect(await queues.schedules(kind)).toEqual(before);
    expect((await queues.counts(kind)).delayed).toBe(1);
    await queues.schedule("night", { ...NIGHTLY, pattern: "30 4 * * *" }, kind, { number: "1" });
    const after = await queues.schedules(kind);
    expect(after.map(({ pattern }) => pattern)).toEqual(["30 4 * * *"]);
    expect((await queues.counts(kind)).delayed).toBe(1);
  });

  test("schedules that are no longer wanted go away with the work they had asked for", async () => {
    const queues = await open();
    const kind = newKind();
    await queues.schedule("night", NIGHTLY, kind, { number: "1" });
    await queues.schedule("night-of-a-merchant-who-left", NIGHTLY, kind, { number: "2" });
    await queues.unscheduleExcept(kind, ["night"]);
    expect((await queues.schedules(kind)).map(({ id }) => id)).toEqual(["night"]);
    expect((await queues.counts(kind)).delayed).toBe(1);
  });
});
