import { afterEach, expect, test } from "@jest/globals";
import { verify } from "../../src/proof/verify.ts";
import { makeShop, SIZES } from "../simulate/shop.ts";
import { openWorld, type World } from "./world.ts";

const MINUTE = 60_000;
let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

test.each([1, 2])(
  "the books of a whole shop agree after every night and after decisions (seed %s)",
  async (seed) => {
    const shop = makeShop(seed, SIZES.small);
    world = await openWorld(shop.settings);
    for (const night of shop.nights) {
      await world.night(night);
      const verdict = await verify(world.house, { all: true });
      expect(verdict.findings).toEqual([]);
    }
    const [id = 0n] = await world.open("no_receivable");
    await world.decide(id, { account: 3999, why: "found" });
    expect((await verify(world.house, { all: true })).findings).toEqual([]);
    await world.undo(id);
    const verdict = await verify(world.house, { all: true });
    expect(verdict.findings).toEqual([]);
    expect(verdict.agrees).toBe(true);
    expect(verdict.checked.lines).toBeGreaterThan(50);
    expect(verdict.checked.sieFiles).toBeGreaterThan(2);
  },
  MINUTE * 3,
);
