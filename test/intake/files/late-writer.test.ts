/** Files whose sender still has them open, and writes on after they were claimed. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  appendFileSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { rows } from "../../../src/books/database.ts";
import { addRun, claimedFiles } from "../../../src/books/runs.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Workspace } from "../../../src/config/workspace.ts";
import { importFile } from "../../../src/intake/reports/import-file.ts";
import { collect } from "../../../src/pipeline/collect.ts";
import { openPlace, type Place } from "../place.ts";
import { sampleReport } from "../sample.ts";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.end());

const signal = new AbortController().signal;

/** The first two steps of a night. What became of each file, and what the run noted of those that it left. */
async function night(workspace: Workspace, between: () => void = () => undefined) {
  const { books } = place;
  const app = { workspace, books, clock: systemClock, log: pino({ level: "silent" }) };
  const at = systemClock.now();
  const runId =
    (await addRun(books, { kind: "nightly", scope: "*", night: null, at, settings: {}, rules: 1 })) ?? 0n;
  await collect(app, runId, signal);
  between();
  const states: string[] = [];
  for (const id of await claimedFiles(books, runId)) states.push((await importFile(id, app)).state);
  const [noted] = await rows(
    books,
    { untaken: "text?" },
    "select string_agg(one ->> 'name', ',') as untaken from run, jsonb_array_elements(result -> 'untaken') one where id = :runId",
    { runId },
  );
  return { states: states.sort(), untaken: noted?.untaken ?? null };
}

const linesOf = async (reference: string) =>
  rows(
    place.books,
    { lines: "number" },
    `select (select count(*)::int from line l where l.payout_id = p.id) as lines from payout p where p.payment_reference = :reference`,
    { reference },
  );

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

const report = (reference: string, count = 3) =>
  sampleReport({
    reference,
    lines: Array.from({ length: count }, (_, n) => ({ orderId: `${reference}-${n}` })),
  });

test("a whole report that is written to after its claim is booked as it was, and stops no night", async () => {
  const workspace = place.workspace();
  const writer = openSync(join(workspace.inbox, "open.csv"), "w");
  writeSync(writer, report("late-1"));
  writeFileSync(join(workspace.inbox, "other.csv"), report("late-1b"));
  expect(await night(workspace, () => writeSync(writer, "\n\n"))).toEqual({
    states: ["imported", "imported"],
    untaken: null,
  });
  closeSync(writer);
  writeFileSync(join(workspace.inbox, "later.csv"), report("late-1c"));
  // what was written afterwards comes as a file of its own, whose payout is known
  expect(await night(workspace)).toEqual({ states: ["duplicate", "imported"], untaken: null });
  expect(await linesOf("late-1")).toEqual([{ lines: 3 }]);
  expect([files(workspace.inbox), files(workspace.work)]).toEqual([[], []]);
  const [first] = await rows(
    place.books,
    { path: "text" },
    "select path from report_file where name = 'open.csv' and state = 'imported'",
  );
  expect(readFileSync(join(workspace.folder, first?.path ?? ""), "utf8")).toBe(report("late-1"));
});

test("half a report whose rest comes between claim and import is taken in whole, once", async () => {
  const workspace = place.workspace();
  const text = report("late-2", 40);
  const half = Math.floor(text.length / 2);
  const writer = openSync(join(workspace.inbox, "half.csv"), "w");
  writeSync(writer, text.slice(0, half));
  await night(workspace, () => writeSync(writer, text.slice(half)));
  closeSync(writer);
  expect(await night(workspace)).toEqual({ states: ["imported"], untaken: null });
  expect(await linesOf("late-2")).toEqual([{ lines: 40 }]);
  expect(await night(workspace)).toEqual({ states: [], untaken: null });
  expect(await linesOf("late-2")).toEqual([{ lines: 40 }]);
});

test("half a report that was refused, and whose writer goes on days later, is taken in whole, once", async () => {
  const workspace = place.workspace();
  const text = report("late-3", 40);
  const half = Math.floor(text.length / 2);
  const writer = openSync(join(workspace.inbox, "slow.csv"), "w");
  writeSync(writer, text.slice(0, half));
  expect((await night(workspace)).states).toEqual(["quarantined"]);
  expect((await night(workspace)).states).toEqual([]);
  writeSync(writer, text.slice(half));
  closeSync(writer);
  expect((await night(workspace)).states).toEqual(["imported"]);
  expect(await linesOf("late-3")).toEqual([{ lines: 40 }]);
  expect([files(workspace.quarantine), files(workspace.work)]).toEqual([[], []]);
  const open = await rows(
    place.books,
    { id: "bigint" },
    "select d.id from deviation d join report_file f on f.id = d.report_file_id where f.name = 'slow.csv' and d.state = 'open'",
  );
  expect(open).toEqual([]);
});

test("a refused file that a person corrects where it lies is theirs, and stays", async () => {
  const workspace = place.workspace();
  writeFileSync(join(workspace.inbox, "mine.csv"), sampleReport({ reference: "late-4", off: 1 }));
  expect((await night(workspace)).states).toEqual(["quarantined"]);
  writeFileSync(join(workspace.quarantine, "mine.csv"), `${report("late-4", 9)}${"x".repeat(500)}`);
  expect((await night(workspace)).states).toEqual([]);
  expect(files(workspace.quarantine)).toEqual(["mine.csv", "mine.csv.reason.json"]);
});

test("a file with a second name is taken, and who writes to the other name changes nothing that was read", async () => {
  const workspace = place.workspace();
  const other = join(workspace.folder, "other name.csv");
  writeFileSync(other, report("late-5"));
  linkSync(other, join(workspace.inbox, "linked.csv"));
  expect((await night(workspace)).states).toEqual(["imported"]);
  appendFileSync(other, "forged");
  const [row] = await rows(
    place.books,
    { path: "text" },
    "select path from report_file where name = 'linked.csv'",
  );
  expect(readFileSync(join(workspace.folder, row?.path ?? ""), "utf8")).toBe(report("late-5"));
  expect(files(workspace.inbox)).toEqual([]);
});

test("files in the archive and in quarantine may be read by their group, and not by others", async () => {
  const workspace = place.workspace();
  for (const [name, text] of [
    ["wide.csv", report("late-6")],
    ["bad.csv", "no report"],
  ] as const)
    writeFileSync(join(workspace.inbox, name), text, { mode: 0o666 });
  await night(workspace);
  const walked = [workspace.archive, workspace.quarantine].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  expect(walked.length).toBeGreaterThan(3);
  const tooOpen = walked.filter((path) => {
    const found = statSync(path);
    return (found.mode & 0o777 & ~(found.isDirectory() ? 0o750 : 0o640)) !== 0;
  });
  expect(tooOpen).toEqual([]);
});

test("one file that cannot be put away is told, and keeps neither the others nor the night back", async () => {
  const workspace = place.workspace();
  writeFileSync(join(workspace.inbox, "stuck.csv"), report("late-7"));
  // where its archive folder should be there is a file
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256").update(report("late-7")).digest("hex");
  mkdirSync(join(workspace.archive, hash.slice(0, 2)), { recursive: true });
  writeFileSync(join(workspace.archive, hash.slice(0, 2), hash), "in the way");
  await expect(night(workspace)).rejects.toThrow("stuck.csv cannot be archived");
  writeFileSync(join(workspace.inbox, "fine.csv"), report("late-7b"));
  expect(await night(workspace)).toEqual({ states: ["imported"], untaken: "stuck.csv" });
});
