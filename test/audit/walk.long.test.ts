import { expect, test } from "@jest/globals";
import { rows } from "../../src/books/database.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { makeShop, SIZES } from "../simulate/shop.ts";
import { walk } from "./walk.ts";
import { openWorld } from "./world.ts";

const STEPS = 150;

// `npm run walk -- --steps 10000` goes further, and over other shops.
test("decisions and their undoing, in any order, keep everything that verify checks", async () => {
  const shop = makeShop("walked", SIZES.small);
  const world = await openWorld({ ...shop.settings, people: { anna: { writeOffLimit: "500.00" } } });
  try {
    for (const night of shop.nights) await world.night(night);
    const walked = await walk(world, {
      seed: "walked-2",
      steps: STEPS,
      batch: 50,
      look: async () => {
        expect((await verify(world.app, { all: true })).findings).toEqual([]);
      },
    });
    expect(walked.steps).toBe(STEPS);
    expect(walked.decided).toBeGreaterThan(STEPS / 10);
    expect(walked.undone).toBeGreaterThan(STEPS / 10);
    expect(walked.nights).toBeGreaterThan(0);
    const [drawn] = await rows(
      world.app.books,
      { rests: "bigint", splits: "bigint", vats: "bigint", undone: "bigint" },
      `select count(*) filter (where action = 'write_off') as rests,
              count(*) filter (where details -> 'split' is not null) as splits,
              count(*) filter (where (details ->> 'vat')::integer > 0) as vats,
              (select count(*) from allocation where rule = 'reversal' and line_amount = 0) as undone
         from decision`,
    );
    for (const count of Object.values(drawn ?? {})) expect(count).toBeGreaterThan(0n);
    expect(Object.keys(drawn ?? {})).toHaveLength(4);
  } finally {
    await world.close();
  }
}, 300_000);
