import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openBooks, rows, type Books } from "../../../src/books/database.ts";
import { replayRun } from "../../../src/audit/replay/replay.ts";
import { makeShop, SIZES } from "../../simulate/shop.ts";
import { copyOf, openWorld, type World } from "../world.ts";

const MINUTE = 60_000;
let world: World;
let runs: readonly bigint[];

beforeAll(async () => {
  const shop = makeShop("replayed", SIZES.small);
  world = await openWorld(shop.settings);
  for (const [index, night] of shop.nights.entries()) {
    await world.night(night);
    if (index !== 1) continue;
    const [one = 0n, other = 0n] = await world.open("no_receivable");
    await world.decide(one, { account: 3999, why: "found money" });
    await world.decide(other, { account: 3998, why: "found more" });
    await world.undo(other, "it was not");
  }
  const found = await rows(world.app.books, { id: "bigint" }, "select id from run order by id");
  runs = found.map(({ id }) => id);
}, 3 * MINUTE);
afterAll(() => world.close());

async function schemas(books: Books): Promise<string[]> {
  const found = await rows(
    books,
    { name: "text" },
    "select nspname as name from pg_namespace where nspname like 'kvitt_replay%'",
  );
  return found.map(({ name }) => name);
}

test(
  "every night of a shop, run again, writes the same; and nothing is left of it",
  async () => {
    const { books, workspace } = world.app;
    expect(runs).toHaveLength(4);
    for (const run of runs) {
      const replay = await replayRun({ books, workspace, url: world.url }, run);
      expect(replay.differences).toEqual([]);
      expect(replay.identical).toBe(true);
      expect(replay.rules).toEqual({ past: 2, present: 2 });
      expect(replay.counts.allocations).toBeGreaterThan(2);
      expect(replay.files).toBeGreaterThan(0);
    }
    expect(await schemas(books)).toEqual([]);
  },
  3 * MINUTE,
);

test(
  "receivables, decisions and deviations of later do not count",
  async () => {
    const copy = await copied();
    try {
      await copy.changed(`update receivable set open_amount = greatest(open_amount - 100, 0), order_number = 'later'
                           where id in (select r.id from receivable r where not exists (select from allocation a where a.receivable_id = r.id))`);
      for (const run of runs) {
        const { differences } = await replayRun(
          { books: copy.books, workspace: world.app.workspace, url: copy.url },
          run,
        );
        expect(differences).toEqual([]);
      }
    } finally {
      await copy.drop();
    }
  },
  3 * MINUTE,
);

test.each([
  [
    "an allocation",
    "update allocation set rule = 'twin' where id = (select min(id) from allocation where rule = 'exact')",
    /^allocation .+:\d+ → \w+ \S+: settles .* exact .* rung|^allocation/,
  ],
  [
    "a voucher row",
    `update voucher_row set account = 1940
      where account = 1930 and voucher_id = (select min(r.voucher_id) from voucher_row r join voucher v on v.id = r.voucher_id
                                              where r.account = 1930 and v.run_id = 1)`,
    /^voucher row K\d+ \(\d+\) row 1$/,
  ],
  [
    "a deviation",
    `update deviation_change set expected = 'much' where deviation_id = (select min(id) from deviation where opened_run = 1 and line_id is not null)`,
    /^deviation \w+ /,
  ],
])(
  "%s that the rules did not make is told",
  async (_what, sql, told) => {
    const copy = await copied();
    try {
      await copy.tamper(sql);
      const { identical, differences } = await replayRun(
        { books: copy.books, workspace: world.app.workspace, url: copy.url },
        runs[0] ?? 0n,
      );
      expect(identical).toBe(false);
      expect(differences.map(({ what, about }) => `${what} ${about}`)).toEqual([expect.stringMatching(told)]);
    } finally {
      await copy.drop();
    }
  },
  MINUTE,
);

test("a run that never matched anything is said to be none", async () => {
  const { books, workspace } = world.app;
  await expect(replayRun({ books, workspace, url: world.url }, 99n)).rejects.toThrow(
    "Run 99 has not matched anything.",
  );
});

/** A copy of the world's books; its own connections are closed while the files are copied. */
async function copied() {
  await world.rest();
  const copy = await copyOf(world.url);
  const owner = openBooks({ url: copy.url, asOwner: true, max: 1 });
  return {
    ...copy,
    changed: async (sql: string) => {
      await owner.raw(sql);
    },
    drop: async () => {
      await owner.destroy();
      await copy.drop();
    },
  };
}
