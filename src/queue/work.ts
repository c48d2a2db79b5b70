/**
 * Runs the jobs of one kind, and maps our errors to BullMQ's: a UserError and an invalid payload are not retried; anything
 * else a handler throws is technical, and is retried.
 */
import { UnrecoverableError, WaitingError, type Job } from "bullmq";
import type { z } from "zod";
import type { JobKind } from "../../jobs/job-kind.ts";
import { isError, messageOf, UserError } from "../errors.ts";
import type { Log } from "../log.ts";
import { cleanError } from "../secrets.ts";
import type { Backend, JobWorker } from "./backend.ts";
import type { JobOutcome } from "./outcome.ts";

/** How many times a job may be picked up again after its process died before it counts as failed. */
const CRASHES_MAX = 4;

export interface Attempt {
  readonly jobId: string;
  /** 1 is the first. */
  readonly number: number;
  readonly of: number;
  /** Aborted at shutdown: stop at the next safe point and throw; the job goes back to the queue. */
  readonly signal: AbortSignal;
}

/** A job that will not be retried: its attempts are used up, or its error is permanent. */
export interface ExhaustedJob {
  readonly kind: string;
  readonly jobId: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly error: Error;
}

export interface WorkOptions {
  /** How many jobs of the kind run at a time in this process; 1 by default. */
  readonly concurrency?: number;
  /** Called once for each exhausted job. What it throws is logged. */
  onFailed(exhausted: ExhaustedJob): Promise<void>;
}

export type Handler<P extends z.ZodType> = (payload: z.infer<P>, attempt: Attempt) => Promise<JobOutcome>;

export interface RunningWorker {
  readonly worker: JobWorker;
  /** How many handlers run. */
  busy(): number;
  /** Resolves when no handler runs any more. */
  idle(): Promise<void>;
  /** Gives up the jobs under way: their signal is aborted, and their outcome belongs to whoever takes them over. */
  abandon(): void;
  /** Ends its connections, whatever is under way on them. */
  cut(): Promise<void>;
  /** Resolves when every `onFailed` in progress has ended. */
  failuresRecorded(): Promise<void>;
}

export function startWork<P extends z.ZodType>(
  backend: Backend,
  kind: JobKind<P>,
  handle: Handler<P>,
  { concurrency = 1, onFailed }: WorkOptions,
  { closing, lockMs, log }: { closing: AbortSignal; lockMs: number; log: Log },
): RunningWorker {
  const recording = new Set<Promise<void>>();
  const running = new Set<Promise<unknown>>();
  const abandoned = new AbortController();
  const signal = AbortSignal.any([closing, abandoned.signal]);
  const { worker, cut } = backend.worker(
    kind.name,
    async (job, token) => {
      const payload = readPayload(kind, job);
      const handling = handle(payload, attemptOf(job, signal));
      running.add(handling);
      try {
        return await handling.finally(() => running.delete(handling));
      } catch (error) {
        if (closing.aborted) {
          await job.moveToWait(token);
          throw new WaitingError();
        }
        // the queue keeps its message and its stack
        throw cleanError(error instanceof UserError ? withoutRetry(error) : error);
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
    // the event is emitted after every attempt; `finishedOn` is set only after the last
    if (job.finishedOn === undefined) return log.warn(facts, "an attempt failed and will be retried");
    log.error(facts, "a job failed for good");
    const recorded = onFailed(exhaustedJobOf(kind.name, job, error))
      .catch((thrown: unknown) =>
        log.error({ ...facts, error: messageOf(thrown) }, "a failed job could not be recorded"),
      )
      .finally(() => recording.delete(recorded));
    recording.add(recorded);
  });
  return {
    worker,
    busy: () => running.size,
    idle: async () => {
      await Promise.allSettled(running);
    },
    abandon: () => abandoned.abort(),
    cut,
    failuresRecorded: async () => {
      await Promise.all(recording);
    },
  };
}

function readPayload<P extends z.ZodType>(kind: JobKind<P>, job: Job<unknown>): z.infer<P> {
  const read = kind.payload.safeParse(job.data);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join(".") || "payload"}: ${message}`);
  throw withoutRetry(new Error(`unreadable payload: ${problems.join("; ")}`));
}

function withoutRetry(cause: Error): UnrecoverableError {
  const error = new UnrecoverableError(cause.message);
  error.cause = cause;
  return error;
}

function attemptOf(job: Job<unknown>, signal: AbortSignal): Attempt {
  return { jobId: job.id ?? "", number: job.attemptsMade + 1, of: job.opts.attempts ?? 1, signal };
}

function exhaustedJobOf(kind: string, job: Job<unknown>, thrown: Error): ExhaustedJob {
  const error = thrown instanceof UnrecoverableError && isError(thrown.cause) ? thrown.cause : thrown;
  return { kind, jobId: job.id ?? "", payload: job.data, attempts: job.attemptsMade, error };
}
