/** The way out of this room: lines to the sink in batches, the ones that waited when the totals have spoken. */
import type { Conclusion } from "./finalize.ts";
import type { Interpretation } from "./interpretation.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { LineSink } from "../report.ts";
import { decide, type PayoutAccumulator } from "./accumulator.ts";

/** Lines handed to the sink at once: enough to make a call cheap, few enough to stay small. */
export const BATCH_LINES = 2048;

/** Bytes of the file after which a batch goes on however few its lines are: lines hold on to the text they are cut from. */
const BATCH_BYTES = 4 * 1024 ** 2;

/** Between the pieces of a file: empties the batches when there is enough in them. After a refusal nothing is handed on. */
export function batchFlusher(
  tallies: readonly PayoutAccumulator[],
  refusals: RefusalList,
  sink: LineSink | null,
): (bytes: number) => Promise<void> {
  let bytesWaiting = 0;
  return async (bytes) => {
    bytesWaiting += bytes;
    if (!sink || refusals.all.length > 0) return;
    let lines = 0;
    for (const { batch } of tallies) lines += batch.length;
    if (lines < BATCH_LINES && bytesWaiting < BATCH_BYTES) return;
    bytesWaiting = 0;
    await flushBatches(tallies, sink);
  };
}

/** One call a payout. */
export async function flushBatches(tallies: readonly PayoutAccumulator[], sink: LineSink): Promise<void> {
  for (const tally of tallies) {
    if (tally.batch.length === 0) continue;
    const lines = tally.batch;
    tally.batch = [];
    await sink(tally.index, lines);
  }
}

/** Gives the waiting lines the effect that the proof found. */
export function emitBatches(tallies: readonly PayoutAccumulator[], ways: readonly Interpretation[]): void {
  for (const tally of tallies) {
    const way = ways[tally.index];
    if (!way) continue;
    for (const line of decide(tally.undecided, way)) {
      tally.effects.add(Number(line.effect));
      tally.batch.push(line);
    }
  }
}

/** The lines as handed on, counted on their own, must make what was proven. If not, the fault is ours. */
export function checkEffects(tallies: readonly PayoutAccumulator[], { payouts }: Conclusion): void {
  for (const { index, effects } of tallies) {
    const payout = payouts.find((one) => one.index === index);
    if (!payout) continue;
    const { vat, feeCorrection, repay, deposit } = payout.besides;
    const explained = effects.value + vat + feeCorrection - repay + deposit;
    if (explained !== payout.totals.settlement)
      throw new Error(
        `payout ${payout.paymentReference}: lines make ${explained}, proven is ${payout.totals.settlement}`,
      );
  }
}
