/** Wakes the nights at their time, catches up a missed one once, and sweeps for rows that stand still. */
import { startNight } from "../jobs/start-night.ts";
import { sweep } from "../jobs/sweep.ts";
import { sweepSteps } from "../src/pipeline/advance.ts";
import { beginDueNight, scopes } from "../src/pipeline/schedule.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { enqueueSteps, enqueueNext, onJobFailed, type WorkerContext } from "./shift.ts";

/** How long a lost job may leave a row standing still: a minute. */
const EVERY_MINUTE = "* * * * *";

export async function workScheduler(context: WorkerContext): Promise<void> {
  const { app, queues } = context;
  const { settings } = app.workspace;
  const onExhausted = onJobFailed(context);
  await queues.work(
    startNight,
    async ({ scope }) => {
      const runId = await beginDueNight(app, scope);
      if (runId === null) return ALREADY_DONE;
      await enqueueNext(context, runId);
      return DONE;
    },
    { onExhausted },
  );
  await queues.work(
    sweep,
    async () => {
      await enqueueSteps(context, await sweepSteps(app.books, app.clock.now()));
      return DONE;
    },
    { onExhausted },
  );
  const wanted: string[] = [];
  for (const { scope, at } of scopes(settings)) {
    const [hour = "3", minute = "15"] = at.split(":");
    const id = `night-${scope}`;
    wanted.push(id);
    const pattern = `${Number(minute)} ${Number(hour)} * * *`;
    await queues.schedule(id, { pattern, tz: settings.timeZone }, startNight, { scope });
    // A night that was missed while nothing ran is caught up now, once; the row of that night decides.
    await queues.enqueue(startNight, { scope });
  }
  await queues.unscheduleExcept(startNight, wanted);
  await queues.schedule("sweep", { pattern: EVERY_MINUTE, tz: "UTC" }, sweep, {});
  await enqueueSteps(context, await sweepSteps(app.books, app.clock.now()));
}
