/** The queue when its server takes no new connections for a while and has ended all the old ones. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { messageOf } from "../../src/errors.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import { DONE } from "../../src/queue/outcome.ts";
import { within } from "../../src/queue/within.ts";
import type { Queues } from "../../src/queue/queues.ts";
import { until as settled } from "../system/place.ts";
import { openRedis } from "../setup/redis.ts";
import { openLimitedLogin, type LimitedLogin } from "./limited-login.ts";
import { newKind, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };
const OUTAGE_MS = 15_000;
const STEP_MS = 60_000;

let server: LimitedLogin;
beforeAll(async () => (server = await openLimitedLogin()));
afterAll(() => server.drop());

/** Work before, jobs asked for meanwhile (some of a kind that was never used before), and work after. */
async function outlives(queues: Queues, begin: () => Promise<unknown>, end: () => Promise<unknown>) {
  const [worked, late] = [newKind({ attempts: 5, firstDelayMs: 100 }), newKind()];
  const seen = new Seen<string>();
  await queues.work(worked, async ({ number }) => (seen.add(number), DONE), nobody);
  await queues.enqueue(worked, { number: "before" });
  await seen.atLeast(1);
  await inTime("the outage begins", begin());
  const refusals: string[] = [];
  const until = Date.now() + OUTAGE_MS;
  while (Date.now() < until) {
    for (const kind of [worked, late])
      await inTime(
        "a refusal",
        queues
          .enqueue(kind, { number: "meanwhile" })
          .catch((error: unknown) => refusals.push(messageOf(error))),
      );
    await systemClock.sleep(500);
  }
  expect(refusals.length).toBeGreaterThan(2);
  await inTime("the server is healed", end());
  const healed = Date.now();
  await inTime("a job of a new kind is taken", queues.enqueue(late, { number: "after" }));
  await inTime("a job is taken", queues.enqueue(worked, { number: "after" }));
  await settled("the job is done", () => seen.all.includes("after"), STEP_MS);
  const lateSeen = new Seen<string>();
  await inTime(
    "a worker begins",
    queues.work(late, async ({ number }) => (lateSeen.add(number), DONE), nobody),
  );
  await settled("the job of a new kind is done", () => lateSeen.all.includes("after"), STEP_MS);
  return Date.now() - healed;
}

/** A step that never ends says which it was. */
async function inTime(what: string, work: Promise<unknown>): Promise<void> {
  if (!(await within(systemClock, STEP_MS, work))) throw new Error(`${what}: not within ${STEP_MS} ms`);
}

test("a PostgreSQL queue works on by itself when the server takes connections again", async () => {
  const words = new Seen<string>();
  const log = pino({ level: "warn" }, { write: (line: string) => words.add(line) });
  const queues = await openQueues({ databaseUrl: server.url, log });
  const took = await outlives(
    queues,
    () => server.keepOut(),
    () => server.letIn(),
  );
  expect(took).toBeLessThan(45_000);
  expect(words.all.length).toBeLessThan(60);
  await queues.close();
}, 150_000);

test("a queue in Redis works on by itself when the server takes connections again", async () => {
  const redis = await openRedis();
  if (redis === null) return; // the end of the run says that it was not there
  const words = new Seen<string>();
  const log = pino({ level: "warn" }, { write: (line: string) => words.add(line) });
  const admin = new Redis(redis.url);
  const prefix = `kvitt-test-${randomBytes(4).toString("hex")}`;
  const queues = await openQueues({ databaseUrl: server.adminUrl, redisUrl: redis.url, prefix, log });
  const took = await outlives(
    queues,
    async () => {
      await admin.config("SET", "maxclients", "1");
      await admin.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    },
    () => admin.config("SET", "maxclients", "1000"),
  );
  expect(took).toBeLessThan(45_000);
  expect(words.all.length).toBeLessThan(60);
  await queues.close();
  admin.disconnect();
  await redis.stop();
}, 150_000);
