/** A dump is restored that is older than the folders: the archive and the SIE files know of payouts that the books do not have. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { verify } from "../../../src/audit/verify/verify.ts";
import { rows } from "../../../src/books/database.ts";
import { runNight } from "../../simulate/kvitt.ts";
import { makeShop, SIZES } from "../../simulate/shop.ts";
import { copyOf, openWorld, type Copy, type World } from "../world.ts";

const MINUTE = 60_000;
const shop = makeShop("restored", SIZES.small);
let world: World;
let older: Copy;

beforeAll(async () => {
  world = await openWorld(shop.settings);
  const [first, ...later] = shop.nights;
  if (first) await world.night(first);
  await world.rest();
  older = await copyOf(world.url);
  for (const night of later) await world.night(night);
}, 3 * MINUTE);
afterAll(async () => {
  await older.drop();
  await world.close();
});

const REPORTS = `select p.payment_reference as reference, f.path from payout p join report_file f on f.id = p.report_file_id`;
const restored = () => ({ ...world.app, books: older.books });

test("what the restored books lack is named, payout by payout and file by file", async () => {
  const shape = { reference: "text", path: "text" } as const;
  const all = await rows(world.app.books, shape, REPORTS);
  const kept = new Set((await rows(older.books, shape, REPORTS)).map(({ reference }) => reference));
  const lost = all.filter(({ reference }) => !kept.has(reference));
  expect(lost.length).toBeGreaterThan(0);
  expect((await verify(world.app, { all: true })).findings).toEqual([]);
  const { findings } = await verify(restored(), { all: true });
  const named = findings.filter(({ check }) => check === "archive").map(({ subject }) => subject);
  expect(named.sort()).toEqual(lost.map(({ reference }) => `payout ${reference}`).sort());
  const files = findings.filter(({ check }) => check === "deliveries");
  expect(files.length).toBeGreaterThanOrEqual(lost.length);
  expect(files.every(({ subject }) => /^file \S+\.si$/.test(subject))).toBe(true);
});

test("a list of receivables in the archive, and a person's own file beside the SIE files, are no findings", async () => {
  writeFileSync(join(world.app.workspace.sie, "2026-10.si"), "mine");
  expect((await verify(world.app, { all: true })).findings).toEqual([]);
});

test(
  "put into the inbox again, the reports are booked, and no payout is lacking any more",
  async () => {
    const { workspace } = world.app;
    // Kvitt overwrites no SIE file: those that are named are moved away first
    for (const { subject } of (await verify(restored(), { all: true })).findings)
      if (subject.startsWith("file ")) rmSync(join(workspace.sie, subject.slice("file ".length)));
    for (const { path } of await rows(world.app.books, { path: "text" }, REPORTS))
      copyFileSync(join(workspace.folder, path), join(workspace.inbox, basename(path)));
    await runNight(restored());
    const { findings } = await verify(restored(), { all: true });
    expect(findings).toEqual([]);
  },
  MINUTE,
);
