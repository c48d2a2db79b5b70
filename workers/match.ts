/** The match role: matches all open lines of a run and books the result. */
import { matchRun } from "../jobs/match-run.ts";
import { matchStep } from "../src/pipeline/match-step.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { enqueueNextAfter, onJobFailed } from "./enqueue.ts";
import type { WorkerContext } from "./worker-context.ts";

export async function workMatch(context: WorkerContext): Promise<void> {
  const { app, queues } = context;
  await queues.work(
    matchRun,
    async ({ runId }) => {
      const settled = await matchStep(app, BigInt(runId));
      await enqueueNextAfter(context, "match-run");
      return settled ? DONE : ALREADY_DONE;
    },
    { onFailed: onJobFailed(context) },
  );
}
