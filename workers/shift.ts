/**
 * What the workers share: the house, the queue, and two things to do after a job: ask for what is due next, and
 * write down a job that has failed for good.
 */
import { collectRun } from "../jobs/collect-run.ts";
import { importReport } from "../jobs/import-report.ts";
import { postVoucher } from "../jobs/post-voucher.ts";
import { sendMail } from "../jobs/send-mail.ts";
import { matchRun } from "../jobs/match-run.ts";
import { digestRun } from "../jobs/digest-run.ts";
import { advance, advanceAll, type Step } from "../src/pipeline/advance.ts";
import { recordJobFailure } from "../src/pipeline/failed-job.ts";
import type { AppContext } from "../src/app.ts";
import type { Queues } from "../src/queue/queues.ts";
import type { Exhausted } from "../src/queue/work.ts";

export interface WorkerContext {
  readonly app: AppContext;
  readonly queues: Queues;
}

/** Asks for the steps; the same step asked for twice is one job. */
export async function enqueueSteps({ queues }: WorkerContext, steps: readonly Step[]): Promise<void> {
  const runsTo = (kind: "collect-run" | "match-run" | "digest-run") =>
    steps.flatMap((step) => (step.kind === kind ? [{ runId: step.runId }] : []));
  await queues.enqueueAll(collectRun, runsTo("collect-run"));
  await queues.enqueueAll(
    importReport,
    steps.flatMap((step) => (step.kind === "import-report" ? [{ fileId: step.fileId }] : [])),
  );
  await queues.enqueueAll(matchRun, runsTo("match-run"));
  await queues.enqueueAll(
    postVoucher,
    steps.flatMap((step) => (step.kind === "post-voucher" ? [{ postingId: step.postingId }] : [])),
  );
  await queues.enqueueAll(digestRun, runsTo("digest-run"));
  await queues.enqueueAll(
    sendMail,
    steps.flatMap((step) => (step.kind === "send-mail" ? [{ mailId: step.mailId }] : [])),
  );
}

/** Asks for what a run needs next. */
export async function enqueueNext(context: WorkerContext, runId: bigint): Promise<void> {
  await enqueueSteps(context, await advance(context.app.books, runId, context.app.clock.now()));
}

/**
 * After a step: asks for what comes next, in every run that may have waited for it. The others of the same kind have been
 * asked for with it, and are not asked for again after each of a thousand; what is lost is the sweep's.
 */
export async function enqueueNextAfter(context: WorkerContext, kind: Step["kind"]): Promise<void> {
  const steps = await advanceAll(context.app.books, context.app.clock.now());
  await enqueueSteps(
    context,
    steps.filter((step) => step.kind !== kind),
  );
}

/** Asks for steps whose jobs may be waiting for a later attempt: now. */
export async function promoteSteps({ queues }: WorkerContext, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (step.kind === "post-voucher")
      await queues.enqueue(postVoucher, { postingId: step.postingId }, { hurry: true });
    if (step.kind === "send-mail") await queues.enqueue(sendMail, { mailId: step.mailId }, { hurry: true });
  }
}

/** Writes the failure down where `kvitt retry` finds it, mails about it, and lets the run go on without it. */
export function onJobFailed(context: WorkerContext): (exhausted: Exhausted) => Promise<void> {
  return async (exhausted) => {
    await enqueueSteps(context, await recordJobFailure(context.app, exhausted));
    await enqueueSteps(context, await advanceAll(context.app.books, context.app.clock.now()));
  };
}
