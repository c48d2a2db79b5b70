/** Settings that are edited in the middle of a run: what was read, and what is matched, stay provable with their own. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppContext } from "../../src/app.ts";
import { replayRun } from "../../src/audit/replay/replay.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { column, openBooks, type Books } from "../../src/books/database.ts";
import { clockAt } from "../../src/clock.ts";
import { prepareFolders, readWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import { advanceAll } from "../../src/pipeline/advance.ts";
import { collect } from "../../src/pipeline/collect.ts";
import { importStep } from "../../src/pipeline/import-step.ts";
import { addNightlyRun } from "../../src/pipeline/nightly-run.ts";
import { stepThroughNight } from "../faults/program/night.ts";
import { sampleReport } from "../intake/sample.ts";
import { freshDatabase, type FreshDatabase } from "../setup/database.ts";
import { runFolder } from "../setup/run.ts";

let database: FreshDatabase;
let books: Books;
const folder = mkdtempSync(join(runFolder(), "edited-"));

beforeAll(async () => {
  database = await freshDatabase();
  books = openBooks({ url: database.url, max: 3 });
});
afterAll(async () => {
  await books.destroy();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function appWith(settings: object): AppContext {
  const content = { settleSeconds: 0, company: { name: "Shop" }, ...settings };
  writeFileSync(join(folder, "kvitt.config.yaml"), JSON.stringify(content)); // JSON is YAML
  const workspace = readWorkspace({ KVITT_HOME: folder }, folder);
  return { workspace, books, clock: clockAt("2026-03-02T03:15:00Z"), log: silentLog };
}

test("a report is proven with the settings it was read with, and its vouchers with those of the matching", async () => {
  const before = appWith({ timeZone: "Europe/Stockholm" });
  prepareFolders(before.workspace);
  // the next day in Sweden, and not in UTC
  const report = sampleReport({ reference: "LATE", payoutDate: "2026-02-27T23:30:00Z" });
  writeFileSync(join(before.workspace.inbox, "late.csv"), report);
  const { signal } = new AbortController();
  const runId = await addNightlyRun(before);
  await collect(before, runId, signal);
  for (const step of await advanceAll(books, before.clock.now()))
    if (step.kind === "import-report") await importStep(before, BigInt(step.fileId), signal);
  const after = appWith({ timeZone: "UTC", accounts: { clearing: 1580 } });
  await stepThroughNight(after);
  expect(await column(books, "text", "select date || ' ' || state from payout")).toEqual([
    "2026-02-28 posted",
  ]);
  expect(await column(books, "number", "select distinct account from voucher_row order by 1")).toEqual([
    1580, 1930,
  ]);
  expect((await verify({ books, workspace: after.workspace }, { all: true })).findings).toEqual([]);
  const replayed = await replayRun({ books, workspace: after.workspace, url: database.url }, runId);
  expect(replayed.differences).toEqual([]);
});
