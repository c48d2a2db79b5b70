import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { change, openBooks, rows, type Books } from "../../src/books/database.ts";
import { clockAt } from "../../src/clock.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import type { AppContext } from "../../src/app.ts";
import { matchStep } from "../../src/pipeline/match-step.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { Scenario } from "../matching/scenario.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";

let database: FreshDatabase;
let books: Books;
let folder: string;
let app: AppContext;

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url });
});
beforeEach(async () => {
  await database.empty();
  folder = mkdtempSync(join(tmpdir(), "kvitt-step-"));
  const workspace = openWorkspace({ KVITT_HOME: folder }, folder);
  app = { workspace, books, clock: clockAt("2026-03-02T03:15:00Z"), log: silentLog };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(async () => {
  await books.destroy();
  await database.drop();
});

async function runInMatching(): Promise<bigint> {
  const [run] = await rows(
    books,
    { id: "bigint" },
    "insert into run (kind, state, started_at) values ('nightly', 'matching', now()) returning id",
  );
  return run?.id ?? 0n;
}

async function stateOf(id: bigint): Promise<string | undefined> {
  const [run] = await rows(books, { state: "text" }, "select state from run where id = :id", { id });
  return run?.state;
}

test("a run that two workers settle at once is settled by one of them", async () => {
  const shop = new Scenario(books);
  await shop.receivables([{ number: "F1", amount: 100 }]);
  await shop.payout([{ amount: 100, reference1: "F1" }]);
  const id = await runInMatching();
  const settled = await Promise.all([matchStep(app, id), matchStep(app, id)]);
  expect(settled.toSorted()).toEqual([false, true]);
  expect(await stateOf(id)).toBe("posting");
  const [matchings] = await rows(
    books,
    { count: "bigint" },
    "select count(*) as count from audit where action = 'matched'",
  );
  expect(matchings?.count).toBe(1n);
});

test("a run whose books were refused is still to be settled, with nothing of it in the books", async () => {
  const shop = new Scenario(books);
  await shop.payout([{ amount: 100, reference1: "F1" }]);
  const owner = openBooks({ url: database.url, asOwner: true });
  // a line that appeared after the proof: the payout no longer adds up
  await change(
    owner,
    "insert into line (payout_id, row, type, amount, effect) select id, 99, 'CREDIT', 7, 7 from payout",
  );
  await owner.destroy();
  const id = await runInMatching();
  await expect(matchStep(app, id)).rejects.toThrow("is unexplained");
  expect(await stateOf(id)).toBe("matching");
  expect(await shop.balances()).toEqual({});
  expect(await shop.deviations()).toEqual([]);
});

test("a run that was begun with other settings and rules keeps those that it is matched with", async () => {
  const shop = new Scenario(books);
  await shop.receivables([{ number: "F1", amount: 100 }]);
  await shop.payout([
    { amount: 100, reference1: "F1" },
    { type: "CHARGE", amount: 30 },
  ]);
  // by version 0.1.0, and before the shop chose its account
  const id = await runInMatching();
  await change(
    books,
    `update run set rules = 1, settings = '{"accounts": {"suspense": 2990}}' where id = :id`,
    {
      id,
    },
  );
  writeFileSync(join(folder, "kvitt.config.yaml"), "accounts: { suspense: 2420 }\n");
  const workspace = openWorkspace({ KVITT_HOME: folder }, folder);
  expect(await matchStep({ ...app, workspace }, id)).toBe(true);
  expect(await shop.balances()).toMatchObject({ "2420": 30 });
  const { findings } = await verify({ books, workspace }, { all: true });
  expect(findings.filter(({ check }) => check === "vouchers")).toEqual([]);
  const kept = await rows(books, { rules: "number", account: "text" }, KEPT, { id });
  expect(kept).toEqual([{ rules: 2, account: "2420" }]);
});

const KEPT = "select rules, settings -> 'accounts' ->> 'suspense' as account from run where id = :id";
