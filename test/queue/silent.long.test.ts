/** The queue when its server goes silent: packets vanish in both directions, and nobody is told. */
import { afterEach, expect, test } from "@jest/globals";
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { DONE } from "../../src/queue/outcome.ts";
import { openSilentProxy, type SilentProxy } from "../setup/silent-proxy.ts";
import { newKind, onEachBackend, Seen } from "./on-each-backend.ts";

const nobody = { onFailed: () => Promise.resolve() };
const RECOVERED_WITHIN_MS = 60_000;

const proxies: SilentProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
});

onEachBackend(({ open, where }) => {
  /** Queues that speak to their server through a proxy. */
  async function through() {
    const { databaseUrl, redisUrl } = where();
    const proxy = await openSilentProxy(redisUrl ?? databaseUrl);
    proxies.push(proxy);
    const words = new Seen<string>();
    const log = pino({ level: "warn" }, { write: (line: string) => words.add(line) });
    const address = redisUrl === undefined ? { databaseUrl: proxy.url } : { redisUrl: proxy.url };
    return { proxy, words, queues: await open({ log, ...address }) };
  }

  test.each(["idle", "busy"])(
    "a worker that is %s when its connections go silent works again within a minute, and says so",
    async (how) => {
      const { proxy, queues, words } = await through();
      const direct = await open();
      const kind = newKind({ attempts: 5, firstDelayMs: 100 });
      const seen = new Seen<string>();
      const held = new AbortController();
      await queues.work(
        kind,
        async ({ number }) => {
          seen.add(number);
          if (number === "1" && how === "busy" && seen.all.length === 1)
            await systemClock.sleep(60_000, held.signal);
          return DONE;
        },
        nobody,
      );
      await direct.enqueue(kind, { number: "1" });
      await seen.atLeast(1);
      if (how === "idle") await systemClock.sleep(1_000);
      const cut = Date.now();
      proxy.silence();
      setTimeout(() => held.abort(), 3_000);
      await direct.enqueue(kind, { number: "2" });
      while (!seen.all.includes("2")) await systemClock.sleep(100);
      expect(Date.now() - cut).toBeLessThan(RECOVERED_WITHIN_MS);
      await queues.enqueue(kind, { number: "3" });
      while (!seen.all.includes("3")) await systemClock.sleep(100);
      expect(Date.now() - cut).toBeLessThan(RECOVERED_WITHIN_MS);
      expect(words.all.length).toBeGreaterThan(0);
      expect(words.all.length).toBeLessThan(20);
    },
    150_000,
  );

  test.each(["idle", "busy"])(
    "queues that are %s close within seconds when their server is silent",
    async (how) => {
      const { proxy, queues } = await through();
      const kind = newKind();
      const begun = new Seen<string>();
      await queues.work(
        kind,
        async ({ number }, { signal }) => {
          begun.add(number);
          await systemClock.sleep(60_000, signal);
          return DONE;
        },
        nobody,
      );
      if (how === "busy") {
        await queues.enqueue(kind, { number: "1" });
        await begun.atLeast(1);
      }
      proxy.silence("new");
      await systemClock.sleep(500);
      const asked = Date.now();
      await queues.close();
      expect(Date.now() - asked).toBeLessThan(6_000);
      await systemClock.sleep(3_000);
      expect(proxy.open()).toBe(0);
    },
    150_000,
  );
});
