/**
 * A night without a queue: every step that the rows say is due, one after the other. So the same seed comes to the same points
 * in the same order, and a process that begins here after another was killed is one whose queue has lost everything.
 */
import type { AppContext } from "../../../src/app.ts";
import { advanceAll, sweepSteps, type Step } from "../../../src/pipeline/advance.ts";
import { collect } from "../../../src/pipeline/collect.ts";
import { deliverPosting } from "../../../src/pipeline/deliver.ts";
import { digestStep } from "../../../src/pipeline/digest.ts";
import { importStep } from "../../../src/pipeline/import-step.ts";
import { matchStep } from "../../../src/pipeline/match-step.ts";
import { beginDueNight } from "../../../src/pipeline/schedule.ts";
import { sendMailStep } from "../../../src/pipeline/send-mail.ts";

export async function stepThroughNight(app: AppContext): Promise<void> {
  const { books, clock } = app;
  await beginDueNight(app, "*");
  // what waits for a rate stays due for ever: it is asked for once
  for (const step of await sweepSteps(books, clock.now())) await take(app, step);
  for (;;) {
    const steps = await advanceAll(books, clock.now());
    if (steps.length === 0) return;
    for (const step of steps) await take(app, step);
  }
}

async function take(app: AppContext, step: Step): Promise<void> {
  const { signal } = new AbortController();
  switch (step.kind) {
    case "collect-run":
      return collect(app, BigInt(step.runId), signal);
    case "import-report":
      return importStep(app, BigInt(step.fileId), signal);
    case "match-run":
      await matchStep(app, BigInt(step.runId));
      return;
    case "post-voucher":
      await deliverPosting(app, BigInt(step.postingId), signal);
      return;
    case "digest-run":
      return digestStep(app, BigInt(step.runId));
    case "send-mail":
      await sendMailStep(app, BigInt(step.mailId), signal);
      return;
  }
}
