/**
 * A report of payouts that are in the books already is read once more, beside the books, where it may complete lines that are
 * not settled: comparing has thrown its lines away, and most files that come again have nothing new to say.
 */
import type { Knex } from "knex";
import {
  beginBeside,
  completeLines,
  endBeside,
  noteCompleted,
  type Completed,
} from "../../books/completions.ts";
import { lockPayout, type StoredPayout } from "../../books/payout-diff.ts";
import { copyLine } from "../../books/take-in.ts";
import { acquireWriteLock } from "../../books/write-lock.ts";
import { readReport } from "../../reports/read.ts";
import type { ByteSource, Dialect, ProvenPayout, ReadOptions } from "../../reports/report.ts";

export interface Completing {
  readonly fileId: bigint;
  readonly source: ByteSource;
  readonly options: ReadOptions;
  readonly dialect: Dialect;
  /** Payouts of the file that it may complete. */
  readonly payouts: readonly { readonly stored: StoredPayout; readonly payout: ProvenPayout }[];
}

/** Null: another file has come between, and this one is to be compared again. Takes the turn. */
export async function completePayouts(
  trx: Knex.Transaction,
  { fileId, source, options, dialect, payouts }: Completing,
): Promise<readonly Completed[] | null> {
  for (const { payout } of payouts) await lockPayout(trx, payout.paymentReference);
  await loadBeside(trx, source, options, new Set(payouts.map(({ payout }) => payout.index)));
  await acquireWriteLock(trx);
  const all: Completed[] = [];
  for (const { stored, payout } of payouts) {
    const completed = await completeLines(trx, stored, { fileId, payout, dialect });
    if (completed === null) return null;
    if (completed.lines + completed.undecided > 0) all.push(completed);
  }
  if (all.length > 0) await noteCompleted(trx, fileId, all);
  return all;
}

async function loadBeside(
  trx: Knex.Transaction,
  source: ByteSource,
  options: ReadOptions,
  wanted: ReadonlySet<number>,
): Promise<void> {
  const copying = await beginBeside(trx);
  try {
    await readReport(source, options, async (index, lines) => {
      if (wanted.has(index)) await copying.write(lines.map((line) => copyLine(String(index), line)).join(""));
    });
    await copying.end();
  } catch (error) {
    await copying.abort();
    throw error;
  }
  await endBeside(trx);
}
