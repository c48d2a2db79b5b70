import { afterEach, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { demoMonth } from "../../src/demo/month.ts";
import { hasRedis, openRedis } from "../setup/redis.ts";
import { noteBackend } from "../setup/run.ts";
import { booksOf } from "./books.ts";
import { closeShops, NIGHT, openShop, putMonth, type Place } from "./place.ts";

afterEach(closeShops);

/** On a machine that does much else at the same time. */
const PATIENCE_MS = 120_000;

test(
  "a night run again, and reports given again under other names, change nothing",
  async () => {
    const place = await openShop();
    expect(await place.json(NIGHT, 3)).toMatchObject({
      files: { imported: 5, duplicate: 0, quarantined: 1 },
      payouts: 5,
      vouchers: 5,
      mails: 1,
    });
    const books = await booksOf(place);
    const sie = filesIn(place, "sie");

    expect(await place.json(NIGHT, 3)).toMatchObject({
      files: { imported: 0, duplicate: 0, quarantined: 0 },
      payouts: 0,
      vouchers: 0,
    });
    expect(await booksOf(place)).toEqual(books);

    const again = demoMonth().flatMap(({ folder, name, bytes }, index) =>
      folder === "inbox" && !name.includes("Excel") ? [place.put(`again/${index}.csv`, bytes)] : [],
    );
    expect(await place.json(["import", ...again, "--wait"], 3)).toMatchObject({
      files: { imported: 0, duplicate: 5, quarantined: 0 },
      vouchers: 0,
    });
    putMonth(place); // the refused report as well
    await place.json(NIGHT, 3);
    const { files: _moreRefusals, deviations: _alsoOfThem, ...rest } = await booksOf(place);
    const { files: _files, deviations: _deviations, ...before } = books;
    expect(rest).toEqual(before);
    expect(filesIn(place, "sie")).toEqual(sie);
  },
  PATIENCE_MS,
);

test(
  "two nights at once leave the books of one",
  async () => {
    const [alone, twice] = [await openShop(), await openShop()];
    await alone.json(NIGHT, 3);
    const both = await Promise.all([twice.json(NIGHT, 3), twice.json(NIGHT, 3)]);
    expect(both).toHaveLength(2);
    expect(await booksOf(twice)).toEqual(await booksOf(alone));
    expect(filesIn(twice, "sie")).toEqual(filesIn(alone, "sie"));
  },
  PATIENCE_MS,
);

if (hasRedis())
  test(
    "the queue in Redis and the queue in PostgreSQL give the same books",
    async () => {
      const redis = await openRedis();
      if (redis === null) throw new Error("Redis was there a moment ago");
      noteBackend(redis.name);
      noteBackend("PostgreSQL");
      try {
        const [onPostgres, onRedis] = [await openShop(), await openShop({ env: { REDIS_URL: redis.url } })];
        const [one, other] = await Promise.all([onPostgres.json(NIGHT, 3), onRedis.json(NIGHT, 3)]);
        expect(other).toEqual(one);
        expect(await booksOf(onRedis)).toEqual(await booksOf(onPostgres));
        expect(filesIn(onRedis, "sie")).toEqual(filesIn(onPostgres, "sie"));
        // and nothing of the one lies in the other
        expect(await onRedis.ask("select from pg_namespace where nspname = 'bullmq'")).toEqual([]);
      } finally {
        await redis.stop();
      }
    },
    PATIENCE_MS,
  );

/** The SIE files with their content, without the day they were made on. */
function filesIn(place: Place, folder: string): Record<string, string> {
  return Object.fromEntries(
    place
      .names(folder)
      .map((name) => [
        name,
        readFileSync(join(place.workspace, folder, name), "latin1").replace(/^#GEN .*$/m, ""),
      ]),
  );
}
