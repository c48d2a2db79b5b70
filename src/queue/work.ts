/**
 * Doing the work of one kind of job, and the one place where our errors meet BullMQ's: what only a person can cure and
 * a payload nobody can read are never tried again; whatever else a handler throws is technical, and is.
 */
import { UnrecoverableError, WaitingError, type Job } from "bullmq";
import type { z } from "zod";
import type { JobKind } from "../../jobs/job-kind.ts";
import { isError, messageOf, UserError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Backend, JobWorker } from "./backend.ts";
import type { Outcome } from "./outcome.ts";

/** How many processes a job may take down with it before it counts as failed. */
const CRASHES_MAX = 4;

export interface Attempt {
  readonly jobId: string;
  /** 1 is the first. */
  readonly number: number;
  readonly of: number;
  /** Aborted when the process shall end: stop at the next safe point and throw; the job goes back to the queue. */
  readonly signal: AbortSignal;
}

/** A job that will not be tried again. */
export interface Exhausted {
  readonly kind: string;
  readonly jobId: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly error: Error;
}

export interface WorkOptions {
  /** How many jobs of the kind this process does at a time; 1 unless told. */
  readonly concurrency?: number;
  /** Called once for each job that has used up its attempts or may have no more. What it throws is logged. */
  onExhausted(exhausted: Exhausted): Promise<void>;
}

export type Handler<P extends z.ZodType> = (payload: z.infer<P>, attempt: Attempt) => Promise<Outcome>;

export interface Working {
  readonly worker: JobWorker;
  /** Resolves when every `onExhausted` under way has ended. */
  settled(): Promise<void>;
}

export function startWork<P extends z.ZodType>(
  backend: Backend,
  kind: JobKind<P>,
  handle: Handler<P>,
  { concurrency = 1, onExhausted }: WorkOptions,
  { closing, lockMs, log }: { closing: AbortSignal; lockMs: number; log: Log },
): Working {
  const telling = new Set<Promise<void>>();
  const worker = backend.worker(
    kind.name,
    async (job, token) => {
      const payload = readPayload(kind, job);
      try {
        return await handle(payload, attemptOf(job, closing));
      } catch (error) {
        if (closing.aborted) {
          await job.moveToWait(token);
          throw new WaitingError();
        }
        throw error instanceof UserError ? neverAgain(error) : error;
      }
    },
    {
      concurrency,
      lockDuration: lockMs,
      lockRenewTime: lockMs / 4,
      stalledInterval: lockMs / 4,
      maxStalledCount: CRASHES_MAX,
      runRetryDelay: 2_000,
    },
  );
  worker.on("failed", (job, error) => {
    if (job === undefined) return log.error({ kind: kind.name, error: messageOf(error) }, "a job was lost");
    const facts = { kind: kind.name, jobId: job.id, attempt: job.attemptsMade, error: messageOf(error) };
    // the event comes after every attempt; only the last one ends the job
    if (job.finishedOn === undefined) return log.warn(facts, "an attempt failed and will be repeated");
    log.error(facts, "a job failed for good");
    const told = onExhausted(exhaustedOf(kind.name, job, error))
      .catch((thrown: unknown) =>
        log.error({ ...facts, error: messageOf(thrown) }, "a failed job could not be recorded"),
      )
      .finally(() => telling.delete(told));
    telling.add(told);
  });
  return {
    worker,
    settled: async () => {
      await Promise.all(telling);
    },
  };
}

function readPayload<P extends z.ZodType>(kind: JobKind<P>, job: Job<unknown>): z.infer<P> {
  const read = kind.payload.safeParse(job.data);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join(".") || "payload"}: ${message}`);
  throw neverAgain(new Error(`unreadable payload: ${problems.join("; ")}`));
}

function neverAgain(cause: Error): UnrecoverableError {
  const error = new UnrecoverableError(cause.message);
  error.cause = cause;
  return error;
}

function attemptOf(job: Job<unknown>, signal: AbortSignal): Attempt {
  return { jobId: job.id ?? "", number: job.attemptsMade + 1, of: job.opts.attempts ?? 1, signal };
}

function exhaustedOf(kind: string, job: Job<unknown>, thrown: Error): Exhausted {
  const error = thrown instanceof UnrecoverableError && isError(thrown.cause) ? thrown.cause : thrown;
  return { kind, jobId: job.id ?? "", payload: job.data, attempts: job.attemptsMade, error };
}
