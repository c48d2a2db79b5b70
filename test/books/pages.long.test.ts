/** What the pages of the desk ask does not grow with the years before it: counted in blocks, at two sizes of history. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openByAgeAndType, payoutsByMonth } from "../../src/books/charts.ts";
import { openBooks } from "../../src/books/database.ts";
import { accountSums, unmatchedLinesAt } from "../../src/books/month.ts";
import { linesOfPayout } from "../../src/books/payout-lines.ts";
import { filesOfRun } from "../../src/books/run-pages.ts";
import { payouts } from "../../src/books/views.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { addHistory, blocksReadBy } from "./history.ts";
import { Scenario } from "../matching/scenario.ts";

const TODAY = "2026-03-02";
/** Both sizes have indexes of one height; a plan may differ a little. */
const MORE = 1.3;

const databases: FreshDatabase[] = [];
let small: Readonly<Record<string, number>>;
let large: Readonly<Record<string, number>>;

beforeAll(async () => {
  small = await measured(150);
  large = await measured(450);
}, 300_000);

afterAll(async () => {
  for (const database of databases) await database.drop();
});

test.each(["months", "ages", "newest", "lines", "open", "sums", "unmatched", "files"])(
  "%s read no more blocks with three times the history",
  (name) => {
    expect(small[name]).toBeGreaterThan(0);
    expect(large[name]).toBeLessThanOrEqual((small[name] ?? 0) * MORE + 10);
  },
);

async function measured(history: number): Promise<Readonly<Record<string, number>>> {
  const database = await freshDatabase();
  databases.push(database);
  const books = openBooks({ url: database.url, max: 1, asOwner: true });
  try {
    await addHistory(books, history);
    const shop = new Scenario(books);
    await shop.payout(
      Array.from({ length: 300 }, (_, at) => ({ amount: 1_000 + at, reference1: `NEW${at}` })),
      { reference: "NEW", date: TODAY },
    );
    await shop.night();
    await books.raw("vacuum analyze");
    const [found] = await payouts(books, "NEW");
    const name = `${found?.merchantId ?? ""}/NEW`;
    const days = { from: "2026-03-01", before: "2026-04-01" };
    const asks: Readonly<Record<string, () => Promise<unknown>>> = {
      months: () => payoutsByMonth(books, "2025-03-01"),
      ages: () => openByAgeAndType(books, TODAY),
      newest: () => payouts(books, null, 10),
      lines: () => linesOfPayout(books, { reference: name, after: 0, most: 100, open: false }),
      open: () => linesOfPayout(books, { reference: name, after: 0, most: 100, open: true }),
      sums: () => accountSums(books, [1686], days),
      unmatched: () => unmatchedLinesAt(books, [found?.merchantId ?? ""], days.before),
      files: () => filesOfRun(books, { runId: 1n, after: 0n, most: 101 }),
    };
    const blocks: Record<string, number> = {};
    for (const [what, ask] of Object.entries(asks)) {
      await ask();
      blocks[what] = await blocksReadBy(books, ask);
    }
    return blocks;
  } finally {
    await books.destroy();
  }
}
