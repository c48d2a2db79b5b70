/** Outages of what Kvitt depends on: the mail server, the queue, the power. */
import { afterEach, expect, test } from "@jest/globals";
import { openSink } from "../mail/smtp-sink.ts";
import { askDatabase } from "../setup/database.ts";
import { clearRedis, hasRedis, openRedis } from "../setup/redis.ts";
import { booksOf } from "../system/books.ts";
import { closeShops, NIGHT, openShop, until, type Place, type Running } from "../system/place.ts";

afterEach(closeShops);

const PATIENCE_MS = 180_000;
/** A port of its own for the web page of each system that runs here. */
const ANY_PORT = "settleSeconds: 0.2\nweb: { port: 0 }\n";

test(
  "a letter that no mail server takes is kept, the night is booked all the same, and the letter is sent once",
  async () => {
    const gone = await openSink();
    await gone.close();
    const place = await openShop({
      env: { SMTP_URL: gone.url, KVITT_MAIL_FROM: "kvitt@example.com", KVITT_MAIL_TO: "bok@example.com" },
    });
    const night = await place.run([...NIGHT, "--json"]);
    expect(night.code).toBe(1);
    expect(JSON.parse(night.stdout)).toMatchObject({ payouts: 5, vouchers: 5, mails: 0 });
    expect(night.stderr).toContain("1 delivery or mail did not arrive and will be tried again");
    expect(place.names("sie")).toHaveLength(5);

    const back = await openSink({ port: gone.port });
    try {
      expect(await place.json(["retry", "--all", "--wait"], 0)).toEqual({ retried: 1 });
      expect(await place.json(["retry", "--all", "--wait"], 0)).toEqual({ retried: 0 });
      expect(back.received).toHaveLength(1);
      expect(back.received[0]?.attachments.map(({ filename }) => filename)).toHaveLength(1);
      expect(back.recipients).toEqual([["bok@example.com"]]);
    } finally {
      await back.close();
    }
  },
  PATIENCE_MS,
);

test(
  "nights that were missed while nothing ran are caught up by one, and a system told to stop ends in order",
  async () => {
    const [place, undisturbed] = [await openShop({ config: ANY_PORT }), await openShop()];
    await undisturbed.json(NIGHT, 3);
    await place.run(["migrate"]);
    await place.ask("insert into kvitt.schedule (scope, last_night) values ('*', current_date - 5)");
    const nights = () =>
      place.ask<{ state: string }>("select state from kvitt.run where kind = 'nightly' order by id");

    // stopped in the middle of a run, which is finished after the next start
    const first = place.start(["start"]);
    await until("a claimed file", async () => (await place.ask("select from kvitt.report_file")).length > 0);
    first.child.kill("SIGTERM");
    expect(await first.ended).toMatchObject({ code: 0 });
    const second = place.start(["start"]);
    await until("the night's end", async () => (await nights()).some(({ state }) => state === "done"));
    second.child.kill("SIGTERM");
    expect(await second.ended).toMatchObject({ code: 0 });
    const third = place.start(["start"]);
    await atWork(third);
    third.child.kill("SIGINT");
    expect(await third.ended).toMatchObject({ code: 0 });

    expect(await nights()).toEqual([{ state: "done" }]);
    expect(await booksOf(place)).toEqual(await booksOf(undisturbed));
    expect(place.names("work")).toEqual([]);
  },
  PATIENCE_MS,
);

/** Resolves when the system has logged it. */
async function atWork({ child }: Running): Promise<void> {
  let said = "";
  child.stderr?.on("data", (text: string) => (said += text));
  child.stdout?.on("data", (text: string) => (said += text));
  await until("a system at work", () => said.includes('"at work"'));
}

test(
  "a queue that forgot everything is told again what is due",
  async () => {
    const undisturbed = await openShop();
    await undisturbed.json(NIGHT, 3);
    const books = await booksOf(undisturbed);
    expect(await afterForgetting(await openShop(), dropQueue)).toEqual(books);
    if (!hasRedis()) return;
    const redis = await openRedis();
    if (redis === null) throw new Error("Redis was there a moment ago");
    try {
      const place = await openShop({ env: { REDIS_URL: redis.url } });
      expect(await afterForgetting(place, () => clearRedis(redis.url, "kvitt"))).toEqual(books);
    } finally {
      await redis.stop();
    }
  },
  PATIENCE_MS,
);

/** The books after a run whose first step was enqueued, lost by the queue, and enqueued again by the sweep. */
async function afterForgetting(place: Place, forget: (place: Place) => Promise<unknown>) {
  await place.json(["nightly"], 0);
  await forget(place);
  await place.json(NIGHT, 3);
  expect(await place.ask("select from kvitt.run where state <> 'done'")).toEqual([]);
  return booksOf(place);
}

const dropQueue = ({ databaseUrl }: Place) => askDatabase(databaseUrl, "drop schema bullmq cascade");
