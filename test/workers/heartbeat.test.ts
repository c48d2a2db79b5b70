/** What a process tells of itself while it works: each role, what it works on, and that it ended in good order. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { importReport } from "../../jobs/import-report.ts";
import { heartbeats } from "../../src/books/heartbeats.ts";
import { DONE } from "../../src/queue/outcome.ts";
import { rolesAlive } from "../../src/pipeline/life.ts";
import { VERSION } from "../../src/version.ts";
import { openActivity } from "../../workers/activity.ts";
import { startHeartbeat } from "../../workers/heartbeat.ts";
import { select } from "../setup/select.ts";
import { testHouse, type TestHouse } from "../web/app-context.ts";

let place: TestHouse;
beforeEach(async () => {
  place = await testHouse();
});
afterEach(() => place.close());

/** The time stands where it is put, and who sleeps wakes when told. */
function steppedClock(start: string) {
  let now = new Date(start).getTime();
  let wake: (() => void) | null = null;
  return {
    now: () => new Date(now),
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        if (signal?.aborted) return resolve();
        wake = resolve;
        signal?.addEventListener("abort", () => resolve());
      }),
    step(ms: number) {
      now += ms;
      wake?.();
    },
  };
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never: ${what}`);
}

const STATES = async (now: Date) =>
  Object.fromEntries((await rolesAlive(place.app.books, now)).map(({ role, state }) => [role, state]));

test("each role has a row, renewed at each beat; a role that is silent for a minute is dead, one that ends is stopped", async () => {
  const clock = steppedClock("2026-03-02T10:00:00Z");
  const { books } = place.app;
  const context = { ...place, app: { ...place.app, clock } };
  const running = await startHeartbeat(context, ["import", "post"], openActivity(clock));
  const [first, second] = await heartbeats(books);
  expect([first?.role, second?.role].sort()).toEqual(["import", "post"]);
  expect(first).toMatchObject({ pid: process.pid, version: VERSION, workingOn: null, stoppedAt: null });
  expect(first?.processId).toBe(second?.processId);
  expect(await STATES(new Date("2026-03-02T10:00:59Z"))).toMatchObject({
    import: "alive",
    post: "alive",
    match: "unseen",
  });
  expect(await STATES(new Date("2026-03-02T10:01:00Z"))).toMatchObject({ import: "dead", post: "dead" });

  clock.step(15_000);
  await until(
    "a second beat",
    async () => (await heartbeats(books))[0]?.beatAt.toISOString() === "2026-03-02T10:00:15.000Z",
  );
  expect(await heartbeats(books)).toHaveLength(2);
  await running.stop();
  expect(await STATES(new Date("2026-03-02T10:00:20Z"))).toMatchObject({
    import: "stopped",
    post: "stopped",
  });
});

test("a beat says which jobs are under way, by their ids", async () => {
  const clock = place.app.clock;
  const activity = openActivity(clock);
  const queues = activity.watched("import", place.queues);
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  await queues.work(
    importReport,
    async () => {
      await finished;
      return DONE;
    },
    { onFailed: () => Promise.resolve() },
  );
  expect(activity.of("import")).toEqual({ role: "import", workingOn: null, jobAt: null });
  await queues.enqueue(importReport, { fileId: "7" });
  await until("the job begins", () => Promise.resolve(activity.of("import").workingOn !== null));
  expect(activity.of("import").workingOn).toBe("import-report file-7");
  expect(activity.of("post").workingOn).toBeNull();
  finish();
  await until("the job ends", () => Promise.resolve(activity.of("import").workingOn === null));
  expect(activity.of("import").jobAt).not.toBeNull();
});

test("a beat is one statement, removes rows of long ago, and its failure ends nothing", async () => {
  const { books } = place.app;
  const statements: string[] = [];
  books.on("query", ({ sql }: { sql: string }) => statements.push(sql));
  await select(
    books,
    `insert into heartbeat (process_id, role, host, pid, version, started_at, beat_at)
     values (gen_random_uuid(), 'web', 'gone', 1, '0', '2026-01-01', '2026-01-01')`,
  );
  statements.length = 0;
  const clock = steppedClock("2026-03-02T10:00:00Z");
  const context = { ...place, app: { ...place.app, clock } };
  const running = await startHeartbeat(context, ["import", "match", "post"], openActivity(clock));
  expect(statements).toHaveLength(1);
  expect((await heartbeats(books)).map(({ role }) => role).sort()).toEqual(["import", "match", "post"]);
  await running.stop();
  const nowhere = { ...context, app: { ...context.app, books: broken(books) } };
  const other = await startHeartbeat(nowhere, ["web"], openActivity(clock));
  await other.stop();
});

/** Books whose every statement fails. */
function broken(books: TestHouse["app"]["books"]): TestHouse["app"]["books"] {
  return new Proxy(books, {
    get: (target, name) =>
      name === "raw"
        ? () => Promise.reject(new Error("no database"))
        : (Reflect.get(target, name) as unknown),
  });
}
