/**
 * Books that version 0.1.0 wrote (test/fixtures/books-0.1.0: every row of its tables, its archive and its SIE files), brought
 * to today's version: two nights by version 1 of the matching rules, a decision that was taken back and one that stands, a
 * payment that version 1 settled on another order's invoice, and a number in decomposed letters.
 */
import { select } from "../setup/select.ts";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBooks, rows, type Books } from "../../src/books/database.ts";
import { migrate } from "../../src/books/migrate.ts";
import { clockAt } from "../../src/clock.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import type { AppContext } from "../../src/app.ts";
import { explanationText } from "../../src/audit/explain/explanation-text.ts";
import { explainLine } from "../../src/audit/explain/explain.ts";
import { readLineName } from "../../src/audit/explain/line-history.ts";
import { replayRun } from "../../src/audit/replay/replay.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { emptyDatabase, type FreshDatabase } from "../setup/database.ts";

const FIXTURE = fileURLToPath(new URL("../fixtures/books-0.1.0/", import.meta.url));
const MIGRATIONS = fileURLToPath(new URL("../../migrations/", import.meta.url));
const OF_0_1_0 = ["001_books.sql", "002_proof.sql", "003_rates.sql", "004_large_nights.sql"];

let database: FreshDatabase;
let folder: string;
let books: Books;
let app: AppContext;

beforeEach(async () => {
  database = await emptyDatabase();
  await writeOldBooks(database.url);
  await migrate(database.url);
  folder = mkdtempSync(join(tmpdir(), "kvitt-upgrade-"));
  cpSync(FIXTURE, folder, { recursive: true });
  books = openBooks({ url: database.url, max: 3 });
  const workspace = openWorkspace({ KVITT_HOME: folder, KVITT_LANG: "en" }, folder);
  app = { workspace, books, clock: clockAt(new Date("2026-12-01T03:15:00Z")), log: silentLog };
});
afterEach(async () => {
  await books.destroy();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function writeOldBooks(url: string): Promise<void> {
  const owner = openBooks({ url, asOwner: true, max: 1 });
  await owner.raw("create schema kvitt");
  for (const name of OF_0_1_0)
    await owner.raw(readFileSync(join(MIGRATIONS, name), "utf8").replaceAll("?", "\\?"));
  await owner.raw(`create table migration (id serial primary key, name text, batch integer, migration_time timestamptz);
                   create table migration_lock (index serial primary key, is_locked integer)`);
  const lines = readFileSync(join(FIXTURE, "books.jsonl"), "utf8").trim().split("\n");
  const written = lines.map((line) => JSON.parse(line) as [string, Record<string, unknown>]);
  await owner.transaction(async (trx) => {
    await trx.raw("set local session_replication_role = replica");
    for (const [table, row] of written) {
      const [columns] = await rows(
        trx,
        { list: "text" },
        `select string_agg(quote_ident(attname), ', ') as list from pg_attribute
          where attrelid = :table::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        { table },
      );
      const list = columns?.list ?? "";
      await trx.raw(
        `insert into ${table} (${list}) overriding system value
         select ${list} from jsonb_populate_record(null::kvitt.${table}, ?::jsonb)`,
        [JSON.stringify(row)],
      );
    }
    for (const [sequence, table] of SEQUENCES)
      await trx.raw(`select setval('${sequence}', (select coalesce(max(id), 0) + 1 from ${table}), false)`);
  });
  await owner.destroy();
}

const SEQUENCES = [
  ["payout_id", "payout"],
  ["voucher_id", "voucher"],
  ...[
    "migration",
    "run",
    "report_file",
    "line",
    "receivable",
    "decision",
    "allocation",
    "deviation",
    "deviation_change",
    "receivable_change",
    "posting",
    "mail",
  ].map((table) => [`${table}_id_seq`, table] as const),
] as const;

test("books of version 0.1.0 agree after the upgrade, and each of their nights replays by the rules of then", async () => {
  const verdict = await verify(app);
  expect(verdict.findings).toEqual([]);
  expect(verdict.agrees).toBe(true);
  for (const run of [1n, 2n]) {
    const replay = await replayRun({ books, workspace: app.workspace, url: database.url }, run);
    expect(replay.differences).toEqual([]);
    expect(replay.rules).toEqual({ past: 1, present: 2 });
  }
});

test("what an order had received before Kvitt knew it comes from the first time it was taken in", async () => {
  expect(
    await select(books, "select number, received_before from receivable where received_before > 0"),
  ).toEqual([{ number: "2001", received_before: 30000n }]);
});

test("numbers in decomposed letters compare as they look", async () => {
  expect(
    await select(books, "select count(*)::int as found from receivable where number_key = 'åsa'"),
  ).toEqual([{ found: 1 }]);
});

test("a line that version 1 settled is explained by version 1, and what contradicts it is told", async () => {
  const name = readLineName("920001:5");
  if (name === null) throw new Error("not a line");
  const explanation = await explainLine(books, name, DEFAULT_SETTINGS);
  expect(explanation.state).toBe("settled");
  const text = explanationText(explanation, "en");
  expect(text).toContain("invoice 1003: exact amount, rung 3 (number), rules version 1, run 1, voucher K1");
  expect(text).toContain("the invoice belongs to order 1001, the line is for order 1003");
});
