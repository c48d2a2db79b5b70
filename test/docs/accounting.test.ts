import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { claimedFiles, addRun } from "../../src/books/runs.ts";
import { deviations, vouchers, type VoucherView } from "../../src/books/views.ts";
import { clockAt } from "../../src/clock.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { collect } from "../../src/pipeline/collect.ts";
import type { AppContext } from "../../src/app.ts";
import { importStep } from "../../src/pipeline/import-step.ts";
import { RULES_VERSION } from "../../src/matching/ladder.ts";
import { matchStep } from "../../src/pipeline/match-step.ts";
import { table } from "../../src/cli/render/table.ts";
import { advance } from "../../src/pipeline/advance.ts";
import { testHouse, type TestHouse } from "../web/app-context.ts";
import { blocksOf, partProblem, readPage } from "./page.ts";

const PAGE = "docs/accounting.md";
let place: TestHouse;
let app: AppContext;
const clock = clockAt("2026-03-11T02:15:00Z");
const DAY_MS = 86_400_000;

beforeAll(async () => {
  place = await testHouse();
  const { folder } = place.app.workspace;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kvitt.config.yaml"), "settleSeconds: 0\nlanguage: en\n");
  app = { ...place.app, clock, workspace: openWorkspace({ KVITT_HOME: folder }, "/") };
});
afterAll(() => place.close());

/** The steps of a night up to its vouchers, on what lies in the folders. */
async function night(): Promise<void> {
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

function voucherText({ series, number, date, text, rows }: VoucherView): string {
  const columns = [
    { title: "account" },
    { title: "debit", align: "right" as const },
    { title: "credit", align: "right" as const },
    { title: "text" },
  ];
  const filled = (amount: string) => (amount === "0.00" ? "" : amount);
  const cells = rows.map((row) => [String(row.account), filled(row.debit), filled(row.credit), row.text]);
  return `\`\`\`text\n${series}${number}  ${date}  ${text}\n\n${table(columns, cells)}\n\`\`\``;
}

test("the example on the page is what a night makes of its files", async () => {
  const page = readPage(PAGE);
  const [report = ""] = blocksOf(page, "csv report");
  const [first = "", second = ""] = blocksOf(page, "csv receivables");
  const { inbox, receivables } = app.workspace;
  writeFileSync(join(inbox, "settlement.XISA93DJ.csv"), report);
  writeFileSync(join(receivables, "monday.csv"), first);
  await night();
  const [payout, ...none] = await vouchers(app.books);
  expect(none).toEqual([]);
  if (!payout) throw new Error("the night made no voucher");
  expect(partProblem(PAGE, "the first night", voucherText(payout))).toBe("");
  const open = await deviations(app.books);
  expect(open.map(({ code, line }) => `${code} ${line?.merchantReference1}`)).toEqual(["no_receivable 1003"]);

  clock.pass(DAY_MS);
  writeFileSync(join(receivables, "tuesday.csv"), second);
  await night();
  const [, late] = await vouchers(app.books);
  if (!late) throw new Error("the second night made no voucher");
  expect(partProblem(PAGE, "the second night", voucherText(late))).toBe("");
  expect(await deviations(app.books)).toEqual([]);
});
