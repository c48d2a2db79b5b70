import { select } from "../../setup/select.ts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openQuarantined } from "../../../src/books/quarantined.ts";
import { rows } from "../../../src/books/database.ts";
import { countRun } from "../../../src/books/run-counts.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Workspace } from "../../../src/config/workspace.ts";
import { collectReceivables } from "../../../src/intake/receivables/collect-receivables.ts";
import { silentLog } from "../../../src/log.ts";
import { importGivenReceivables } from "../../../src/pipeline/import-receivables.ts";
import { openPlace, type Place } from "../place.ts";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.end());

const GOOD = "kind;number;currency;amount\norder;A1;SEK;1.00\n";
const BAD = "Fakturanr;Belopp\n1001;250,00\n";

function put(workspace: Workspace, name: string, text: string): void {
  mkdirSync(join(workspace.receivables, name, ".."), { recursive: true });
  writeFileSync(join(workspace.receivables, name), text);
}

async function look(workspace: Workspace, runId: bigint | null): Promise<void> {
  const { skipped } = await collectReceivables(runId, { workspace, books: place.books, clock: systemClock });
  expect(skipped).toEqual([]);
}

function states(name: string): Promise<{ code: string; state: string; opened: bigint | null }[]> {
  return rows(
    place.books,
    { code: "text", state: "text", opened: "bigint?" },
    `select d.code, d.state, d.opened_run as opened from deviation d join report_file f on f.id = d.report_file_id
      where f.name = :name order by d.id`,
    { name },
  );
}

test("a list that is refused whole counts and is told as a refused report is, until a good one of its name has come", async () => {
  const workspace = place.workspace();
  const runId = await place.run();
  put(workspace, "shop/orders.csv", BAD);
  await look(workspace, runId);
  expect((await countRun(place.books, runId)).files).toEqual({ imported: 0, duplicate: 0, quarantined: 1 });
  expect(await states("shop/orders.csv")).toEqual([{ code: "unreadable", state: "open", opened: runId }]);
  expect(await openQuarantined(place.books, 10)).toMatchObject([
    { name: "shop/orders.csv", code: "unreadable", refusals: [{ file: "shop/orders.csv", line: 1 }] },
  ]);
  expect(readdirSync(workspace.quarantine).sort()).toEqual(["orders.csv", "orders.csv.reason.json"]);
  expect(readdirSync(workspace.work)).toEqual([]);
  expect(await select(place.books, "select path from report_file where kind = 'receivables'")).toEqual([
    { path: "quarantine/orders.csv" },
  ]);
  // the same once more is no second deviation, another list of another name no cure
  put(workspace, "shop/orders.csv", BAD);
  put(workspace, "orders.csv", GOOD);
  await look(workspace, await place.run());
  expect(await states("shop/orders.csv")).toMatchObject([{ state: "open" }]);
  put(workspace, "shop/orders.csv", GOOD);
  const cured = await place.run();
  await look(workspace, cured);
  expect(await states("shop/orders.csv")).toMatchObject([{ state: "closed" }]);
  expect(await openQuarantined(place.books, 10)).toEqual([]);
});

test("one that a person gives has no run, and is open all the same", async () => {
  const workspace = place.workspace();
  const given = join(workspace.folder, "given.csv");
  writeFileSync(given, BAD);
  const app = { workspace, books: place.books, clock: systemClock, log: silentLog };
  expect(await importGivenReceivables(app, [given])).toMatchObject([{ state: "quarantined" }]);
  expect(await states("given.csv")).toEqual([{ code: "unreadable", state: "open", opened: null }]);
  writeFileSync(given, GOOD);
  await importGivenReceivables(app, [given]);
  expect(await states("given.csv")).toMatchObject([{ state: "closed" }]);
});

test("lists of one name that are given together are told apart by their folders", async () => {
  const workspace = place.workspace();
  const paths = ["shop-a", "shop-b"].map((folder) => {
    mkdirSync(join(workspace.folder, folder));
    return join(workspace.folder, folder, "orders.csv");
  });
  const [one = "", other = ""] = paths;
  writeFileSync(one, "kind;number;currency;amount\norder;B1;SEK;1.00\n");
  writeFileSync(other, "kind;number;currency;amount\norder;B1;SEK;2.00\n");
  const app = { workspace, books: place.books, clock: systemClock, log: silentLog };
  expect(await importGivenReceivables(app, paths)).toMatchObject([
    { file: "shop-a/orders.csv", inserted: 1 },
    { file: "shop-b/orders.csv", changed: 1 },
  ]);
  expect(
    await select(place.books, "select expected, found from deviation where code = 'receivable_changed'"),
  ).toEqual([{ expected: "B1: 1.00 SEK (shop-a/orders.csv)", found: "B1: 2.00 SEK (shop-b/orders.csv)" }]);
});
