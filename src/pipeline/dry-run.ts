/**
 * `kvitt import --dry-run`: the steps of a run in a transaction that is rolled back. It reports what would happen; nothing is
 * written, and the files stay where they are.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { addRun } from "../books/runs.ts";
import { completedIn } from "../books/completions.ts";
import type { Books, Handle } from "../books/database.ts";
import { rows } from "../books/database.ts";
import {
  deviations,
  payouts,
  vouchers,
  type DeviationView,
  type PayoutView,
  type VoucherView,
} from "../books/views.ts";
import type { CompletedLines } from "../format/completion-texts.ts";
import { hashOf } from "../file-hash.ts";
import { checkGiven } from "../intake/files/given-files.ts";
import { takeInReport } from "../intake/reports/import-report.ts";
import { RULES_VERSION } from "../matching/ladder.ts";
import type { Refusal } from "../reports/report.ts";
import type { AppContext } from "../app.ts";
import { ratesOf } from "./known-rates.ts";
import { match } from "./match.ts";

export interface DryRun {
  readonly files: { readonly imported: number; readonly duplicate: number; readonly quarantined: number };
  readonly payouts: number;
  readonly lines: number;
  readonly matched: number;
  /** Reports of booked payouts with other content: they get a deviation and are never booked. */
  readonly changed: number;
  /** Deviations that would be opened. */
  readonly deviations: number;
  readonly vouchers: number;
  readonly mails: 0;
  readonly dryRun: true;
  readonly outcome: readonly PayoutView[];
  /** Lines of booked payouts that would be completed. */
  readonly completed: readonly CompletedLines[];
  readonly opened: readonly DeviationView[];
  readonly refusals: readonly Refusal[];
}

/** With the vouchers as they would be, of the first payouts. */
export interface ImportPreview extends DryRun {
  readonly planned: readonly VoucherView[];
}

/** More are counted, and not shown. */
const PLANNED_PAYOUTS_MAX = 10;

/** Rolls the transaction back and carries the outcome out of it. */
class RolledBack extends Error {
  readonly outcome: ImportPreview;

  constructor(outcome: ImportPreview) {
    super("a dry run is rolled back");
    this.name = "RolledBack";
    this.outcome = outcome;
  }
}

/** Throws `UserError` for a path that is no file. */
export async function dryRun(app: AppContext, paths: readonly string[]): Promise<DryRun> {
  const { planned: _planned, ...outcome } = await previewImport(app, paths);
  return outcome;
}

/** The same, with the vouchers. Throws `UserError` for a path that is no file. */
export async function previewImport(app: AppContext, paths: readonly string[]): Promise<ImportPreview> {
  for (const path of paths) await checkGiven(path, path);
  const rates = await ratesOf(app);
  try {
    return await app.books.transaction(async (trx) => {
      // a transaction that is opened inside becomes a savepoint of this one
      throw new RolledBack(await rehearse(app, trx as unknown as Books, paths, rates));
    });
  } catch (thrown) {
    if (thrown instanceof RolledBack) return thrown.outcome;
    throw thrown;
  }
}

async function rehearse(
  { workspace, clock }: AppContext,
  books: Books,
  paths: readonly string[],
  rates: Awaited<ReturnType<typeof ratesOf>>,
): Promise<ImportPreview> {
  const at = clock.now();
  const runId =
    (await addRun(books, {
      kind: "import",
      scope: "*",
      night: null,
      at,
      settings: workspace.settings,
      rules: RULES_VERSION,
    })) ?? 0n;
  const states: string[] = [];
  const refusals: Refusal[] = [];
  let lines = 0;
  for (const path of paths) {
    const fileId = await addFile(books, runId, path, at);
    const taken = await takeInReport(books, {
      fileId,
      runId,
      source: () => createReadStream(path, { highWaterMark: 1 << 16 }),
      settings: workspace.settings,
      merchantFolder: null,
      clock,
    });
    states.push(taken.state);
    refusals.push(...taken.refusals);
    lines += taken.lines;
  }
  const matched = await match(books, runId, workspace.settings, at, rates);
  const { payoutNames, deviationIds } = await writtenBy(books, runId);
  const outcome = (await payouts(books)).filter((one) =>
    payoutNames.has(`${one.merchantId}/${one.paymentReference}`),
  );
  const opened = (await deviations(books)).filter(({ id }) => deviationIds.has(id));
  const completed = await completedIn(books, { runId });
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    changed: count("changed"),
    files: { imported: count("imported"), duplicate: count("duplicate"), quarantined: count("quarantined") },
    payouts: matched.payouts,
    lines,
    matched: matched.matched,
    deviations: opened.length,
    vouchers: matched.vouchers,
    mails: 0,
    dryRun: true,
    outcome,
    completed,
    opened,
    refusals,
    planned: await plannedVouchers(books, outcome),
  };
}

async function plannedVouchers(db: Handle, outcome: readonly PayoutView[]): Promise<readonly VoucherView[]> {
  const planned: VoucherView[] = [];
  for (const { merchantId, paymentReference } of outcome.slice(0, PLANNED_PAYOUTS_MAX))
    planned.push(...(await vouchers(db, `${merchantId}/${paymentReference}`)));
  return planned;
}

/** Payouts that the run would book, as "merchant/reference", and the open deviations of the run or its files. */
async function writtenBy(db: Handle, runId: bigint) {
  const booked = await rows(
    db,
    { name: "text" },
    "select merchant_id || '/' || payment_reference as name from payout where run_id = :runId",
    { runId },
  );
  const opened = await rows(
    db,
    { id: "bigint" },
    `select id from deviation
      where state = 'open'
        and (opened_run = :runId or report_file_id in (select id from report_file where run_id = :runId))`,
    { runId },
  );
  return {
    payoutNames: new Set(booked.map(({ name }) => name)),
    deviationIds: new Set(opened.map(({ id }) => Number(id))),
  };
}

async function addFile(db: Handle, runId: bigint, path: string, at: Date): Promise<bigint> {
  const { size } = await stat(path);
  const { sha256 } = await hashOf(path);
  const [added] = await rows(
    db,
    { id: "bigint" },
    `insert into report_file (run_id, name, sha256, size, path, state, found_at)
     values (:runId, :name, :sha256, :size, '', 'claimed', :at) returning id`,
    { runId, name: basename(path), sha256, size, at },
  );
  if (!added) throw new Error(`${path} got no row`);
  return added.id;
}
