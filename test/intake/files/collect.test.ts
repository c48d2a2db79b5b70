import { select } from "../../setup/select.ts";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rows } from "../../../src/books/database.ts";
import { fileById, transitionFile } from "../../../src/books/report-files.ts";
import { clockAt, systemClock } from "../../../src/clock.ts";
import type { Workspace } from "../../../src/config/workspace.ts";
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

function put(workspace: Workspace, name: string, text: string): string {
  const path = join(workspace.inbox, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const options = (workspace: Workspace) => ({ workspace, books: place.books, clock: systemClock });

async function collect(workspace: Workspace, wanted?: Wanted): Promise<Collected> {
  return collectReports(await place.run(), {
    ...options(workspace),
    ...(wanted === undefined ? {} : { wanted }),
  });
}

/** A whole night of the intake: what became of each file. */
async function night(workspace: Workspace): Promise<string[]> {
  const states: string[] = [];
  for (const id of (await collect(workspace)).fileIds)
    states.push((await importFile(id, options(workspace))).state);
  return states;
}

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

test("a night takes what is in the inbox: booked and archived, or refused and in quarantine", async () => {
  const workspace = place.workspace();
  put(workspace, "K123456/settlement.1.csv", sampleReport({ reference: "1" }));
  put(workspace, "bild.png", "\u0089PNG\r\n");
  put(workspace, "empty", "");
  expect((await night(workspace)).sort()).toEqual(["imported", "quarantined", "quarantined"]);
  expect(files(workspace.inbox)).toEqual([]);
  expect(files(workspace.work)).toEqual([]);
  expect(files(workspace.archive)).toEqual(["settlement.1.csv"]);
  expect(files(workspace.quarantine)).toEqual([
    "bild.png",
    "bild.png.reason.json",
    "empty",
    "empty.reason.json",
  ]);
  const reason = JSON.parse(readFileSync(join(workspace.quarantine, "empty.reason.json"), "utf8")) as unknown;
  expect(reason).toMatchObject({ file: "empty", code: "unreadable", reason: "empty_file" });
  const [row] = await rows(
    place.books,
    { path: "text", name: "text" },
    "select f.path, f.name from report_file f join payout p on p.report_file_id = f.id where p.payment_reference = '1'",
  );
  expect(row?.name).toBe("K123456/settlement.1.csv");
  expect(readFileSync(join(workspace.folder, row?.path ?? ""), "utf8")).toBe(
    sampleReport({ reference: "1" }),
  );
  expect(await night(workspace)).toEqual([]);
});

test("the same report under another name is a duplicate, and its copy goes away", async () => {
  const workspace = place.workspace();
  const text = sampleReport({ reference: "2" });
  put(workspace, "a.csv", text);
  expect(await night(workspace)).toEqual(["imported"]);
  put(workspace, "b.csv", text);
  put(workspace, "deeper/a.csv", text);
  expect(await night(workspace)).toEqual(["duplicate", "duplicate"]);
  expect(files(workspace.inbox)).toEqual([]);
  expect(files(workspace.work)).toEqual([]);
  expect(files(workspace.archive)).toEqual(["a.csv"]);
});

test("the same payout in other bytes is archived as well: what was read can always be shown", async () => {
  const workspace = place.workspace();
  const text = sampleReport({ reference: "3" });
  put(workspace, "a.csv", text);
  await night(workspace);
  put(workspace, "b.csv", text.replaceAll("\n", "\r\n"));
  expect(await night(workspace)).toEqual(["duplicate"]);
  expect(files(workspace.archive)).toEqual(["a.csv", "b.csv"]);
});

test("a run takes the folders that are its own, and leaves the others", async () => {
  const workspace = place.workspace();
  for (const [name, reference] of [
    ["M1/x.csv", "4a"],
    ["K1/x.csv", "4b"],
    ["x.csv", "4c"],
  ] as const)
    put(workspace, name, sampleReport({ reference }));
  expect((await collect(workspace, (folder) => folder === "M1")).fileIds).toHaveLength(1);
  expect(files(join(workspace.inbox, "M1"))).toEqual([]);
  expect((await collect(workspace, (folder) => folder !== "M1")).fileIds).toHaveLength(2);
});

test("what is left where it is comes with a warning, and does not keep the others back", async () => {
  const workspace = place.workspace();
  put(workspace, "x.csv/inside.csv", "x");
  symlinkSync("x.csv", join(workspace.inbox, "link.csv"));
  put(workspace, "ok.csv", sampleReport({ reference: "5" }));
  const { fileIds, warnings, skipped } = await collect(workspace);
  expect(fileIds).toHaveLength(1);
  expect(warnings.map(({ name }) => name)).toEqual(["link.csv", "x.csv"]);
  expect(skipped).toEqual([]);
});

test("a claim of another machine is left alone, and told when nobody has fetched it for an hour", async () => {
  const workspace = place.workspace();
  const name = hiddenClaimName("11111111-2222-4333-8444-555555555555");
  put(workspace, name, "x");
  expect((await collect(workspace)).warnings).toEqual([]);
  const later = clockAt(new Date(Date.now() + 61 * 60_000));
  const { warnings, fileIds } = await collectReports(await place.run(), {
    ...options(workspace),
    clock: later,
  });
  expect(fileIds).toEqual([]);
  expect(warnings).toMatchObject([{ name, kind: "stray_claim" }]);
  expect(files(workspace.inbox)).toEqual([name]);
});

test("a file is not taken until it has stood still for the configured time", async () => {
  const workspace = place.workspace("settleSeconds: 5\n");
  put(workspace, "x.csv", sampleReport({ reference: "6" }));
  const clock = clockAt("2024-05-02T03:15:00Z");
  const growing = {
    now: () => clock.now(),
    sleep: async (ms: number) => {
      await clock.sleep(ms);
      put(workspace, "x.csv", `${sampleReport({ reference: "6" })}\n\n`);
    },
  };
  const runId = await place.run();
  const stillWritten = await collectReports(runId, { ...options(workspace), clock: growing });
  expect(stillWritten).toMatchObject({ fileIds: [], stillWritten: ["x.csv"] });
  expect(clock.now()).toEqual(new Date("2024-05-02T03:15:05Z"));
  expect((await collectReports(runId, { ...options(workspace), clock })).fileIds).toHaveLength(1);
});

test("a crash between the books' decision and the move is caught up, for every kind of decision", async () => {
  const workspace = place.workspace();
  const known = sampleReport({ reference: "7" });
  put(workspace, "a.csv", known);
  await night(workspace);
  put(workspace, "known.csv", known);
  put(workspace, "new.csv", sampleReport({ reference: "7b" }));
  put(workspace, "bad.csv", sampleReport({ reference: "7c", off: 1 }));
  const { fileIds } = await collect(workspace);
  for (const fileId of fileIds) {
    const file = await fileById(place.books, fileId);
    const bytes = readFileSync(join(workspace.folder, file?.path ?? ""));
    const source = async function* () {
      await Promise.resolve();
      yield bytes;
    };
    const { settings } = workspace;
    await takeInReport(place.books, {
      fileId,
      runId: 1n,
      source,
      settings,
      merchantFolder: null,
      clock: systemClock,
    });
  }
  expect(files(workspace.work)).toHaveLength(9); // three of a ticket, the sender's file and our copy
  // one crash came later still: the file has been moved, but the row does not say so
  const moved = await fileById(place.books, fileIds.at(-1) ?? 0n);
  await putAway(fileIds.at(-1) ?? 0n, options(workspace));
  await select(place.books, "update report_file set path = :path where id = :id", {
    path: moved?.path,
    id: moved?.id,
  });
  mkdirSync(join(workspace.work, claimIdOf(moved?.path ?? "") ?? ""));
  // by the worker that imported it and by the nights that come, all at the same moment
  await Promise.all([1, 2, 3, 4].map(() => putAwayAll(options(workspace))));
  expect(files(workspace.work)).toEqual([]);
  expect(files(workspace.archive)).toEqual(["a.csv", "new.csv"]);
  expect(files(workspace.quarantine)).toEqual(["bad.csv", "bad.csv.reason.json"]);
});

test("a claimed file that has vanished is a technical error, and its row still says claimed", async () => {
  const workspace = place.workspace();
  put(workspace, "x.csv", sampleReport({ reference: "8" }));
  const [id] = (await collect(workspace)).fileIds;
  const file = await fileById(place.books, id ?? 0n);
  const path = join(workspace.folder, file?.path ?? "");
  renameSync(path, `${path}.away`);
  await expect(importFile(id ?? 0n, options(workspace))).rejects.toThrow("ENOENT");
  expect(await fileById(place.books, id ?? 0n)).toMatchObject({ state: "claimed" });
  renameSync(`${path}.away`, path);
  expect(await importFile(id ?? 0n, options(workspace))).toMatchObject({ state: "imported" });
});

test("a file that was given up is imported when it is claimed again", async () => {
  const workspace = place.workspace();
  put(workspace, "x.csv", sampleReport({ reference: "9" }));
  const [id = 0n] = (await collect(workspace)).fileIds;
  const at = systemClock.now();
  expect(await transitionFile(place.books, id, "claimed", "failed", { at, problem: "disk" })).toBe(true);
  expect(await transitionFile(place.books, id, "claimed", "failed", { at, problem: "disk" })).toBe(false);
  expect(await fileById(place.books, id)).toMatchObject({ state: "failed", problem: "disk" });
  // a failed file is no claim without a row
  expect((await collect(workspace)).fileIds).toEqual([]);
  expect(await importFile(id, options(workspace))).toMatchObject({ state: "failed" });
  expect(await transitionFile(place.books, id, "failed", "claimed", { at })).toBe(true);
  expect(await importFile(id, options(workspace))).toMatchObject({ state: "imported" });
  expect(await fileById(place.books, id)).toMatchObject({
    state: "imported",
    problem: null,
    dialect: { format: "csv" },
  });
});
