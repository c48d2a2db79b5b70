/** Kvitt against known answers. `npm run simulate -- --seeds 200` runs more of the same. */
import { expect, test } from "@jest/globals";
import { openKvitt } from "./kvitt.ts";
import { makeCompany } from "./company.ts";
import { makeMess } from "./mess.ts";
import { makeShop, SIZES } from "./shop.ts";
import { play } from "./system.ts";

const MINUTE = 60_000;

test.each([1, 2])(
  "four nights of a whole shop leave the books as known (seed %s)",
  async (seed) => {
    expect(await play(makeShop(seed, SIZES.small), openKvitt)).toBeNull();
  },
  MINUTE,
);

test.each(["as they are", "another way round"])(
  "everything in one night, files %s, leaves the books as known",
  async (order) => {
    expect(await play(makeShop("one night", SIZES.atOnce), openKvitt, order)).toBeNull();
  },
  MINUTE,
);

test.each([1, 2])(
  "where everything touches everything, the books are what the contract's plain reading makes of it (seed %s)",
  async (seed) => {
    expect(await play(await makeMess(seed), openKvitt)).toBeNull();
  },
  MINUTE,
);

test.each([1, 2, 3])(
  "shops whose series of numbers overlap have no payment on another customer's invoice (seed %s)",
  async (seed) => {
    expect(await play(await makeCompany(seed), openKvitt)).toBeNull();
  },
  MINUTE,
);
