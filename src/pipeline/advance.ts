/**
 * What comes next in a run. Read from the rows each time: a step that ended, a crash, or a lost queue all lead here,
 * and asking for the same job twice is asking once.
 */
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
import { rows, type Handle } from "../books/database.ts";

/** A step that is due, named like the job that does it. */
export type Step =
  | { readonly kind: "collect-run"; readonly runId: string }
  | { readonly kind: "import-report"; readonly fileId: string }
  | { readonly kind: "match-run"; readonly runId: string }
  | { readonly kind: "post-voucher"; readonly postingId: string }
  | { readonly kind: "digest-run"; readonly runId: string }
  | { readonly kind: "send-mail"; readonly mailId: string };

/** Moves the run past every step that is done, and returns the steps that are due now. */
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
        if (!(await isTold(db, runId))) return [{ kind: "digest-run", runId: String(runId) }];
        const mails = await dueMails(db, "unfailed");
        if (mails.length > 0) return mails.map(sendMail);
        await transitionRun(db, runId, "notifying", "done", at);
        break;
      }
    }
  }
}

/** What comes next in every run under way: one may have waited for another. */
export async function advanceAll(db: Handle, at: Date): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const { id } of await unfinishedRuns(db)) steps.push(...(await advance(db, id, at)));
  return onceEach(steps);
}

/** Deliveries and mails that failed before: a night tries them again, whenever their next attempt was to be. */
export async function tryAgain(db: Handle): Promise<readonly Step[]> {
  const { postings, mails } = await promoteRetries(db);
  return [...postings.map(postVoucher), ...mails.map(sendMail)];
}

/** Every step that is due anywhere: of runs under way, and of deliveries and mails whose run has ended. */
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

/** A run has been told of when its digest is written down, or when it was found to have nothing to tell. */
async function isTold(db: Handle, runId: bigint): Promise<boolean> {
  const [found] = await rows<{ told: boolean }>(
    db,
    "select coalesce((result ->> 'told')::boolean, false) as told from run where id = :runId",
    { runId },
  );
  return found?.told ?? false;
}
