/** What a night costs does not grow with the years before it: counted in blocks, at two sizes of history with indexes of one height. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { change, openBooks, rows, type Books } from "../../src/books/database.ts";
import { payoutsIn } from "../../src/books/digest.ts";
import { countRun } from "../../src/books/run-counts.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { RULES_VERSION } from "../../src/matching/ladder.ts";
import { match } from "../../src/pipeline/match.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { addHistory, blocksReadBy } from "./history.ts";
import { Lists } from "./lists.ts";

const AT = new Date("2026-03-02T03:15:00Z");
/** More than the thousand pairs from which on the ladder plans differently. */
const NEW = 1_500;
const MORE = 1.1;
/** What a query of a run may read more because the planner goes another way; history would be thousands. */
const FEW = 100;

interface Measured {
  readonly known: number;
  readonly night: number;
  readonly again: number;
  readonly counts: number;
  readonly told: number;
  /** Both once more, when the planner knows the night. */
  readonly countsKnown: number;
  readonly toldKnown: number;
}

const databases: FreshDatabase[] = [];
let small: Measured;
let large: Measured;

beforeAll(async () => {
  small = await measured(150);
  large = await measured(450);
}, 300_000);

afterAll(async () => {
  for (const database of databases) await database.drop();
});

test("a list of receivables that are known and settled", () => {
  expect(large.known).toBeLessThanOrEqual(small.known * MORE);
});

test("a night of new lines, each with its receivable", () => {
  expect(large.night).toBeLessThanOrEqual(small.night * MORE);
});

test("a night with lines that compete for receivables", () => {
  // another plan for the contested pairs, not more of them
  expect(large.again).toBeLessThanOrEqual(small.again * 1.2);
});

test("what a run has done", () => {
  expect(large.counts).toBeLessThanOrEqual(small.counts * MORE + FEW);
  expect(large.countsKnown).toBeLessThanOrEqual(small.countsKnown * MORE + FEW);
});

test("what a letter says of a run's payouts", () => {
  expect(large.told).toBeLessThanOrEqual(small.told * MORE + FEW);
  expect(large.toldKnown).toBeLessThanOrEqual(small.toldKnown * MORE + FEW);
});

test("a list that changes twice as many receivables takes twice as long, in a session whose first list changed none", async () => {
  const database = await freshDatabase();
  databases.push(database);
  const books = openBooks({ url: database.url, max: 1 });
  try {
    const lists = new Lists(books);
    const list = (count: number, amount: string) => [
      "kind;number;currency;amount",
      ...Array.from({ length: count }, (_, n) => `invoice;${n};SEK;${amount}`),
    ];
    await lists.merge(list(8_000, "1.00"));
    await lists.merge(list(8_000, "1.00"));
    const seconds = async (count: number, amounts: readonly string[]) => {
      const taken: number[] = [];
      for (const amount of amounts) {
        const from = performance.now();
        await lists.merge(list(count, amount));
        taken.push(performance.now() - from);
      }
      return Math.min(...taken);
    };
    const once = await seconds(4_000, ["2.00", "3.00", "4.00", "2.50", "3.50"]);
    expect(await seconds(8_000, ["5.00", "6.00", "7.00", "5.50", "6.50"])).toBeLessThan(once * 3);
  } finally {
    await books.destroy();
  }
}, 300_000);

async function measured(payouts: number): Promise<Measured> {
  const database = await freshDatabase();
  databases.push(database);
  const books = openBooks({ url: database.url, max: 1, asOwner: true });
  try {
    await addHistory(books, payouts);
    const old = Array.from(
      { length: NEW },
      (_, n) => `invoice;OLD${n + 1};OLDORDER${n + 1};SEK;1.00;2020-01-01`,
    );
    const lists = new Lists(books);
    // the first action after the history seals it
    await lists.merge(["kind;number;currency;amount", "invoice;WARM;SEK;1.00"]);
    const known = await blocksReadBy(books, () =>
      lists.merge(["kind;number;order_number;currency;amount;date", ...old]),
    );
    const unique = await newPayout(books, "N", 1);
    const night = await blocksReadBy(books, () => match(books, unique, DEFAULT_SETTINGS, AT));
    const contested = await newPayout(books, "C", 2);
    const again = await blocksReadBy(books, () => match(books, contested, DEFAULT_SETTINGS, AT));
    expect(await countRun(books, unique)).toMatchObject({ matched: NEW });
    const counts = await blocksReadBy(books, () => countRun(books, unique));
    const told = await blocksReadBy(books, () => payoutsIn(books, unique));
    await change(books, "vacuum analyze");
    const countsKnown = await blocksReadBy(books, () => countRun(books, unique));
    const toldKnown = await blocksReadBy(books, () => payoutsIn(books, unique));
    return { known, night, again, counts, told, countsKnown, toldKnown };
  } finally {
    await books.destroy();
  }
}

/** A payout of new lines and as many receivables; `each` lines share an order. Returns the run that will match it. */
async function newPayout(books: Books, name: string, each: number): Promise<bigint> {
  const [run] = await rows(
    books,
    { id: "bigint" },
    `insert into run (kind, scope, started_at, settings, rules) values ('nightly', 'default', :at, '{}', :rules) returning id`,
    { at: AT, rules: RULES_VERSION },
  );
  const runId = run?.id ?? 0n;
  await change(
    books,
    `insert into report_file (run_id, name, sha256, size, path, state, found_at)
     values (:runId, :name, repeat('0', 64), 0, '', 'imported', :at)`,
    { runId, name, at: AT },
  );
  await change(
    books,
    `insert into payout (report_file_id, run_id, issuer, merchant_id, payment_reference, currency, date, settlement_type,
                         settlement_amount, totals, columns, line_count)
     select id, run_id, 'klarna', 'K1', name, 'SEK', '2026-03-01', 'NET', :amount::bigint,
            jsonb_build_object('settlement', :amount::text, 'besides.deposit', '0'), '{}', :count
       from report_file where run_id = :runId`,
    { runId, amount: NEW * 100, count: NEW },
  );
  await change(
    books,
    `insert into line (payout_id, row, type, amount, effect, merchant_reference1)
     select p.id, n, 'SALE', 100, 100, :name || (n / :each)
       from payout p cross join generate_series(1, :count) n where p.run_id = :runId order by n`,
    { runId, name, each, count: NEW },
  );
  await change(
    books,
    `insert into receivable (kind, number, order_number, currency, amount, open_amount, date, updated_at)
     select 'invoice', :name || 'F' || n, :name || (n / :each), 'SEK', 100, 100, '2026-03-01', :at
       from generate_series(1, :count) n`,
    { name, each, count: NEW, at: AT },
  );
  return runId;
}
