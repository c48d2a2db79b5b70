/**
 * What somebody puts into the books by SQL before a night, as the application or as the owner, whom every trigger helps: the
 * night's seal lies over it, and `kvitt verify` says all the same that no step has written it.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { verify } from "../../src/audit/verify/verify.ts";
import { makeShop, SIZES, type Night } from "../simulate/shop.ts";
import { askDatabase } from "../setup/database.ts";
import { openWorld, type World } from "./world.ts";

const MINUTE = 60_000;
let world: World;
let last: Night | undefined;

beforeAll(async () => {
  const shop = makeShop("before the night", SIZES.small);
  world = await openWorld(shop.settings);
  for (const night of shop.nights.slice(0, -1)) await world.night(night);
  last = shop.nights.at(-1);
}, 3 * MINUTE);
afterAll(() => world.close());

const FREE =
  "select max(id) from receivable r where not exists (select from allocation a where a.receivable_id = r.id)";

/** What it leaves behind, who does it, and how. */
const STRANGE: readonly (readonly [table: string, who: "application" | "owner", sql: string])[] = [
  [
    "receivable",
    "application",
    `insert into receivable (kind, number, currency, amount, open_amount, updated_at)
     values ('invoice', 'mine', 'SEK', 100, 100, now())`,
  ],
  [
    "receivable_change",
    "owner",
    `update receivable set open_amount = open_amount - 1, amount = amount - 1 where id = (${FREE})`,
  ],
  [
    "decision",
    "application",
    `with decided as (insert into decision (deviation_id, action, why, actor, at)
       select max(id), 'accept', 'nothing to see', 'anna', now() from deviation where state = 'open' returning id, deviation_id, at)
     update deviation d set state = 'resolved', closed_at = c.at, decision_id = c.id from decided c where d.id = c.deviation_id`,
  ],
  [
    "deviation_change",
    "owner",
    `update deviation set amount = amount + 1 where id = (select min(id) from deviation where amount is not null and state = 'open')`,
  ],
];

test(
  "a night that comes after seals nothing as its own that another has written",
  async () => {
    expect((await verify(world.app)).findings).toEqual([]);
    for (const [, who, sql] of STRANGE) {
      if (who === "application") await world.app.books.raw(sql);
      else await askDatabase(world.url, `set search_path = kvitt; ${sql}`);
    }
    if (last) await world.night(last);
    const { agrees, findings } = await verify(world.app, { all: true });
    expect(agrees).toBe(false);
    const strange = findings.filter(
      ({ check, problem }) => check === "trail" && / no step /.test(problem.en),
    );
    expect(strange.map(({ problem }) => problem.en.replace(/ \(.*/, ""))).toEqual([
      "1 receivables",
      "1 receivable changes",
      "1 decisions",
      "2 deviation changes",
    ]);
  },
  4 * MINUTE,
);
