/** Matches everything that is open and books what was decided. */
import { settleRun } from "../jobs/match-run.ts";
import { settleStep } from "../src/pipeline/match-step.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { goOnAfter, whenExhausted, type Shift } from "./shift.ts";

export async function workMatch(shift: Shift): Promise<void> {
  const { house, queues } = shift;
  await queues.work(
    settleRun,
    async ({ runId }) => {
      const settled = await settleStep(house, BigInt(runId));
      await goOnAfter(shift, "settle-run");
      return settled ? DONE : ALREADY_DONE;
    },
    { onExhausted: whenExhausted(shift) },
  );
}
