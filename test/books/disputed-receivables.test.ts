import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { decide } from "../../src/decisions/decide.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { Scenario } from "../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { Lists } from "./lists.ts";

const AT = new Date("2026-03-05T09:00:00Z");
let database: FreshDatabase;
let books: Books;
let lists: Lists;
let shop: Scenario;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
});
beforeEach(async () => {
  await database.empty();
  lists = new Lists(books);
  shop = new Scenario(books);
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

const HEADER = "kind;number;currency;amount;open_amount;date;order_id";
const A = [HEADER, "order;1001;SEK;299.00;;2026-03-05;"];
const B = [HEADER, "order;1001;SEK;450.00;;2026-03-05;"];

async function together(...files: (readonly string[])[]) {
  const night = `night ${Math.random()}`;
  const taken = [];
  for (const [index, lines] of files.entries())
    taken.push(await lists.merge(lines, { name: `shop-${"abc"[index] ?? "x"}.csv`, together: night }));
  return taken;
}

test("two lists of one run that disagree: the first is kept, neither is found by a payment, and both are told", async () => {
  const [first, second] = await together(A, B);
  expect(first).toMatchObject({ inserted: 1, changed: 0 });
  expect(second).toMatchObject({ inserted: 0, updated: 0, changed: 1 });
  expect(second?.notes.map(({ en }) => en)).toEqual([
    expect.stringMatching(/299\.00.*shop-a.*450\.00.*shop-b/),
  ]);
  expect(await lists.kept()).toEqual(["/order 1001: 29900 open 29900 disputed"]);
  expect(await lists.told()).toEqual(["open 1001: 299.00 SEK (shop-a.csv) | 1001: 450.00 SEK (shop-b.csv)"]);
});

test.each<[what: string, payments: readonly number[]]>([
  ["the larger first", [29_900, 45_000]],
  ["a part of one with the amount of the other", [29_900]],
  ["each its own", [45_000, 29_900]],
])("no payment settles an order that two lists disagree about: %s", async (_what, payments) => {
  await together(B, A);
  for (const amount of payments) await shop.payout([{ amount, reference1: "1001" }]);
  await shop.night();
  expect(await shop.allocations()).toEqual([]);
});

test.each<[what: string, one: string, other: string, told: string]>([
  ["another currency", "order;1001;SEK;10.00;;;", "order;1001;EUR;10.00;;;", "10.00 SEK (shop-a.csv)"],
  [
    "another order id",
    "order;1001;SEK;10.00;;;A-1",
    "order;1001;SEK;10.00;;;B-1",
    "10.00 SEK, A-1 (shop-a.csv)",
  ],
  [
    "another day, at one price",
    "order;1001;SEK;10.00;;2026-03-01;",
    "order;1001;SEK;10.00;;2026-03-04;",
    "10.00 SEK, 2026-03-01 (shop-a.csv)",
  ],
])("%s is another order", async (_what, one, other, told) => {
  await together([HEADER, one], [HEADER, other]);
  expect(await lists.kept()).toEqual([expect.stringContaining("disputed")]);
  expect(await lists.told()).toEqual([expect.stringContaining(told)]);
});

test("lists that say the same, or no more than what is open, or of one order id, do not disagree", async () => {
  await together(A, A);
  await together([HEADER, "order;1001;SEK;299.00;100.00;2026-03-05;"], A);
  await together(
    [HEADER, "order;1002;SEK;10.00;;2026-03-01;o-2"],
    [HEADER, "order;1002;SEK;10.00;;2026-03-02;O-2"],
  );
  expect(await lists.told()).toEqual([]);
  expect(await lists.kept()).toEqual(["/order 1001: 29900 open 29900", "/order 1002: 1000 open 1000"]);
});

test("what one run says after another is an update", async () => {
  await together(A);
  await together(B);
  expect(await lists.told()).toEqual([]);
  expect(await lists.kept()).toEqual(["/order 1001: 45000 open 45000"]);
});

test("a list that says again what was known still disagrees with the one after it", async () => {
  await together(A);
  await together(A, B);
  expect(await lists.kept()).toEqual(["/order 1001: 29900 open 29900 disputed"]);
});

test("what is in dispute stays so, whichever list comes alone, and is told once", async () => {
  await together(A, B);
  expect(await together(B)).toMatchObject([{ updated: 0, changed: 1 }]);
  await together(A, B);
  expect(await lists.kept()).toEqual(["/order 1001: 29900 open 29900 disputed"]);
  expect(await lists.told()).toHaveLength(1);
});

test("who accepts it says that what is kept holds: it is paid, and not disputed again; who takes that back disputes it", async () => {
  await together(A, B);
  const [told] = await rows(books, { id: "bigint" }, "select id from deviation");
  const id = told?.id ?? 0n;
  await decide(books, id, { actor: "anna", accept: true, why: "one shop" }, DEFAULT_SETTINGS, AT);
  expect(await lists.kept()).toEqual(["/order 1001: 29900 open 29900"]);
  await together(A, B);
  expect(await lists.kept()).toEqual(["/order 1001: 29900 open 29900"]);
  await undo(books, id, { actor: "anna", why: "two after all" }, DEFAULT_SETTINGS, AT);
  expect(await lists.kept()).toEqual(["/order 1001: 29900 open 29900 disputed"]);
  await decide(books, id, { actor: "anna", accept: true, why: "one" }, DEFAULT_SETTINGS, AT);
  await shop.payout([{ amount: 29_900, reference1: "1001" }]);
  await shop.night();
  expect(await shop.allocations()).toEqual(["P1:4 -> 1001 29900 exact@3"]);
});

test("a settled one is not disputed: it stands as it was settled, and one deviation lives from night to night", async () => {
  await together(A);
  await lists.settle("1001", 29_900n);
  const night = async (runId: bigint) => {
    for (const [name, lines] of [
      ["a.csv", A],
      ["b.csv", B],
    ] as const)
      await lists.merge(lines, { name, together: `run ${runId}`, runId });
  };
  const added = await rows(
    books,
    { id: "bigint" },
    "insert into run (kind, started_at) values ('nightly', now()), ('nightly', now()) returning id",
  );
  for (const { id } of added) await night(id);
  expect(await lists.kept()).toEqual(["/order 1001: 29900 open 29900"]);
  expect(await lists.told()).toEqual(["open 1001: 299.00 SEK | 1001: 450.00 SEK"]);
});

test("lists that say whose each is end the dispute, and each has its own", async () => {
  await together(A, B);
  const named = `merchant_id;${HEADER}`;
  await together([named, `K1;${A[1] ?? ""}`], [named, `K2;${B[1] ?? ""}`]);
  expect(await lists.kept()).toEqual([
    "/order 1001: 29900 open 29900 disputed",
    "K1/order 1001: 29900 open 29900",
    "K2/order 1001: 45000 open 45000",
  ]);
  expect(await lists.told()).toEqual([expect.stringMatching(/^closed /)]);
});
