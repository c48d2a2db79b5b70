/** Deliveries of vouchers, on real PostgreSQL. */
import { expect, test } from "@jest/globals";
import { rows, type Books } from "../../src/books/database.ts";
import { recordPosted } from "../../src/books/postings.ts";
import { freshShop } from "../matching/fresh-shop.ts";
import type { Scenario } from "../matching/scenario.ts";

let books: Books;
let shop: Scenario;

freshShop((fresh) => ({ books, shop } = fresh));

test("a payout is posted when two of its vouchers are delivered at the same moment", async () => {
  await shop.payout([{ amount: 100, reference1: "1001" }], { reference: "1" });
  await shop.night();
  await shop.receivables([{ number: "1001", amount: 100 }]);
  await shop.night();
  const postings = await rows(
    books,
    { id: "bigint" },
    "select id from posting where state = 'pending' order by id",
  );
  const [first, second] = postings.map(({ id }) => id);
  expect(postings).toHaveLength(2);
  const at = new Date("2026-03-05T03:15:00Z");
  const delivered = { reference: "a file", rates: [] };
  let later: Promise<void> = Promise.resolve();
  await books.transaction(async (trx) => {
    await recordPosted(trx, first ?? 0n, delivered, at);
    later = recordPosted(books, second ?? 0n, delivered, at);
    await waitsForLock();
  });
  await later;
  const [payout] = await rows(books, { state: "text" }, "select state from payout");
  expect(payout?.state).toBe("posted");
});

/** Until another session waits for the transaction, or has had the time to end without. */
async function waitsForLock(): Promise<void> {
  for (let looks = 0; looks < 50; looks++) {
    const waiting = await rows(books, {}, "select from pg_locks where not granted");
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
