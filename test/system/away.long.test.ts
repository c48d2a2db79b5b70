/** `kvitt start` when what it needs is not there: it waits, says for what, and ends within seconds when told to. */
import { afterAll, afterEach, expect, test } from "@jest/globals";
import { createServer } from "node:net";
import { once } from "node:events";
import { clearRedis, openRedis } from "../setup/redis.ts";
import { openSilentProxy, type SilentProxy } from "../setup/silent-proxy.ts";
import { closeShops, NIGHT, openShop, until, type Running } from "../system/place.ts";

const ANY_PORT = "settleSeconds: 0.2\nweb: { port: 0 }\n";
/** Twenty seconds for a step under way, which waits for a silent server as for a slow one, and the goodbyes (docs/operations.md). */
const ENDS_WITHIN_MS = 30_000;
/** Nothing here is about how fast the program starts. */
const PATIENCE_MS = 120_000;
const WHOLE_MS = 600_000;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
}, PATIENCE_MS);
afterAll(closeShops);

async function before(url: string): Promise<SilentProxy> {
  const proxy = await openSilentProxy(url);
  undo.push(() => proxy.close());
  return proxy;
}

function listenTo({ child }: Running): { readonly log: string } {
  const heard = { log: "" };
  child.stderr?.on("data", (text: string) => (heard.log += text));
  return heard;
}

async function stop(running: Running) {
  const asked = Date.now();
  running.child.kill("SIGTERM");
  const { code } = await running.ended;
  return { code, inTime: Date.now() - asked < ENDS_WITHIN_MS };
}

test(
  "start waits for its database, and goes to work when it comes; other commands fail at once",
  async () => {
    const place = await openShop({ config: ANY_PORT });
    const proxy = await before(place.databaseUrl);
    proxy.refuse();
    const env = { DATABASE_URL: proxy.url, LOG_LEVEL: "info" };
    const { code, stderr } = await place.run(["payouts"], env);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("ECONNREFUSED") });
    const running = place.start(["start"], env);
    const heard = listenTo(running);
    const waiting = `waiting for the database at ${new URL(proxy.url).host}`;
    await until("the waiting", () => heard.log.includes(waiting), PATIENCE_MS);
    proxy.heal();
    await until("at work", () => heard.log.includes('"at work"'), PATIENCE_MS);
    expect(await stop(running)).toEqual({ code: 0, inTime: true });
  },
  WHOLE_MS,
);

test(
  "start that waits for its database or Redis ends at once when told to",
  async () => {
    const place = await openShop({ config: ANY_PORT });
    const proxy = await before(place.databaseUrl);
    proxy.refuse();
    for (const env of [{ DATABASE_URL: proxy.url }, { REDIS_URL: "redis://127.0.0.1:1" }]) {
      const running = place.start(["start"], { ...env, LOG_LEVEL: "info" });
      const heard = listenTo(running);
      await until("the waiting", () => heard.log.includes("waiting for"), PATIENCE_MS);
      expect(await stop(running)).toEqual({ code: 0, inTime: true });
    }
  },
  WHOLE_MS,
);

test(
  "start ends within seconds though its database went silent, at rest and in the middle of a night",
  async () => {
    for (const night of [false, true]) {
      const place = await openShop({ config: ANY_PORT });
      const proxy = await before(place.databaseUrl);
      const running = place.start(["start"], { DATABASE_URL: proxy.url, LOG_LEVEL: "info" });
      const heard = listenTo(running);
      await until("at work", () => heard.log.includes('"at work"'), PATIENCE_MS);
      if (night) {
        await place.run(["nightly"]);
        await until(
          "a file",
          async () => (await place.ask("select from kvitt.report_file")).length > 0,
          PATIENCE_MS,
        );
      }
      proxy.silence("new");
      expect(await stop(running)).toEqual({ code: 0, inTime: true });
      await place.run(NIGHT);
      expect(await place.ask("select from kvitt.run where state <> 'done'")).toEqual([]);
    }
  },
  WHOLE_MS,
);

test(
  "start ends within seconds though its Redis went silent",
  async () => {
    const redis = await openRedis();
    if (redis === null) return; // the end of the run says that it was not there
    undo.push(
      () => redis.stop(),
      () => clearRedis(redis.url, "kvitt"),
    );
    const place = await openShop({ config: ANY_PORT });
    const proxy = await before(redis.url);
    const running = place.start(["start"], { REDIS_URL: proxy.url, LOG_LEVEL: "info" });
    const heard = listenTo(running);
    await until("at work", () => heard.log.includes('"at work"'), PATIENCE_MS);
    proxy.silence("new");
    expect(await stop(running)).toEqual({ code: 0, inTime: true });
  },
  WHOLE_MS,
);

test(
  "start ends within seconds though its mail server never answers the letter that is being sent",
  async () => {
    let connected = false;
    const silent = createServer((socket) => {
      connected = true;
      socket.on("error", () => undefined);
    }).listen(0, "127.0.0.1");
    await once(silent, "listening");
    undo.push(async () => void silent.close());
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const place = await openShop({
      config: ANY_PORT,
      env: {
        SMTP_URL: `smtp://127.0.0.1:${port}`,
        KVITT_MAIL_FROM: "a@example.com",
        KVITT_MAIL_TO: "b@example.com",
      },
    });
    const running = place.start(["start"], { LOG_LEVEL: "info" });
    const heard = listenTo(running);
    await until("at work", () => heard.log.includes('"at work"'), PATIENCE_MS);
    await place.run(["nightly"]);
    await until("a letter under way", () => connected, PATIENCE_MS);
    expect(await stop(running)).toEqual({ code: 0, inTime: true });
  },
  WHOLE_MS,
);
