/** Which steps are due, and how many rows are read to know. */
import { beforeEach, describe, expect, test } from "@jest/globals";
import { systemClock } from "../../src/clock.ts";
import { change, openBooks, type Books } from "../../src/books/database.ts";
import { addRun, transitionRun } from "../../src/books/runs.ts";
import { advance, advanceAll } from "../../src/pipeline/advance.ts";
import { freshShop } from "../matching/fresh-shop.ts";
import { blocksReadBy } from "../books/history.ts";

const AT = new Date("2026-03-02T03:15:00Z");
let books: Books;
let url: string;
let runId: bigint;

freshShop((fresh) => {
  books = fresh.books;
  url = fresh.database.url;
});

beforeEach(async () => {
  const run = {
    kind: "nightly",
    scope: "default",
    night: "2026-03-02",
    at: AT,
    settings: {},
    rules: 2,
  } as const;
  runId = (await addRun(books, run)) ?? 0n;
  await transitionRun(books, runId, "collecting", "importing", AT);
});

const claim = (count: number) =>
  change(
    books,
    `insert into report_file (run_id, name, sha256, size, path, state, found_at)
     select :runId, n || '.csv', lpad(n::text, 64, '0'), 0, '', 'claimed', :at from generate_series(1, :count::integer) n`,
    { runId, at: AT, count },
  );
const decide = (sql: string) => change(books, `update report_file set state = 'imported' where ${sql}`);

describe("a run with files to import", () => {
  test("has an import due for each", async () => {
    await claim(3);
    expect(await advance(books, runId, AT)).toEqual([
      { kind: "import-report", fileId: "1" },
      { kind: "import-report", fileId: "2" },
      { kind: "import-report", fileId: "3" },
    ]);
  });

  test("has nothing new due after one of them, and matches after the last", async () => {
    await claim(3);
    await decide("id < 3");
    expect(await advanceAll(books, AT, "import-report")).toEqual([]);
    await decide("id = 3");
    expect(await advanceAll(books, AT, "import-report")).toEqual([
      { kind: "match-run", runId: String(runId) },
    ]);
  });

  test("is asked at the same cost however many files it has", async () => {
    const single = openBooks({ url, max: 1 });
    try {
      const asked = async (enough = Infinity) => {
        // whoever asks first passes over what the index still has of the files decided at once; it is marked as gone only when no
        // session on the server is so old that it may still see it
        const blocks: number[] = [];
        for (let times = 0; times < 100; times += 1) {
          blocks.push(await blocksReadBy(single, () => advanceAll(single, AT, "import-report")));
          if (times >= 4 && Math.min(...blocks) <= enough) break;
          await systemClock.sleep(50);
        }
        return Math.min(...blocks);
      };
      await claim(200);
      await decide("id <= 100");
      const few = await asked();
      await claim(3_800);
      await decide("id <= 2000");
      expect(await asked(few + 16)).toBeLessThanOrEqual(few + 16);
    } finally {
      await single.destroy();
    }
  });
});
