import { select } from "../setup/select.ts";
import { afterEach, expect, test } from "@jest/globals";
import { rows } from "../../src/books/database.ts";
import type { Settings } from "../../src/config/settings.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { replayRun } from "../../src/audit/replay/replay.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { runNight } from "../simulate/kvitt.ts";
import { makeShop, SIZES } from "../simulate/shop.ts";
import { openWorld, type World } from "./world.ts";

const MINUTE = 60_000;
let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

/** The settings of the world's home, with `receivables: none` for the merchants. */
function withoutReceivables(merchants: readonly string[], raw: object): Settings {
  const own: Record<string, object> =
    "merchants" in raw ? { ...(raw.merchants as Record<string, object>) } : {};
  for (const id of merchants) own[id] = { ...own[id], receivables: "none" };
  const read = readSettings("test", { ...raw, settleSeconds: 0, merchants: own });
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

test(
  "the books agree when receivables: none is switched on and off again, each night is the same when played again, and who hides a payout is found",
  async () => {
    const shop = makeShop("daily sums", SIZES.small);
    world = await openWorld(shop.settings);
    const { app } = world;
    for (const night of shop.nights) await world.night(night);
    const merchants = await rows(
      app.books,
      { id: "text", open: "bigint" },
      `select p.merchant_id as id, count(*) as open from unsettled u join payout p on p.id = u.payout_id group by 1`,
    );
    expect(merchants.length).toBeGreaterThan(0);
    const ids = merchants.map(({ id }) => id);
    const settings = withoutReceivables(ids, shop.settings);
    const daily = { ...app, workspace: { ...app.workspace, settings } };

    await runNight(daily);
    expect((await verify(app, { all: true })).findings).toEqual([]);
    expect(await select(app.books, "select from unsettled")).toEqual([]);
    await runNight(app);
    expect((await verify(app, { all: true })).findings).toEqual([]);
    await runNight(daily);
    expect((await verify(app, { all: true })).findings).toEqual([]);

    const runs = await rows(app.books, { id: "bigint" }, "select id from run order by id desc limit 3");
    for (const { id } of runs) {
      const { differences } = await replayRun(
        { books: app.books, workspace: app.workspace, url: world.url },
        id,
      );
      expect({ id, differences }).toEqual({ id, differences: [] });
    }

    for (const [sql, problem] of [
      [
        "update payout_without_receivables set amount = amount + 1 where amount <> 0",
        /its part of the clearing account is/,
      ],
      ["delete from payout_without_receivables", /not registered as such|lines are matched/],
    ] as const) {
      const { findings } = await world.verdictAfter(sql);
      expect(findings.map((finding) => finding.problem.en).join()).toMatch(problem);
    }
  },
  6 * MINUTE,
);

test(
  "a payout whose lines are kept out of matching, though its merchant has receivables, is found",
  async () => {
    const shop = makeShop("hidden", SIZES.small);
    world = await openWorld(shop.settings);
    for (const night of shop.nights) await world.night(night);
    const { findings } = await world.verdictAfter(`
      insert into payout_without_receivables (payout_id, amount)
      select p.id, 0 from payout p where not exists (select from unsettled u where u.payout_id = p.id) limit 1`);
    expect(findings.map(({ check, problem }) => `${check}: ${problem.en}`)).toEqual([
      "clearing: its lines are not matched, but the merchant did have receivables when lines were last matched",
    ]);
  },
  3 * MINUTE,
);
