/** Enqueues the next steps of runs, after a job has ended or has failed for good. */
import { collectRun } from "../jobs/collect-run.ts";
import { importReport } from "../jobs/import-report.ts";
import { postVoucher } from "../jobs/post-voucher.ts";
import { sendMail } from "../jobs/send-mail.ts";
import { matchRun } from "../jobs/match-run.ts";
import { digestRun } from "../jobs/digest-run.ts";
import { advance, advanceAll, type Step } from "../src/pipeline/advance.ts";
import { recordJobFailure } from "../src/pipeline/failed-job.ts";
import type { ExhaustedJob } from "../src/queue/work.ts";
import type { Enqueue } from "../src/web/desk.ts";
import type { WorkerContext } from "./worker-context.ts";

/** Enqueues the steps; a step enqueued twice is one job. */
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

/**
 * Enqueues steps whose jobs may have been lost. Where many are due and the queue has some of their kind to do, the others are not
 * enqueued again: a night of thousands of reports would ask for all of them every few seconds.
 */
export async function enqueueLost(context: WorkerContext, steps: readonly Step[]): Promise<void> {
  const busy = new Set<Step["kind"]>();
  for (const kind of [importReport, postVoucher]) {
    if (steps.filter((step) => step.kind === kind.name).length < MANY) continue;
    const { waiting, active } = await context.queues.counts(kind);
    if (waiting + active > 0) busy.add(kind.name);
  }
  await enqueueSteps(
    context,
    steps.filter(({ kind }) => !busy.has(kind)),
  );
}

const MANY = 100;

/** Enqueues the next steps of a run. */
export async function enqueueNext(context: WorkerContext, runId: bigint): Promise<void> {
  await enqueueSteps(context, await advance(context.app.books, runId, context.app.clock.now()));
}

/** After a step: enqueues what it made due, in every run that may have waited for it. */
export async function enqueueNextAfter(context: WorkerContext, kind: Step["kind"]): Promise<void> {
  await enqueueSteps(context, await advanceAll(context.app.books, context.app.clock.now(), kind));
}

/** Runs steps now whose jobs may be waiting for their next attempt. */
export async function promoteSteps({ queues }: WorkerContext, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (step.kind === "post-voucher")
      await queues.enqueue(postVoucher, { postingId: step.postingId }, { promote: true });
    if (step.kind === "send-mail") await queues.enqueue(sendMail, { mailId: step.mailId }, { promote: true });
  }
}

/** The same for those who do not know the jobs: the web. */
export function enqueueFor(context: WorkerContext): Enqueue {
  return {
    steps: (steps) => enqueueSteps(context, steps),
    promote: (steps) => promoteSteps(context, steps),
  };
}

/** Records the failed job for `kvitt retry`, queues the e-mail about it, and lets the run continue without it. */
export function onJobFailed(context: WorkerContext): (exhausted: ExhaustedJob) => Promise<void> {
  return async (exhausted) => {
    await enqueueSteps(context, await recordJobFailure(context.app, exhausted));
    await enqueueSteps(context, await advanceAll(context.app.books, context.app.clock.now()));
  };
}
