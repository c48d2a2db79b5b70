/**
 * The job queue as the rest of the program uses it: enqueue jobs, work them, schedule recurring ones. The books are the
 * source of truth, the queue is not: it may be lost entirely, and the rows in the books tell the sweep what to enqueue again.
 */
import type { JobsOptions } from "bullmq";
import type { z } from "zod";
import type { JobKind } from "../../jobs/job-kind.ts";
import { systemClock, type Clock } from "../clock.ts";
import { isError, messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Backend, BackendName, JobQueue } from "./backend.ts";
import { openBackend } from "./open-backend.ts";
import {
  ensureSchedule,
  removeOtherSchedules,
  schedulesOf,
  type Schedule,
  type Scheduled,
  type CronTimes,
} from "./schedules.ts";
import { backOffOnError } from "./backoff.ts";
import { startWork, type Handler, type RunningWorker, type WorkOptions } from "./work.ts";

const LOCK_MS = 20_000;
const WATCH_SCHEDULES_MS = 60_000;
const CLOSE_MS = 20_000;

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
  /** The same for many jobs, in one round trip. */
  enqueueAll<P extends z.ZodType>(kind: JobKind<P>, payloads: readonly z.input<P>[]): Promise<void>;
  /** Starts a worker for a kind in this process; resolves when it listens. */
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

/** Throws an Error when the queue does not answer. */
export async function openQueues(options: QueuesOptions): Promise<Queues> {
  const backend = openBackend({ ...options, prefix: options.prefix ?? "kvitt" });
  try {
    await backend.prepare();
  } catch (error) {
    await backend.close();
    throw error;
  }
  return new BackendQueues(backend, options);
}

class BackendQueues implements Queues {
  readonly backend: BackendName;
  readonly #backend: Backend;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #lockMs: number;
  readonly #queues = new Map<string, JobQueue>();
  readonly #workers: RunningWorker[] = [];
  readonly #schedules = new Map<string, { kind: string; schedule: Schedule }>();
  readonly #closing = new AbortController();
  readonly #watching: Promise<void>;
  #closed: Promise<void> | undefined;

  constructor(backend: Backend, { log, clock = systemClock, lockMs = LOCK_MS }: QueuesOptions) {
    this.backend = backend.name;
    this.#backend = backend;
    this.#log = log;
    this.#clock = clock;
    this.#lockMs = lockMs;
    this.#watching = this.#watchSchedules();
  }

