/**
 * What the workers share: the house, the queue, and two things to do after a job: ask for what is due next, and
 * write down a job that has failed for good.
 */
import { collectRun } from "../jobs/collect-run.ts";
import { importReport } from "../jobs/import-report.ts";
import { postVoucher } from "../jobs/post-voucher.ts";
import { sendMail } from "../jobs/send-mail.ts";
import { settleRun } from "../jobs/match-run.ts";
import { tellRun } from "../jobs/digest-run.ts";
import { advance, advanceAll, type Step } from "../src/pipeline/advance.ts";
import { recordExhausted } from "../src/pipeline/failed-job.ts";
import type { House } from "../src/app.ts";
import type { Queues } from "../src/queue/queues.ts";
import type { Exhausted } from "../src/queue/work.ts";

export interface Shift {
  readonly house: House;
  readonly queues: Queues;
}

/** Asks for the steps; the same step asked for twice is one job. */
export async function ask({ queues }: Shift, steps: readonly Step[]): Promise<void> {
  const runsTo = (kind: "collect-run" | "settle-run" | "tell-run") =>
    steps.flatMap((step) => (step.kind === kind ? [{ runId: step.runId }] : []));
  await queues.enqueueAll(collectRun, runsTo("collect-run"));
  await queues.enqueueAll(
    importReport,
    steps.flatMap((step) => (step.kind === "import-report" ? [{ fileId: step.fileId }] : [])),
  );
  await queues.enqueueAll(settleRun, runsTo("settle-run"));
  await queues.enqueueAll(
    postVoucher,
    steps.flatMap((step) => (step.kind === "post-voucher" ? [{ postingId: step.postingId }] : [])),
  );
  await queues.enqueueAll(tellRun, runsTo("tell-run"));
  await queues.enqueueAll(
    sendMail,
    steps.flatMap((step) => (step.kind === "send-mail" ? [{ mailId: step.mailId }] : [])),
  );
}

/** Asks for what a run needs next. */
export async function goOn(shift: Shift, runId: bigint): Promise<void> {
  await ask(shift, await advance(shift.house.books, runId, shift.house.clock.now()));
}

/**
 * After a step: asks for what comes next, in every run that may have waited for it. The others of the same kind have been
 * asked for with it, and are not asked for again after each of a thousand; what is lost is the sweep's.
 */
export async function goOnAfter(shift: Shift, kind: Step["kind"]): Promise<void> {
  const steps = await advanceAll(shift.house.books, shift.house.clock.now());
  await ask(
    shift,
    steps.filter((step) => step.kind !== kind),
  );
}

/** Asks for steps whose jobs may be waiting for a later attempt: now. */
export async function askAtOnce({ queues }: Shift, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (step.kind === "post-voucher")
      await queues.enqueue(postVoucher, { postingId: step.postingId }, { hurry: true });
    if (step.kind === "send-mail") await queues.enqueue(sendMail, { mailId: step.mailId }, { hurry: true });
  }
}

/** Writes the failure down where `kvitt retry` finds it, mails about it, and lets the run go on without it. */
export function whenExhausted(shift: Shift): (exhausted: Exhausted) => Promise<void> {
  return async (exhausted) => {
    await ask(shift, await recordExhausted(shift.house, exhausted));
    await ask(shift, await advanceAll(shift.house.books, shift.house.clock.now()));
  };
}
