import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { clearingByAge, openByAge } from "../../src/books/ages.ts";
import { openBooks, type Books } from "../../src/books/database.ts";
import { renderAges } from "../../src/cli/render/ages.ts";
import { ageing } from "../../src/format/ageing.ts";
import { Scenario } from "../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

let database: FreshDatabase;
let books: Books;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
  const shop = new Scenario(books);
  await shop.payout([{ amount: 10_000, reference1: "a" }], { date: "2026-03-01" });
  await shop.payout(
    [
      { amount: 500, reference1: "b" },
      { type: "RETURN", amount: 200, reference1: "c" },
    ],
    {
      date: "2026-01-10",
    },
  );
  await shop.payout([{ amount: 700, reference1: "d" }], { date: "2025-11-01", currency: "EUR" });
  await shop.night(); // opens all on 2 March, 04:15 in Stockholm
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

async function ages(today: string) {
  const now = { today, timeZone: "Europe/Stockholm" };
  return ageing(await openByAge(books, now), await clearingByAge(books, now));
}

test("deviations age from the day they were opened, the clearing account from the day of the payout", async () => {
  // four lines, and a rate that is missing
  expect((await ages("2026-03-02")).map(({ open }) => open)).toEqual([5, 0, 0, 0]);
  expect((await ages("2026-03-10")).map(({ open }) => open)).toEqual([0, 5, 0, 0]);
  expect((await ages("2026-03-02")).map(({ clearing }) => clearing)).toEqual([
    [{ currency: "SEK", amount: -10_000n }],
    [],
    [{ currency: "SEK", amount: -300n }],
    [{ currency: "EUR", amount: -700n }],
  ]);
});

test("they are shown as a table with a row for each age and currency", async () => {
  expect(renderAges(await ages("2026-03-10"), "sv")).toBe(`
dagar  öppna avvikelser  på avräkningskontot
─────  ────────────────  ───────────────────  ───
0–7                   0                    –
8–30                  5              −100,00  SEK
31–90                 0                −3,00  SEK
> 90                  0                −7,00  EUR`);
});

test("nothing is shown where nothing is open", () => {
  expect(renderAges(ageing([], []), "en")).toBe("");
});
