/** The queue when its server takes no new connections for a while and has ended all the old ones. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { messageOf } from "../../src/errors.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import { DONE } from "../../src/queue/outcome.ts";
import type { Queues } from "../../src/queue/queues.ts";
import { openRedis } from "../setup/redis.ts";
import { openLimitedLogin, type LimitedLogin } from "./limited-login.ts";
import { newKind, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };
const OUTAGE_MS = 15_000;

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
  await begin();
  const refusals: string[] = [];
  const until = Date.now() + OUTAGE_MS;
  while (Date.now() < until) {
    for (const kind of [worked, late])
      await queues
        .enqueue(kind, { number: "meanwhile" })
        .catch((error: unknown) => refusals.push(messageOf(error)));
    await systemClock.sleep(500);
  }
  expect(refusals.length).toBeGreaterThan(2);
  await end();
  const healed = Date.now();
  await queues.enqueue(late, { number: "after" });
  await queues.enqueue(worked, { number: "after" });
  while (!seen.all.includes("after")) await systemClock.sleep(50);
  const lateSeen = new Seen<string>();
  await queues.work(late, async ({ number }) => (lateSeen.add(number), DONE), nobody);
  while (!lateSeen.all.includes("after")) await systemClock.sleep(50);
  return Date.now() - healed;
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
