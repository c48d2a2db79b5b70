import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rows } from "../../../src/books/database.ts";
import { fileById, moveFile } from "../../../src/books/report-files.ts";
import { clockAt, systemClock } from "../../../src/clock.ts";
import type { Home } from "../../../src/config/workspace.ts";
import { collectReports, type Collected, type Wanted } from "../../../src/intake/files/collect.ts";
import { importFile, putAway, putAwayAll } from "../../../src/intake/reports/import-file.ts";
import { hiddenClaimName } from "../../../src/intake/files/inbox.ts";
import { takeInReport } from "../../../src/intake/reports/import-report.ts";
import { claimIdOf } from "../../../src/intake/files/claim-manifest.ts";
import { openPlace, type Place } from "../place.ts";
import { sampleReport } from "../sample.ts";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.end());

function put(home: Home, name: string, text: string): string {
  const path = join(home.inbox, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const options = (home: Home) => ({ home, books: place.books, clock: systemClock });

async function collect(home: Home, wanted?: Wanted): Promise<Collected> {
  return collectReports(await place.run(), { ...options(home), ...(wanted === undefined ? {} : { wanted }) });
}

/** A whole night of the intake: what became of each file. */
async function night(home: Home): Promise<string[]> {
  const states: string[] = [];
  for (const id of (await collect(home)).fileIds) states.push((await importFile(id, options(home))).state);
  return states;
}

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

test("a night takes what is in the inbox: booked and archived, or refused and in quarantine", async () => {
  const home = place.home();
  put(home, "K123456/settlement.1.csv", sampleReport({ reference: "1" }));
  put(home, "bild.png", "\u0089PNG\r\n");
  put(home, "empty", "");
  expect((await night(home)).sort()).toEqual(["imported", "quarantined", "quarantined"]);
  expect(files(home.inbox)).toEqual([]);
  expect(files(home.work)).toEqual([]);
  expect(files(home.archive)).toEqual(["settlement.1.csv"]);
  expect(files(home.quarantine)).toEqual(["bild.png", "bild.png.reason.json", "empty", "empty.reason.json"]);
  const reason = JSON.parse(readFileSync(join(home.quarantine, "empty.reason.json"), "utf8")) as unknown;
  expect(reason).toMatchObject({ file: "empty", code: "unreadable", reason: "empty_file" });
  const [row] = await rows<{ path: string; name: string }>(
    place.books,
    "select f.path, f.name from report_file f join payout p on p.report_file_id = f.id where p.payment_reference = '1'",
  );
  expect(row?.name).toBe("K123456/settlement.1.csv");
  expect(readFileSync(join(home.folder, row?.path ?? ""), "utf8")).toBe(sampleReport({ reference: "1" }));
  expect(await night(home)).toEqual([]);
});

test("the same report under another name is a duplicate, and its copy goes away", async () => {
  const home = place.home();
  const text = sampleReport({ reference: "2" });
  put(home, "a.csv", text);
  expect(await night(home)).toEqual(["imported"]);
  put(home, "b.csv", text);
  put(home, "deeper/a.csv", text);
  expect(await night(home)).toEqual(["duplicate", "duplicate"]);
  expect(files(home.inbox)).toEqual([]);
  expect(files(home.work)).toEqual([]);
  expect(files(home.archive)).toEqual(["a.csv"]);
});

test("the same payout in other bytes is archived as well: what was read can always be shown", async () => {
  const home = place.home();
  const text = sampleReport({ reference: "3" });
  put(home, "a.csv", text);
  await night(home);
  put(home, "b.csv", text.replaceAll("\n", "\r\n"));
  expect(await night(home)).toEqual(["duplicate"]);
  expect(files(home.archive)).toEqual(["a.csv", "b.csv"]);
});

test("a run takes the folders that are its own, and leaves the others", async () => {
  const home = place.home();
  for (const [name, reference] of [
    ["M1/x.csv", "4a"],
    ["K1/x.csv", "4b"],
    ["x.csv", "4c"],
  ] as const)
    put(home, name, sampleReport({ reference }));
  expect((await collect(home, (folder) => folder === "M1")).fileIds).toHaveLength(1);
  expect(files(join(home.inbox, "M1"))).toEqual([]);
  expect((await collect(home, (folder) => folder !== "M1")).fileIds).toHaveLength(2);
});

test("what is left where it is comes with a warning, and does not keep the others back", async () => {
  const home = place.home();
  put(home, "x.csv/inside.csv", "x");
  symlinkSync("x.csv", join(home.inbox, "link.csv"));
  put(home, "ok.csv", sampleReport({ reference: "5" }));
  const { fileIds, warnings, untaken } = await collect(home);
  expect(fileIds).toHaveLength(1);
  expect(warnings.map(({ name }) => name)).toEqual(["link.csv", "x.csv"]);
  expect(untaken).toEqual([]);
});

test("a claim of another machine is left alone, and told when nobody has fetched it for an hour", async () => {
  const home = place.home();
  const name = hiddenClaimName("11111111-2222-4333-8444-555555555555");
  put(home, name, "x");
  expect((await collect(home)).warnings).toEqual([]);
  const later = clockAt(new Date(Date.now() + 61 * 60_000));
  const { warnings, fileIds } = await collectReports(await place.run(), { ...options(home), clock: later });
  expect(fileIds).toEqual([]);
  expect(warnings).toMatchObject([{ name, kind: "stray_claim" }]);
  expect(files(home.inbox)).toEqual([name]);
});

test("a file is not taken until it has stood still for the configured time", async () => {
  const home = place.home("settleSeconds: 5\n");
  put(home, "x.csv", sampleReport({ reference: "6" }));
  const clock = clockAt("2024-05-02T03:15:00Z");
  const growing = {
    now: () => clock.now(),
    sleep: async (ms: number) => {
      await clock.sleep(ms);
      put(home, "x.csv", `${sampleReport({ reference: "6" })}\n\n`);
    },
  };
  const runId = await place.run();
  const moving = await collectReports(runId, { ...options(home), clock: growing });
  expect(moving).toMatchObject({ fileIds: [], moving: ["x.csv"] });
  expect(clock.now()).toEqual(new Date("2024-05-02T03:15:05Z"));
  expect((await collectReports(runId, { ...options(home), clock })).fileIds).toHaveLength(1);
});

test("a crash between the books' decision and the move is caught up, for every kind of decision", async () => {
  const home = place.home();
  const known = sampleReport({ reference: "7" });
  put(home, "a.csv", known);
  await night(home);
  put(home, "known.csv", known);
  put(home, "new.csv", sampleReport({ reference: "7b" }));
  put(home, "bad.csv", sampleReport({ reference: "7c", off: 1 }));
  const { fileIds } = await collect(home);
  for (const fileId of fileIds) {
    const file = await fileById(place.books, fileId);
    const bytes = readFileSync(join(home.folder, file?.path ?? ""));
    const source = async function* () {
      await Promise.resolve();
      yield bytes;
    };
    const { settings } = home;
    await takeInReport(place.books, {
      fileId,
      runId: 1n,
      source,
      settings,
      merchantFolder: null,
      clock: systemClock,
    });
  }
  expect(files(home.work)).toHaveLength(6);
  // one crash came later still: the file has been moved, but the row does not say so
  const moved = await fileById(place.books, fileIds.at(-1) ?? 0n);
  await putAway(fileIds.at(-1) ?? 0n, options(home));
  await rows(place.books, "update report_file set path = :path where id = :id", {
    path: moved?.path,
    id: moved?.id,
  });
  mkdirSync(join(home.work, claimIdOf(moved?.path ?? "") ?? ""));
  // by the worker that imported it and by the nights that come, all at the same moment
  await Promise.all([1, 2, 3, 4].map(() => putAwayAll(options(home))));
  expect(files(home.work)).toEqual([]);
  expect(files(home.archive)).toEqual(["a.csv", "new.csv"]);
  expect(files(home.quarantine)).toEqual(["bad.csv", "bad.csv.reason.json"]);
});

test("a claimed file that has vanished is a technical error, and its row still says claimed", async () => {
  const home = place.home();
  put(home, "x.csv", sampleReport({ reference: "8" }));
  const [id] = (await collect(home)).fileIds;
  const file = await fileById(place.books, id ?? 0n);
  const path = join(home.folder, file?.path ?? "");
  renameSync(path, `${path}.away`);
  await expect(importFile(id ?? 0n, options(home))).rejects.toThrow("ENOENT");
  expect(await fileById(place.books, id ?? 0n)).toMatchObject({ state: "claimed" });
  renameSync(`${path}.away`, path);
  expect(await importFile(id ?? 0n, options(home))).toMatchObject({ state: "imported" });
});

test("a file that was given up is imported when it is claimed again", async () => {
  const home = place.home();
  put(home, "x.csv", sampleReport({ reference: "9" }));
  const [id = 0n] = (await collect(home)).fileIds;
  const at = systemClock.now();
  expect(await moveFile(place.books, id, "claimed", "failed", { at, problem: "disk" })).toBe(true);
  expect(await moveFile(place.books, id, "claimed", "failed", { at, problem: "disk" })).toBe(false);
  expect(await fileById(place.books, id)).toMatchObject({ state: "failed", problem: "disk" });
  // a failed file is no claim without a row
  expect((await collect(home)).fileIds).toEqual([]);
  expect(await importFile(id, options(home))).toMatchObject({ state: "failed" });
  expect(await moveFile(place.books, id, "failed", "claimed", { at })).toBe(true);
  expect(await importFile(id, options(home))).toMatchObject({ state: "imported" });
  expect(await fileById(place.books, id)).toMatchObject({
    state: "imported",
    problem: null,
    dialect: { format: "csv" },
  });
});
