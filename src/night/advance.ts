/**
 * What comes next in a run. Read from the rows each time: a step that ended, a crash, or a lost queue all lead here,
 * and asking for the same job twice is asking once.
 */
import { claimedFiles, dueMails, duePostings, moveRun, runById, unfinishedRuns } from "../books/runs.ts";
import { rows, type Handle } from "../books/database.ts";

/** A step that is due, named like the job that does it. */
export type Step =
  | { readonly kind: "collect-run"; readonly runId: string }
  | { readonly kind: "import-report"; readonly fileId: string }
  | { readonly kind: "settle-run"; readonly runId: string }
  | { readonly kind: "post-voucher"; readonly postingId: string }
  | { readonly kind: "tell-run"; readonly runId: string }
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
        await moveRun(db, runId, "importing", "matching", at);
        break;
      }
      case "matching":
        return [{ kind: "settle-run", runId: String(runId) }];
      case "posting": {
        const postings = await duePostings(db, "untried");
        if (postings.length > 0)
          return postings.map((id) => ({ kind: "post-voucher", postingId: String(id) }));
        await moveRun(db, runId, "posting", "notifying", at);
        break;
      }
      case "notifying": {
        if (!(await isTold(db, runId))) return [{ kind: "tell-run", runId: String(runId) }];
        const mails = await dueMails(db, "untried");
        if (mails.length > 0) return mails.map((id) => ({ kind: "send-mail", mailId: String(id) }));
        await moveRun(db, runId, "notifying", "done", at);
        break;
      }
    }
  }
}

/** Every step that is due anywhere: of runs under way, and of deliveries and mails whose run has ended. */
export async function sweepSteps(db: Handle, at: Date): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const { id } of await unfinishedRuns(db)) steps.push(...(await advance(db, id, at)));
  const asked = new Set(steps.map((step) => JSON.stringify(step)));
  const loose: Step[] = [
    ...(await duePostings(db, "all")).map((id): Step => ({ kind: "post-voucher", postingId: String(id) })),
    ...(await dueMails(db, "all")).map((id): Step => ({ kind: "send-mail", mailId: String(id) })),
  ];
  return [...steps, ...loose.filter((step) => !asked.has(JSON.stringify(step)))];
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
