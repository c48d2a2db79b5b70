/** The scheduler role: starts nightly runs on time, catches up on a missed one once, and sweeps for stalled rows. */
import { startNight } from "../jobs/start-night.ts";
import { sweep } from "../jobs/sweep.ts";
import { sweepSteps } from "../src/pipeline/advance.ts";
import { beginDueNight, scopes } from "../src/pipeline/schedule.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { enqueueLost, enqueueSteps, enqueueNext, onJobFailed } from "./enqueue.ts";
import type { WorkerContext } from "./worker-context.ts";

/**
 * How long a row may wait for a job that was lost. A killed process keeps its job for up to half a minute more, and all of it
 * together has to stay below a minute.
 */
const EVERY_TWENTY_SECONDS = "*/20 * * * * *";
/** Sweeps that fail in a row, three minutes of them, before people are told. */
const FAILED_SWEEPS_TOLD = 9;

export async function workScheduler(context: WorkerContext): Promise<void> {
  const { app, queues } = context;
  const { settings } = app.workspace;
  const onFailed = onJobFailed(context);
  let failedSweeps = 0;
  await queues.work(
    startNight,
    async ({ scope }) => {
      const runId = await beginDueNight(app, scope);
      if (runId === null) return ALREADY_DONE;
      await enqueueNext(context, runId);
      return DONE;
    },
    { onFailed },
  );
  await queues.work(
    sweep,
    async () => {
      await enqueueLost(context, await sweepSteps(app.books, app.clock.now()));
      failedSweeps = 0;
      return DONE;
    },
    {
      // the next one does all that this one had to do: people are told only when none does
      onFailed: async (exhausted) => {
        failedSweeps += 1;
        if (failedSweeps >= FAILED_SWEEPS_TOLD) await onFailed(exhausted);
      },
    },
  );
  const wanted: string[] = [];
  for (const { scope, at } of scopes(settings)) {
    const [hour = "3", minute = "15"] = at.split(":");
    const id = `night-${scope}`;
    wanted.push(id);
    const pattern = `${Number(minute)} ${Number(hour)} * * *`;
    await queues.schedule(id, { pattern, tz: settings.timeZone }, startNight, { scope });
    // catches up on a run that was missed while nothing was running; the run's row makes sure that it happens once
    await queues.enqueue(startNight, { scope });
  }
  await queues.unscheduleExcept(startNight, wanted);
  await queues.schedule("sweep", { pattern: EVERY_TWENTY_SECONDS, tz: "UTC" }, sweep, {});
  await enqueueSteps(context, await sweepSteps(app.books, app.clock.now()));
}
