/** The way out of this room: lines to the sink in batches, the ones that waited when the totals have spoken. */
import type { Finalized } from "./finalize.ts";
import type { Interpretation } from "./interpretation.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { LineSink } from "../report.ts";
import { withEffects, type PayoutAccumulator } from "./accumulator.ts";

/** Lines handed to the sink at once: enough to make a call cheap, few enough to stay small. */
export const BATCH_LINES = 2048;

/** Bytes of the file after which a batch goes on however few its lines are: lines hold on to the text they are cut from. */
const BATCH_BYTES = 4 * 1024 ** 2;

/** Between the pieces of a file: empties the batches when there is enough in them. After a refusal nothing is handed on. */
export function batchFlusher(
  accumulators: readonly PayoutAccumulator[],
  refusals: RefusalList,
  sink: LineSink | null,
): (bytes: number) => Promise<void> {
  let bytesWaiting = 0;
  return async (bytes) => {
    bytesWaiting += bytes;
    if (!sink || refusals.all.length > 0) return;
    let lines = 0;
    for (const { batch } of accumulators) lines += batch.length;
    if (lines < BATCH_LINES && bytesWaiting < BATCH_BYTES) return;
    bytesWaiting = 0;
    await flushBatches(accumulators, sink);
  };
}

/** One call a payout. */
export async function flushBatches(
  accumulators: readonly PayoutAccumulator[],
  sink: LineSink,
): Promise<void> {
  for (const accumulator of accumulators) {
    if (accumulator.batch.length === 0) continue;
    const lines = accumulator.batch;
    accumulator.batch = [];
    await sink(accumulator.index, lines);
  }
}

/** Gives the waiting lines the effect that the proof found. */
export function emitUndecided(
  accumulators: readonly PayoutAccumulator[],
  interpretations: readonly Interpretation[],
): void {
  for (const accumulator of accumulators) {
    const interpretation = interpretations[accumulator.index];
    if (!interpretation) continue;
    for (const line of withEffects(accumulator.undecided, interpretation)) {
      accumulator.effects.add(Number(line.effect));
      accumulator.batch.push(line);
    }
  }
}

/** The lines as handed on, counted on their own, must make what was proven. If not, the fault is ours. */
export function checkEffects(accumulators: readonly PayoutAccumulator[], { payouts }: Finalized): void {
  for (const { index, effects } of accumulators) {
    const payout = payouts.find((one) => one.index === index);
    if (!payout) continue;
    const { vat, feeCorrection, repay, deposit } = payout.adjustments;
    const explained = effects.value + vat + feeCorrection - repay + deposit;
    if (explained !== payout.totals.settlement)
      throw new Error(
        `payout ${payout.paymentReference}: lines make ${explained}, proven is ${payout.totals.settlement}`,
      );
  }
}
