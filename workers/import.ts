/** Takes in what the night finds: claims files, reads receivables, and imports one report a job. */
import { collectRun } from "../jobs/collect-run.ts";
import { importReport } from "../jobs/import-report.ts";
import { collect } from "../src/pipeline/collect.ts";
import { importStep } from "../src/pipeline/import-step.ts";
import { DONE } from "../src/queue/outcome.ts";
import { tryAgain } from "../src/pipeline/advance.ts";
import { askAtOnce, goOnAfter, whenExhausted, type Shift } from "./shift.ts";

export async function workImport(shift: Shift): Promise<void> {
  const { house, queues } = shift;
  const onExhausted = whenExhausted(shift);
  await queues.work(
    collectRun,
    async ({ runId }, { signal }) => {
      await askAtOnce(shift, await tryAgain(house.books));
      await collect(house, BigInt(runId), signal);
      await goOnAfter(shift, "collect-run");
      return DONE;
    },
    { onExhausted },
  );
  await queues.work(
    importReport,
    async ({ fileId }, { signal }) => {
      await importStep(house, BigInt(fileId), signal);
      await goOnAfter(shift, "import-report");
      return DONE;
    },
    { onExhausted },
  );
}