  async enqueue<P extends z.ZodType>(
    kind: JobKind<P>,
    payload: z.input<P>,
    { delayMs = 0, promote = false }: EnqueueOptions = {},
  ): Promise<void> {
    await this.#recreating(async () => {
      const { name, data, opts } = jobOf(kind, payload);
      const job = await this.#queue(name).add(name, data, { ...opts, delay: delayMs });
      if (promote && delayMs === 0 && (await job.isDelayed())) await job.promote();
    });
  }

  async enqueueAll<P extends z.ZodType>(kind: JobKind<P>, payloads: readonly z.input<P>[]): Promise<void> {
    if (payloads.length === 0) return;
    await this.#recreating(async () => {
      await this.#queue(kind.name).addBulk(payloads.map((payload) => jobOf(kind, payload)));
    });
  }

  async work<P extends z.ZodType>(kind: JobKind<P>, handle: Handler<P>, options: WorkOptions): Promise<void> {
    const [closing, log] = [this.#closing.signal, this.#log];
    const running = startWork(this.#backend, kind, handle, options, { closing, lockMs: this.#lockMs, log });
    this.#workers.push(running);
    backOffOnError({
      worker: running.worker,
      kind: kind.name,
      clock: this.#clock,
      log,
      closing,
      recreate: (error) => this.#recreate(error),
    });
    await running.worker.waitUntilReady();
  }

  async schedule<P extends z.ZodType>(
    id: string,
    times: CronTimes,
    kind: JobKind<P>,
    payload: z.input<P>,
  ): Promise<void> {
    const { name, data, opts } = jobOf(kind, payload);
    const { jobId: _eachTickHasItsOwn, ...options } = opts;
    const schedule = { id, times, name, payload: data, options };
    this.#schedules.set(`${name} ${id}`, { kind: name, schedule });
    await this.#recreating(() => ensureSchedule(this.#queue(name), schedule));
  }

  async unscheduleExcept(kind: JobKind, wanted: readonly string[]): Promise<void> {
    for (const [key, { schedule }] of this.#schedules) {
      if (schedule.name === kind.name && !wanted.includes(schedule.id)) this.#schedules.delete(key);
    }
    await this.#recreating(() => removeOtherSchedules(this.#queue(kind.name), wanted));
  }

  schedules(kind: JobKind): Promise<readonly Scheduled[]> {
    return this.#recreating(() => schedulesOf(this.#queue(kind.name)));
  }

  counts(kind: JobKind): Promise<JobCounts> {
    return this.#recreating(async () => {
      const counts = await this.#queue(kind.name).getJobCounts("waiting", "active", "delayed");
      return {
        waiting: counts["waiting"] ?? 0,
        active: counts["active"] ?? 0,
        delayed: counts["delayed"] ?? 0,
      };
    });
  }

  retrying(kind: JobKind): Promise<readonly Retrying[]> {
    return this.#recreating(async () => {
      const delayed = await this.#queue(kind.name).getDelayed();
      return delayed
        .filter(({ attemptsMade }) => attemptsMade > 0)
        .map(({ id = "", attemptsMade, failedReason = "" }) => ({
          kind: kind.name,
          jobId: id,
          attempts: attemptsMade,
          reason: failedReason,
        }));
    });
  }

  check(): Promise<void> {
    return this.#backend.prepare();
  }

  close(withinMs = CLOSE_MS): Promise<void> {
    return (this.#closed ??= this.#close(withinMs));
  }

  async #close(withinMs: number): Promise<void> {
    this.#closing.abort();
    await this.#watching;
    const ending = Promise.all(this.#workers.map(({ worker }) => worker.close()));
    const ended = new AbortController();
    const inTime = await Promise.race([
      ending.then(() => true),
      this.#clock.sleep(withinMs, ended.signal).then(() => false),
    ]);
    ended.abort();
    if (!inTime) this.#log.warn("running jobs were left to another worker");
    await Promise.all(this.#workers.map(({ failuresRecorded }) => failuresRecorded()));
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    if (inTime) await this.#backend.close();
    else
      this.#backend
        .close()
        .catch((error: unknown) => this.#log.debug({ error: messageOf(error) }, "closing the queue"));
  }

  #queue(kind: string): JobQueue {
    const known = this.#queues.get(kind);
    if (known) return known;
    const made = this.#backend.queue(kind);
    made.on("error", (error) => this.#log.debug({ kind, error: messageOf(error) }, "queue"));
    this.#queues.set(kind, made);
    return made;
  }

  /** Runs `ask`, and once more after recreating a queue that turned out to be lost. */
  async #recreating<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!isError(error) || !this.#backend.isLost(error)) throw error;
      await this.#recreate(error);
      return ask();
    }
  }

  /** Recreates a queue that was dropped, with its schedules; its jobs are enqueued again by the sweep. */
  async #recreate(error: Error): Promise<void> {
    if (!this.#backend.isLost(error)) return;
    await this.#backend.prepare();
    await this.#ensureSchedules();
    this.#log.warn({ backend: this.backend }, "the queue was lost and has been recreated");
  }

  async #ensureSchedules(): Promise<void> {
    for (const { kind, schedule } of this.#schedules.values())
      await ensureSchedule(this.#queue(kind), schedule);
  }

  /** A flushed Redis gives no error, so the schedules are checked periodically. */
  async #watchSchedules(): Promise<void> {
    for (;;) {
      await this.#clock.sleep(WATCH_SCHEDULES_MS, this.#closing.signal);
      if (this.#closing.signal.aborted) return;
      await this.#recreating(() => this.#ensureSchedules()).catch((error: unknown) =>
        this.#log.warn({ error: messageOf(error) }, "the schedules could not be checked"),
      );
    }
  }
}

function jobOf<P extends z.ZodType>(
  kind: JobKind<P>,
  given: z.input<P>,
): { name: string; data: unknown; opts: JobsOptions } {
  const payload = kind.payload.parse(given);
  const jobId = kind.id(payload);
  // BullMQ refuses a ":" (its key separator) and whole numbers (its own ids)
  if (jobId === "" || jobId.includes(":") || /^\d+$/.test(jobId))
    throw new Error(`"${jobId}" cannot be a job's id`);
  return {
    name: kind.name,
    data: payload,
    opts: {
      jobId,
      attempts: kind.retry.attempts,
      backoff: { type: "exponential", delay: kind.retry.firstDelayMs, jitter: 0.2 },
      // an ended job would block enqueueing the same id again; its history is in the books
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 3,
    },
  };
}
