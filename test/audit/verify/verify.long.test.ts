import { afterEach, expect, test } from "@jest/globals";
import { rows } from "../../../src/books/database.ts";
import { replayRun } from "../../../src/audit/replay/replay.ts";
import { verify } from "../../../src/audit/verify/verify.ts";
import { makeShop, SIZES } from "../../simulate/shop.ts";
import { openWorld, type World } from "../world.ts";

const MINUTE = 60_000;
let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

test(
  "the books of a whole shop agree after every night, after a decision, and after it was taken back",
  async () => {
    const shop = makeShop(1, SIZES.small);
    world = await openWorld(shop.settings);
    for (const night of shop.nights) {
      await world.night(night);
      expect((await verify(world.app, { all: true })).findings).toEqual([]);
    }
    const [id = 0n] = await world.open("no_receivable");
    await world.decide(id, { account: 3999, why: "found" });
    expect((await verify(world.app, { all: true })).findings).toEqual([]);
    await world.undo(id);
    const verdict = await verify(world.app, { all: true });
    expect(verdict.findings).toEqual([]);
    expect(verdict.agrees).toBe(true);
    expect(verdict.checked.lines).toBeGreaterThan(50);
    expect(verdict.checked.sieFiles).toBeGreaterThan(2);
  },
  3 * MINUTE,
);

const RATES = {
  EUR: { "2024-12-31": "11.4523" },
  NOK: { "2024-12-31": "0.98" },
  DKK: { "2024-12-31": "1.535", "2025-02-20": "1.52" },
};

test.each<[what: string, settings: object]>([
  ["a voucher an order, and rates for what is foreign", { voucher: { per: "order" }, rates: RATES }],
  [
    "a voucher a day, with one row an account, other accounts, reverse charge, a closed period and a fiscal year from July, in English",
    {
      language: "en",
      chart: "SE-2025",
      accounts: { bank: 1940, receivable: 1518 },
      company: { fiscalYearStart: 7 },
      voucher: { per: "day", rows: "account", series: "B", feeVat: "reverse", closedThrough: "2025-06-30" },
      tolerance: { SEK: "0.50" },
    },
  ],
])(
  "the books agree, and every night gives the same again, with %s",
  async (_what, settings) => {
    const shop = makeShop("settings", SIZES.small);
    world = await openWorld({ ...shop.settings, ...settings });
    for (const night of shop.nights) await world.night(night);
    expect((await verify(world.app, { all: true })).findings).toEqual([]);
    const { books, workspace } = world.app;
    for (const { id } of await rows(books, { id: "bigint" }, "select id from run order by id")) {
      expect((await replayRun({ books, workspace, url: world.url }, id)).differences).toEqual([]);
    }
  },
  3 * MINUTE,
);

test(
  "the books agree by the settings of then, whatever the settings are now",
  async () => {
    const shop = makeShop("then", SIZES.small);
    world = await openWorld(shop.settings);
    for (const night of shop.nights) await world.night(night);
    const { workspace, ...app } = world.app;
    const changed = {
      ...workspace.settings,
      accounts: { bank: 1940, clearing: 1580 },
      language: "en" as const,
    };
    const now = { ...app, workspace: { ...workspace, settings: changed } };
    expect((await verify(now, { all: true })).findings).toEqual([]);
  },
  MINUTE,
);
