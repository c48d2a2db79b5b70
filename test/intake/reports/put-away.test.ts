import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { addFiles, fileById } from "../../../src/books/report-files.ts";
import { systemClock } from "../../../src/clock.ts";
import { importFile, putAway } from "../../../src/intake/reports/import-file.ts";
import { openPlace, type Place } from "../place.ts";
import { sampleReport } from "../sample.ts";

let place: Place;
beforeAll(async () => (place = await openPlace()));
afterAll(() => place.end());

const NAMES = ["settlement.csv", "copy of settlement.csv", "settlement (1).csv", "settlement (2).csv"];

test("files with the same bytes that are put away at once are kept once in the archive", async () => {
  const [workspace, runId] = [place.workspace(), await place.run()];
  const text = sampleReport({ reference: "7350284101", lines: [{ type: "SALE", amount: "299.00" }] });
  const sha256 = createHash("sha256").update(text).digest("hex");
  const ids = await Promise.all(
    NAMES.map(async (name) => {
      const path = `work/${randomUUID()}/file`;
      mkdirSync(dirname(join(workspace.folder, path)), { recursive: true });
      writeFileSync(join(workspace.folder, path), text);
      const file = { runId, name, sha256, size: text.length, path, foundAt: systemClock.now() };
      const [id] = await addFiles(place.books, [file], () => Promise.resolve(true));
      return id ?? 0n;
    }),
  );
  const options = { workspace, books: place.books, clock: systemClock };
  const taken = await Promise.all(ids.map((id) => importFile(id, options)));
  expect(taken.map(({ state }) => state).sort()).toEqual(["duplicate", "duplicate", "duplicate", "imported"]);

  const archived = readdirSync(workspace.archive, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  expect(archived).toHaveLength(1);
  const paths = await Promise.all(ids.map(async (id) => (await fileById(place.books, id))?.path));
  expect(new Set(paths)).toEqual(new Set([`archive/${sha256.slice(0, 2)}/${sha256}/${archived[0]}`]));
  await putAway(ids[0] ?? 0n, options); // nothing is left to do
});
