/** The import role: claims files and imports receivables in one job, then imports one report per job. */
import { collectRun } from "../jobs/collect-run.ts";
import { importReport } from "../jobs/import-report.ts";
import { collect } from "../src/pipeline/collect.ts";
import { importStep } from "../src/pipeline/import-step.ts";
import { DONE } from "../src/queue/outcome.ts";
import { retryUnsent } from "../src/pipeline/advance.ts";
import { promoteSteps, enqueueNextAfter, onJobFailed } from "./enqueue.ts";
import type { WorkerContext } from "./worker-context.ts";

/**
 * Reports that are imported at once. One alone waits for the disk and the database by turns; more than the machine has cores for
 * would only wait for each other, as each ends under the write lock.
 */
const AT_ONCE = 3;

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
    { concurrency: AT_ONCE, onFailed },
  );
}
