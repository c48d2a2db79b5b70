import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { decide } from "../../src/decisions/decide.ts";
import { Lists } from "../books/lists.ts";
import { Scenario } from "../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

const AT = new Date("2026-03-05T09:00:00Z");
let database: FreshDatabase;
let books: Books;
let shop: Scenario;
let lists: Lists;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
});
beforeEach(async () => {
  await database.empty();
  shop = new Scenario(books);
  lists = new Lists(books);
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

/** A payment to merchant K1 that nothing answers is put on what the person names. */
async function match(number: string): Promise<void> {
  await shop.payout([{ amount: 10_000, reference1: "lost" }]);
  await shop.night();
  const [told] = await rows(books, { id: "bigint" }, "select id from deviation where code = 'no_receivable'");
  const decision = { actor: "anna", match: [{ kind: "order", number }] };
  await decide(books, told?.id ?? 0n, decision, DEFAULT_SETTINGS, AT);
}

function settled(): Promise<{ of: string; number: string }[]> {
  return rows(
    books,
    { of: "text", number: "text" },
    "select r.merchant_id as of, r.number from allocation a join receivable r on r.id = a.receivable_id",
  );
}

const HEADER = "merchant_id;kind;number;currency;amount";

test.each<[what: string, list: readonly string[], named: string, settles: object]>([
  [
    "of two merchants' the line's own is meant",
    ["K2;order;1001;SEK;100.00", "K1;order;1001;SEK;100.00"],
    "1001",
    { of: "K1", number: "1001" },
  ],
  [
    "else the one of which nobody says whose it is",
    ["K2;order;1001;SEK;100.00", ";order;1001;SEK;100.00"],
    "1001",
    { of: "", number: "1001" },
  ],
  [
    "the merchant can be named",
    ["K2;order;1001;SEK;100.00", "K3;order;1001;SEK;100.00"],
    "K3/1001",
    { of: "K3", number: "1001" },
  ],
  [
    "a number with a slash in it is that number",
    ["K3;order;1001;SEK;100.00", ";order;K3/1001;SEK;100.00"],
    "K3/1001",
    { of: "", number: "K3/1001" },
  ],
])("%s", async (_what, list, named, settles) => {
  await lists.merge([HEADER, ...list]);
  await match(named);
  expect(await settled()).toEqual([settles]);
});

test("where several others' fit, nothing is chosen, and the person is told how to say which", async () => {
  await lists.merge([HEADER, "K2;order;1001;SEK;100.00", "K3;order;1001;SEK;100.00"]);
  await expect(match("1001")).rejects.toMatchObject({
    todo: { en: "Name one (--match): order:K2/1001 or order:K3/1001." },
  });
  expect(await settled()).toEqual([]);
});

test("what two lists disagree about is decided first", async () => {
  await lists.merge(["kind;number;currency;amount", "order;1001;SEK;100.00"], { name: "a", together: "n" });
  await lists.merge(["kind;number;currency;amount", "order;1001;SEK;200.00"], { name: "b", together: "n" });
  await expect(match("1001")).rejects.toThrow("Two lists disagree about order 1001.");
  expect(await settled()).toEqual([]);
});
