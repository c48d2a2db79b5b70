/**
 * The job queue as the rest of the program uses it: enqueue jobs, work them, schedule recurring ones. The books are the
 * source of truth, the queue is not: it may be lost entirely, and the rows in the books tell the sweep what to enqueue again.
 */
import type { z } from "zod";
import type { JobKind } from "../../jobs/job-kind.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { BackendName } from "./backend.ts";
import type { CronTimes, Scheduled } from "./schedules.ts";
import type { Handler, WorkOptions } from "./work.ts";

export interface QueuesOptions {
  readonly databaseUrl: string;
  /** With a URL the queue is in this Redis, without one in the database. */
  readonly redisUrl?: string | undefined;
  readonly log: Log;
  readonly clock?: Clock;
  /** Keeps two installations on one Redis apart; "kvitt" by default. */
  readonly prefix?: string;
  /**
   * How long a job stays locked by a process that does not renew the lock; 20 s by default. A job of minutes keeps its lock
   * while its process runs, as it is renewed all the time; that of a killed process is taken over within 1.25 of this.
   */
  readonly lockMs?: number;
}

export interface EnqueueOptions {
  readonly delayMs?: number;
  /** If the same job is delayed already, runs it now. */
  readonly promote?: boolean;
}

/** How many jobs of a kind wait, run, and are delayed (by an option or until their next attempt). */
export type JobCounts = { readonly waiting: number; readonly active: number; readonly delayed: number };

/** A job that failed and will be retried. */
export interface Retrying {
  readonly kind: string;
  readonly jobId: string;
  readonly attempts: number;
  readonly reason: string;
}

export interface Queues {
  readonly backend: BackendName;
  /** Enqueues a job. Idempotent while a job with the same id (`kind.id`) exists; once that has ended, a new one is made. */
  enqueue<P extends z.ZodType>(
    kind: JobKind<P>,
    payload: z.input<P>,
    options?: EnqueueOptions,
  ): Promise<void>;
  /** The same for many jobs, hundreds in a round trip. */
  enqueueAll<P extends z.ZodType>(kind: JobKind<P>, payloads: readonly z.input<P>[]): Promise<void>;
  /**
   * Starts a worker for a kind in this process; resolves when it listens. One whose server did not answer keeps trying by itself:
   * asked for again, it is the same worker, with the handler of the first time.
   */
  work<P extends z.ZodType>(kind: JobKind<P>, handle: Handler<P>, options: WorkOptions): Promise<void>;
  /** Enqueues a job at recurring times, until `unscheduleExcept`. Safe to repeat at each start. */
  schedule<P extends z.ZodType>(
    id: string,
    times: CronTimes,
    kind: JobKind<P>,
    payload: z.input<P>,
  ): Promise<void>;
  /** Removes the schedules of a kind whose ids are no longer wanted. */
  unscheduleExcept(kind: JobKind, wanted: readonly string[]): Promise<void>;
  schedules(kind: JobKind): Promise<readonly Scheduled[]>;
  counts(kind: JobKind): Promise<JobCounts>;
  retrying(kind: JobKind): Promise<readonly Retrying[]>;
  /** Throws an Error that says why when the queue does not answer. */
  check(): Promise<void>;
  /**
   * Takes no more jobs, aborts the handlers' signal, and waits for running jobs: at most `withinMs` (20 s by default). What
   * has not ended by then is taken over by another worker.
   */
  close(withinMs?: number): Promise<void>;
}
