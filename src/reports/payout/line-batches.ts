/** Sends lines to the sink in batches. Lines whose sign depends on the totals come last. */
import type { Finalized } from "./finalize.ts";
import type { Interpretation } from "./interpretation.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { LineSink } from "../report.ts";
import { withEffects, type PayoutAccumulator } from "./accumulator.ts";

/** Lines sent at once: enough to make a call cheap, few enough to stay small. */
const BATCH_LINES = 2048;

/** Bytes of the file after which a batch is sent however few its lines are: lines keep the text they are cut from alive. */
const BATCH_BYTES = 4 * 1024 ** 2;

/** Called between the pieces of a file: sends the batches when there is enough in them, and nothing after a refusal. */
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

/** Sends what is left after the proof. */
export async function sendRest(
  accumulators: readonly PayoutAccumulator[],
  conclusion: Finalized,
  sink: LineSink,
): Promise<void> {
  emitUndecided(accumulators, conclusion.interpretations);
  await flushBatches(accumulators, sink);
  checkEffects(accumulators, conclusion);
}

/** One call for each payout. */
async function flushBatches(accumulators: readonly PayoutAccumulator[], sink: LineSink): Promise<void> {
  for (const accumulator of accumulators) {
    if (accumulator.batch.length === 0) continue;
    const lines = accumulator.batch;
    accumulator.batch = [];
    await sink(accumulator.index, lines);
  }
}

/** Adds the undecided lines to the batches, with the effect that the proof found. */
function emitUndecided(
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

/** Checks that the lines sent to the sink add up to the proven payout; if not, it is a bug. */
function checkEffects(accumulators: readonly PayoutAccumulator[], { payouts }: Finalized): void {
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
