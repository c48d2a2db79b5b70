/** Letters about jobs that failed for good: named in a person's words, one for each incident. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readdirSync } from "node:fs";
import { change, rows } from "../../src/books/database.ts";
import { clockAt } from "../../src/clock.ts";
import type { AppContext } from "../../src/app.ts";
import { recordJobFailure } from "../../src/pipeline/failed-job.ts";
import { stepOf } from "../../src/pipeline/failure-mail.ts";
import { testHouse, type TestHouse } from "../web/app-context.ts";

let house: TestHouse;
let app: AppContext;
const clock = clockAt("2026-03-02T03:15:00Z");
beforeEach(async () => {
  house = await testHouse({ KVITT_LANG: "en" });
  app = { ...house.app, clock };
}, 60_000); // the first also starts the server

afterEach(() => house.close());

const FULL = (file: string) => new Error(`ENOSPC: no space left on device, write '/srv/kvitt/work/${file}'`);

async function claimed(name: string): Promise<string> {
  const [file] = await rows(
    app.books,
    { id: "text" },
    `insert into report_file (run_id, state, name, sha256, size, path, found_at)
     select (select min(id) from run), 'claimed', :name, encode(sha256(:name::bytea), 'hex'), 1, '', now()
     returning id::text as id`,
    { name },
  );
  return file?.id ?? "";
}

const subjects = async () =>
  (await rows(app.books, { subject: "text" }, "select subject from mail order by id")).map(
    ({ subject }) => subject,
  );

test("one full disk that fails many files is one letter, which names the first; an hour later there is another", async () => {
  await change(app.books, "insert into run (kind, state, started_at) values ('nightly', 'importing', now())");
  const fail = async (name: string) =>
    recordJobFailure(app, {
      kind: "import-report",
      payload: { fileId: await claimed(name) },
      attempts: 8,
      error: FULL(name),
    });
  expect(await fail("march.csv")).toHaveLength(1);
  expect(await fail("april.csv")).toEqual([]);
  expect(await fail("may.csv")).toEqual([]);
  expect(await subjects()).toEqual(["Kvitt: Importing a report failed (march.csv)"]);
  const failed = await rows(app.books, {}, "select from report_file where state = 'failed'");
  expect(failed).toHaveLength(3);
  clock.pass(3_700_000);
  expect(await fail("june.csv")).toHaveLength(1);
});

test("another reason is another incident, and a job without a row has its own name", async () => {
  const fail = (kind: string, payload: unknown, message: string) =>
    recordJobFailure(app, { kind, payload, attempts: 3, error: new Error(message) });
  await fail("sweep", {}, "connection refused");
  await fail("start-night", { scope: "*" }, "the disk is read-only");
  expect(await subjects()).toEqual([
    "Kvitt: The check for lost jobs failed",
    "Kvitt: Starting the nightly run failed",
  ]);
});

test("every kind of job has words for its failure", () => {
  const kinds = readdirSync(new URL("../../jobs/", import.meta.url))
    .map((name) => name.replace(/\.ts$/, ""))
    .filter((name) => name !== "job-kind");
  expect(kinds.length).toBeGreaterThan(7);
  expect(kinds.map(stepOf)).toHaveLength(kinds.length);
});
