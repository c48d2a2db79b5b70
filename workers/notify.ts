/** The notify role: composes the digest of a run, and sends composed e-mails. */
import { sendMail } from "../jobs/send-mail.ts";
import { digestRun } from "../jobs/digest-run.ts";
import { sendMailStep } from "../src/pipeline/send-mail.ts";
import { digestStep } from "../src/pipeline/digest.ts";
import { ALREADY_DONE, DONE } from "../src/queue/outcome.ts";
import { enqueueNextAfter, onJobFailed } from "./enqueue.ts";
import type { WorkerContext } from "./worker-context.ts";

export async function workNotify(context: WorkerContext): Promise<void> {
  const { app, queues } = context;
  const onFailed = onJobFailed(context);
  await queues.work(
    digestRun,
    async ({ runId }) => {
      await digestStep(app, BigInt(runId));
      await enqueueNextAfter(context, "digest-run");
      return DONE;
    },
    { onFailed },
  );
  await queues.work(
    sendMail,
    async ({ mailId }, { signal }) => {
      try {
        return (await sendMailStep(app, BigInt(mailId), signal)) ? DONE : ALREADY_DONE;
      } finally {
        await enqueueNextAfter(context, "send-mail");
      }
    },
    { onFailed },
  );
}
