/**
 * The state machine of a run: which steps are due. Read from the rows each time, after a step, a crash or a lost queue.
 * Enqueueing is idempotent, since a job's id follows from its step.
 */
import { isDigestComposed } from "../books/digest.ts";
import {
  claimedFiles,
  dueMails,
  duePostings,
  promoteRetries,
  transitionRun,
  otherImportsRunning,
  runById,
  unfinishedRuns,
} from "../books/runs.ts";
import type { Handle } from "../books/database.ts";

/** A step that is due; `kind` is the name of its job. */
export type Step =
  | { readonly kind: "collect-run"; readonly runId: string }
  | { readonly kind: "import-report"; readonly fileId: string }
  | { readonly kind: "match-run"; readonly runId: string }
  | { readonly kind: "post-voucher"; readonly postingId: string }
  | { readonly kind: "digest-run"; readonly runId: string }
  | { readonly kind: "send-mail"; readonly mailId: string };

/** Moves the run through every state whose work is done, and returns the steps that are due now. */
export async function advance(db: Handle, runId: bigint, at: Date): Promise<readonly Step[]> {
  for (;;) {
    const run = await runById(db, runId);
    switch (run?.state) {
      case undefined:
      case "done":
      case "failed":
        return [];
      case "collecting":
        return [{ kind: "collect-run", runId: String(runId) }];
      case "importing": {
        const files = await claimedFiles(db, runId);
        if (files.length > 0) return files.map((id) => ({ kind: "import-report", fileId: String(id) }));
        if (run.kind === "nightly" && (await otherImportsRunning(db, runId))) return [];
        await transitionRun(db, runId, "importing", "matching", at);
        break;
      }
      case "matching":
        return [{ kind: "match-run", runId: String(runId) }];
      case "posting": {
        const postings = await duePostings(db, "unfailed");
        if (postings.length > 0) return postings.map(postVoucher);
        await transitionRun(db, runId, "posting", "notifying", at);
        break;
      }
      case "notifying": {
        if (!(await isDigestComposed(db, runId))) return [{ kind: "digest-run", runId: String(runId) }];
        const mails = await dueMails(db, "unfailed");
        if (mails.length > 0) return mails.map(sendMail);
        await transitionRun(db, runId, "notifying", "done", at);
        break;
      }
    }
  }
}

/** The steps due in all unfinished runs: one may have waited for another. */
export async function advanceAll(db: Handle, at: Date): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const { id } of await unfinishedRuns(db)) steps.push(...(await advance(db, id, at)));
  return onceEach(steps);
}

/** Retries deliveries and e-mails that failed before, without waiting for their next attempt: a nightly run begins with it. */
export async function retryUnsent(db: Handle): Promise<readonly Step[]> {
  const { postings, mails } = await promoteRetries(db);
  return [...postings.map(postVoucher), ...mails.map(sendMail)];
}

/** Every step that is due: of unfinished runs, and of deliveries and e-mails whose run has ended. */
export async function sweepSteps(db: Handle, at: Date): Promise<readonly Step[]> {
  const steps = await advanceAll(db, at);
  const loose = [
    ...(await duePostings(db, "all")).map(postVoucher),
    ...(await dueMails(db, "all")).map(sendMail),
  ];
  return onceEach([...steps, ...loose]);
}

function postVoucher(id: bigint): Step {
  return { kind: "post-voucher", postingId: String(id) };
}

function sendMail(id: bigint): Step {
  return { kind: "send-mail", mailId: String(id) };
}

function onceEach(steps: readonly Step[]): readonly Step[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}
