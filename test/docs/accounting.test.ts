import { expect, test } from "@jest/globals";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { claimedFiles, addRun } from "../../src/books/runs.ts";
import { deviations, vouchers } from "../../src/books/views.ts";
import { clockAt } from "../../src/clock.ts";
import type { Language } from "../../src/message.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { collect } from "../../src/pipeline/collect.ts";
import type { AppContext } from "../../src/app.ts";
import { importStep } from "../../src/pipeline/import-step.ts";
import { RULES_VERSION } from "../../src/matching/ladder.ts";
import { matchStep } from "../../src/pipeline/match-step.ts";
import { advance } from "../../src/pipeline/advance.ts";
import { testHouse } from "../web/app-context.ts";
import { blocksOf, partProblem, readPage } from "./page.ts";
import { voucherText } from "./voucher-text.ts";

const PAGES: readonly (readonly [page: string, language: Language])[] = [
  ["docs/bokforing.md", "sv"],
  ["docs/accounting.md", "en"],
];
const DAY_MS = 86_400_000;

/** The steps of a night up to its vouchers, on what lies in the folders. */
async function night(app: AppContext): Promise<void> {
  const { books, clock, workspace } = app;
  const at = clock.now();
  const runId = await addRun(books, {
    kind: "nightly",
    scope: "*",
    night: null,
    at,
    settings: workspace.settings,
    rules: RULES_VERSION,
  });
  if (runId === null) throw new Error("the run was refused");
  const { signal } = new AbortController();
  await collect(app, runId, signal);
  for (const fileId of await claimedFiles(books, runId)) await importStep(app, fileId, signal);
  await advance(books, runId, at);
  expect(await matchStep(app, runId)).toBe(true);
}

test.each(PAGES)("%s (%s): the example is what a night makes of its files", async (name, language) => {
  const page = readPage(name);
  const place = await testHouse();
  try {
    const { folder } = place.app.workspace;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kvitt.config.yaml"), `settleSeconds: 0\nlanguage: ${language}\n`);
    const clock = clockAt("2026-03-11T02:15:00Z");
    const app = { ...place.app, clock, workspace: openWorkspace({ KVITT_HOME: folder }, "/") };

    const [report = ""] = blocksOf(page, "csv report");
    const [first = "", second = ""] = blocksOf(page, "csv receivables");
    const { inbox, receivables } = app.workspace;
    writeFileSync(join(inbox, "settlement.XISA93DJ.csv"), report);
    writeFileSync(join(receivables, "monday.csv"), first);
    await night(app);
    const [payout, ...none] = await vouchers(app.books);
    expect(none).toEqual([]);
    if (!payout) throw new Error("the night made no voucher");
    expect(partProblem(name, "the first night", voucherText(payout, language))).toBe("");
    const open = await deviations(app.books);
    expect(open.map(({ code, line }) => `${code} ${line?.merchantReference1}`)).toEqual([
      "no_receivable 1003",
    ]);

    clock.pass(DAY_MS);
    writeFileSync(join(receivables, "tuesday.csv"), second);
    await night(app);
    const [, late] = await vouchers(app.books);
    if (!late) throw new Error("the second night made no voucher");
    expect(partProblem(name, "the second night", voucherText(late, language))).toBe("");
    expect(await deviations(app.books)).toEqual([]);
  } finally {
    await place.close();
  }
});

test("both pages run the same files", () => {
  const [sv = "", en = ""] = PAGES.map(([name]) => readPage(name));
  for (const kind of ["csv report", "csv receivables"]) {
    expect(blocksOf(sv, kind)).not.toEqual([]);
    expect(blocksOf(sv, kind)).toEqual(blocksOf(en, kind));
  }
});
