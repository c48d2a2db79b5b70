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
  type RunRow,
  type RunState,
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

/**
 * Moves the run through every state whose work is done, and returns the steps that are due now. After a step of the kind
 * `after`, others of that kind are left out: they were enqueued together with it, so that a thousand files do not mean a
 * thousand times a thousand rows; a lost job is enqueued again by the sweep.
 */
export async function advance(
  db: Handle,
  runId: bigint,
  at: Date,
  after?: Step["kind"],
): Promise<readonly Step[]> {
  const run = await runById(db, runId);
  return run === null ? [] : advanceRun(db, run, at, after);
}

/** The steps due in all unfinished runs: one may have waited for another. */
export async function advanceAll(db: Handle, at: Date, after?: Step["kind"]): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const run of await unfinishedRuns(db, waitingAfter(after)))
    steps.push(...(await advanceRun(db, run, at, after)));
  return onceEach(steps);
}

/** What a run may go on waiting for after a step of this kind: then nothing is due in it that was not due before. */
function waitingAfter(after?: Step["kind"]): "imports" | "postings" | null {
  if (after === "import-report") return "imports";
  return after === "post-voucher" ? "postings" : null;
}

async function advanceRun(
  db: Handle,
  { id, kind, state: begun }: RunRow,
  at: Date,
  after?: Step["kind"],
): Promise<readonly Step[]> {
  let state: RunState | undefined = begun;
  const due = (step: Step): readonly Step[] => (step.kind === after ? [] : [step]);
  const runId = String(id);
  for (;;) {
    switch (state) {
      case undefined:
      case "done":
      case "failed":
        return [];
      case "collecting":
        return due({ kind: "collect-run", runId });
      case "importing": {
        const most = after === "import-report" ? 1 : null;
        const files = await claimedFiles(db, id, most);
        if (files.length > 0)
          return files.flatMap((file) => due({ kind: "import-report", fileId: String(file) }));
        if (kind === "nightly" && (await otherImportsRunning(db, id))) return [];
        await transitionRun(db, id, "importing", "matching", at);
        break;
      }
      case "matching":
        return due({ kind: "match-run", runId });
      case "posting": {
        const postings = await duePostings(db, "unfailed", after === "post-voucher" ? 1 : null);
        if (postings.length > 0) return postings.map(postVoucher).flatMap(due);
        await transitionRun(db, id, "posting", "notifying", at);
        break;
      }
      case "notifying": {
        if (!(await isDigestComposed(db, id))) return due({ kind: "digest-run", runId });
        const mails = await dueMails(db, "unfailed", after === "send-mail" ? 1 : null);
        if (mails.length > 0) return mails.map(sendMail).flatMap(due);
        await transitionRun(db, id, "notifying", "done", at);
        break;
      }
    }
    state = (await runById(db, id))?.state;
  }
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
