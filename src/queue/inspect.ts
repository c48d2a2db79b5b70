/** What is in a queue, for administrators; and one job that is tried now, or taken out. */
import type { Job } from "bullmq";
import type { JobQueue } from "./backend.ts";

export const JOB_STATES = ["failed", "active", "delayed", "waiting"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** A job as an administrator sees it: never its payload. */
export interface QueuedJob {
  readonly id: string;
  readonly state: JobState;
  /** How often it was tried. */
  readonly attempts: number;
  readonly addedAt: Date;
  /** When a delayed one is tried. */
  readonly dueAt: Date | null;
  /** Of the last attempt. */
  readonly error: string | null;
  /** A clock makes it, again and again: it is neither hurried nor taken out. */
  readonly isScheduled: boolean;
}

export interface QueueContent {
  readonly counts: Readonly<Record<JobState, number>>;
  /** The first of each state. */
  readonly jobs: readonly QueuedJob[];
}

export async function contentOf(queue: JobQueue, each: number): Promise<QueueContent> {
  const counts = await queue.getJobCounts(...JOB_STATES);
  const jobs: QueuedJob[] = [];
  for (const state of JOB_STATES) {
    if ((counts[state] ?? 0) === 0) continue;
    // a job that ended meanwhile has no content any more
    const found: readonly (Job | undefined)[] = await queue.getJobs([state], 0, each - 1, true);
    jobs.push(...found.flatMap((job) => (job?.id === undefined ? [] : [shown(job, job.id, state)])));
  }
  const { failed = 0, active = 0, delayed = 0, waiting = 0 } = counts;
  return { counts: { failed, active, delayed, waiting }, jobs };
}

function shown(job: Job, id: string, state: JobState): QueuedJob {
  const { attemptsMade, timestamp, processedOn, delay, failedReason } = job;
  // the delay of a further attempt begins where the last one was, which is told by when it began
  const since = attemptsMade === 0 ? timestamp : (processedOn ?? timestamp);
  return {
    id,
    state,
    attempts: attemptsMade,
    addedAt: new Date(timestamp),
    dueAt: state === "delayed" ? new Date(since + delay) : null,
    error: failedReason ? failedReason : null,
    isScheduled: job.repeatJobKey !== undefined,
  };
}

/** Tries a delayed or failed job now. False: there is none such, or it is not that any more. */
export async function tryNow(queue: JobQueue, id: string): Promise<boolean> {
  const job = await queue.getJob(id);
  if (job === undefined || job.repeatJobKey !== undefined) return false;
  const state = await job.getState();
  if (state === "delayed") await job.promote();
  else if (state === "failed") await job.retry("failed");
  else return false;
  return true;
}

/** Tries all that have failed or wait for their next attempt, at most `limit`. How many. */
export async function tryAllNow(queue: JobQueue, limit: number): Promise<number> {
  let tried = 0;
  for (const job of (await queue.getJobs(["failed", "delayed"], 0, limit - 1, true)) as readonly (
    Job | undefined
  )[]) {
    if (job?.id === undefined || job.attemptsMade === 0) continue;
    if (await tryNow(queue, job.id)) tried += 1;
  }
  return tried;
}

/** Takes out a job that nobody works on. False: there is none such. What the books have due is asked for again by the sweep. */
export async function takeOut(queue: JobQueue, id: string): Promise<boolean> {
  const job = await queue.getJob(id);
  if (job === undefined || job.repeatJobKey !== undefined) return false;
  if ((await job.getState()) === "active") return false;
  await job.remove();
  return true;
}
