/** The import role: claims files and imports receivables in one job, then imports one report per job. */
import { collectRun } from "../jobs/collect-run.ts";
import { importReport } from "../jobs/import-report.ts";
import { collect } from "../src/pipeline/collect.ts";
import { importStep } from "../src/pipeline/import-step.ts";
import { DONE } from "../src/queue/outcome.ts";
import { retryUnsent } from "../src/pipeline/advance.ts";
import { promoteSteps, enqueueNextAfter, onJobFailed } from "./enqueue.ts";
import type { WorkerContext } from "./worker-context.ts";

export async function workImport(context: WorkerContext): Promise<void> {
  const { app, queues } = context;
  const onFailed = onJobFailed(context);
  await queues.work(
    collectRun,
    async ({ runId }, { signal }) => {
      await promoteSteps(context, await retryUnsent(app.books));
      await collect(app, BigInt(runId), signal);
      await enqueueNextAfter(context, "collect-run");
      return DONE;
    },
    { onFailed },
  );
  await queues.work(
    importReport,
    async ({ fileId }, { signal }) => {
      await importStep(app, BigInt(fileId), signal);
      await enqueueNextAfter(context, "import-report");
      return DONE;
    },
    { onFailed },
  );
}
