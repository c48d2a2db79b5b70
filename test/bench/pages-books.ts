/** Books with a million lines, taken in, matched, booked and delivered as in a night: one very large payout and many of a thousand lines. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { change, column } from "../../src/books/database.ts";
import type { AppContext } from "../../src/app.ts";
import { deliverDue } from "../../src/pipeline/deliver.ts";
import { importGivenReceivables } from "../../src/pipeline/import-receivables.ts";
import { importStep } from "../../src/pipeline/import-step.ts";
import { importGivenFiles } from "../../src/pipeline/manual-import.ts";
import { match } from "../../src/pipeline/match.ts";
import { openBooks } from "../../src/books/database.ts";
import { dayAfter } from "../../src/config/fiscal-year.ts";
import { writeBulk } from "../simulate/bulk.ts";

const SMALL_LINES = 1_000;
const SMALL_PAYOUTS = 100;
const FIRST_DAY = "2026-03-02";
const DAYS = 270;

/** `lines` in all, in 101 payouts over nine months; ends with the tables counted, as autovacuum would have. */
export async function makeBooks(app: AppContext, url: string, folder: string, lines: number): Promise<void> {
  const files = join(folder, "files");
  mkdirSync(files, { recursive: true });
  const large = lines - SMALL_PAYOUTS * SMALL_LINES;
  if (large <= 0) throw new Error(`more than ${SMALL_PAYOUTS * SMALL_LINES} lines are needed, not ${lines}`);
  const reports: string[] = [];
  const lists: string[] = [];
  for (let index = 0; index <= SMALL_PAYOUTS; index += 1) {
    const paymentReference = String(9_000_000_001 + index);
    const report = join(files, `settlement.${paymentReference}.csv`);
    const receivables = join(files, `receivables.${paymentReference}.csv`);
    const payoutDate = dayAfter(FIRST_DAY, Math.floor((index * DAYS) / SMALL_PAYOUTS));
    const size = index === 0 ? large : SMALL_LINES;
    const from = index === 0 ? 0 : 5_000_000 + index * 10_000;
    const options = { lines: size, receivables: size, paymentReference, payoutDate, from, seed: index + 1 };
    await writeBulk({ report, receivables }, options);
    reports.push(report);
    lists.push(receivables);
  }
  const stage = async (name: string, work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    process.stdout.write(`  ${name.padEnd(32)} ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  };
  const { books, workspace } = app;
  await stage("receivables taken in", () => importGivenReceivables(app, lists));
  const runId = await importGivenFiles(app, reports);
  await stage("reports read and loaded", async () => {
    const ids = await column(books, "bigint", "select id from report_file where run_id = :runId", { runId });
    for (const id of ids) await importStep(app, id, new AbortController().signal);
  });
  await stage("matched and booked", () => match(books, runId, workspace.settings, new Date()));
  await stage("delivered", () => deliverDue(app));
  const owner = openBooks({ url, asOwner: true });
  try {
    await stage("counted", () => change(owner, "vacuum analyze"));
  } finally {
    await owner.destroy();
  }
  rmSync(files, { recursive: true });
  writeFileSync(join(folder, MADE), "");
}

/** Stands in the folder once the books are whole. */
export const MADE = "made";
