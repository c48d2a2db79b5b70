/**
 * Records a job that has used up its attempts: its row becomes `failed`, where `kvitt retry` finds it, an e-mail is queued,
 * and the run continues with everything else.
 */
import { z } from "zod";
import { failRun, nightOf, runById } from "../books/runs.ts";
import { postingName, recordFailed } from "../books/postings.ts";
import { rows } from "../books/database.ts";
import { messageOf } from "../errors.ts";
import type { Step } from "./advance.ts";
import type { AppContext } from "../app.ts";
import { mailFailure } from "./failure-mail.ts";

const Payload = z.object({
  runId: z.string().optional(),
  fileId: z.string().optional(),
  postingId: z.string().optional(),
  mailId: z.string().optional(),
});

export interface FailedJobRecord {
  readonly kind: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly error: Error;
}

/** Returns the step that sends the e-mail. The caller enqueues what the other runs wait for. */
export async function recordJobFailure(app: AppContext, job: FailedJobRecord): Promise<readonly Step[]> {
  const { books, clock } = app;
  const problem = messageOf(job.error);
  const at = clock.now();
  const ids = Payload.safeParse(job.payload).data ?? {};
  let runId: bigint | null = ids.runId === undefined ? null : BigInt(ids.runId);
  let name: string | null = null;
  let subject = ids.runId === undefined ? job.kind : `run:${ids.runId}`;
  if (ids.fileId !== undefined) {
    const [file] = await rows(
      books,
      { runId: "bigint", name: "text" },
      `update report_file set state = 'failed', problem = :problem, decided_at = :at
        where id = :id and state = 'claimed' returning run_id as "runId", name`,
      { id: ids.fileId, problem, at },
    );
    runId = file?.runId ?? null;
    name = file?.name ?? null;
    subject = `file:${ids.fileId}`;
  } else if (ids.postingId !== undefined) {
    await recordFailed(books, BigInt(ids.postingId), problem);
    name = await postingName(books, BigInt(ids.postingId));
    subject = `posting:${ids.postingId}`;
  } else if (ids.mailId !== undefined) {
    const [mail] = await rows(
      books,
      { kind: "text", subject: "text" },
      `update mail set state = 'failed', problem = :problem where id = :id and state = 'pending'
       returning kind, subject`,
      { id: ids.mailId, problem },
    );
    // No e-mail about an e-mail that could not be sent: the log, `kvitt runs` and `kvitt doctor` show it. Vouchers are not for people
    // who read letters, and go to an address of their own: what is wrong there says nothing of other letters.
    if (mail?.kind !== "vouchers") return [];
    name = mail.subject;
    subject = `mail:${ids.mailId}`;
  } else if (runId !== null) {
    await failRun(books, runId, problem, at);
    name = await nightOf(books, runId);
  }
  const mailId = await mailFailure(app, {
    kind: job.kind,
    subject,
    name,
    problem,
    attempts: job.attempts,
    since: await sinceOf(app, runId, at),
    runId,
  });
  return mailId === null ? [] : [{ kind: "send-mail", mailId: String(mailId) }];
}

/** When the job's run began: close enough to its first attempt. */
async function sinceOf({ books }: AppContext, runId: bigint | null, at: Date): Promise<Date> {
  const run = runId === null ? null : await runById(books, runId);
  return run?.startedAt ?? at;
}
