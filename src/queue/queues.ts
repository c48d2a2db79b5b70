/**
 * The queue as the house sees it: ask for work, do work, have work come round by the clock. It is an alarm clock and
 * never the truth: it may be lost whole, and the rows in the books say what to ask for again.
 */
import type { JobsOptions } from "bullmq";
import type { z } from "zod";
import type { JobKind } from "../../jobs/job-kind.ts";
import { systemClock, type Clock } from "../clock.ts";
import { isError, messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import type { BackendName, JobQueue } from "./backend.ts";
import { openBackend } from "./open-backend.ts";
import {
  ensureSchedule,
  removeOtherSchedules,
  schedulesOf,
  type Schedule,
  type Scheduled,
  type Times,
} from "./schedules.ts";
import { backOffOnError } from "./backoff.ts";
import { startWork, type Handler, type Working, type WorkOptions } from "./work.ts";

const LOCK_MS = 20_000;
const WATCH_SCHEDULES_MS = 60_000;
const CLOSE_MS = 20_000;

export interface QueuesOptions {
  readonly databaseUrl: string;
  /** Given: the queue lives in this Redis; else in the database. */
  readonly redisUrl?: string | undefined;
  readonly log: Log;
  readonly clock?: Clock;
  /** Sets two installations on one Redis apart; "kvitt" unless told. */
  readonly prefix?: string;
  /**
   * How long a job stays with a process that gives no sign of life; 20 s unless told. A job of minutes keeps its lock
   * while its process turns, as it is renewed all the time; that of a killed process is taken over within 1.25 of this.
   */
  readonly lockMs?: number;
}

export interface AskOptions {
  readonly delayMs?: number;
  /** If the same work is there already and waits for its time, its time is now. */
  readonly hurry?: boolean;
}

/** How many jobs of a kind wait, are being done, and wait for a time (a delay or a next attempt). */
export type Counts = { readonly waiting: number; readonly active: number; readonly delayed: number };

/** A job that failed and will be tried again. */
export interface Retrying {
  readonly kind: string;
  readonly jobId: string;
  readonly attempts: number;
  readonly reason: string;
}

export interface Queues {
  readonly backend: BackendName;
  /** Asks for work. While the same work (by `kind.id`) is there, this does nothing; when it has ended, it asks anew. */
  enqueue<P extends z.ZodType>(kind: JobKind<P>, payload: z.input<P>, options?: AskOptions): Promise<void>;
  /** The same for many at once, in one round trip. */
  enqueueAll<P extends z.ZodType>(kind: JobKind<P>, payloads: readonly z.input<P>[]): Promise<void>;
  /** Begins to do the work of a kind in this process; resolves when it listens. */
  work<P extends z.ZodType>(kind: JobKind<P>, handle: Handler<P>, options: WorkOptions): Promise<void>;
  /** Has work asked for by the clock, until told otherwise. Safe to repeat at each start. */
  schedule<P extends z.ZodType>(
    id: string,
    times: Times,
    kind: JobKind<P>,
    payload: z.input<P>,
  ): Promise<void>;
  /** Removes the schedules of a kind whose ids are no longer wanted. */
  unscheduleExcept(kind: JobKind, wanted: readonly string[]): Promise<void>;
  schedules(kind: JobKind): Promise<readonly Scheduled[]>;
  counts(kind: JobKind): Promise<Counts>;
  retrying(kind: JobKind): Promise<readonly Retrying[]>;
  /** Throws, with a sentence on why, when the queue does not answer. */
  check(): Promise<void>;
  /**
   * Takes no more work, tells handlers through their signal, and waits for what is being done: at most `withinMs`
   * (20 s unless told). What has not ended by then is found and done again by another worker.
   */
  close(withinMs?: number): Promise<void>;
}

/** Throws an Error when the queue does not answer. */
export async function openQueues(options: QueuesOptions): Promise<Queues> {
  const { log, clock = systemClock, prefix = "kvitt", lockMs = LOCK_MS } = options;
  const backend = openBackend({ ...options, prefix });
  const queues = new Map<string, JobQueue>();
  const workings: Working[] = [];
  const schedules = new Map<string, { kind: string; schedule: Schedule }>();
  const closing = new AbortController();
  try {
    await backend.prepare();
  } catch (error) {
    await backend.close();
    throw error;
  }

  const queueOf = ({ name }: { name: string }): JobQueue => {
    const known = queues.get(name);
    if (known) return known;
    const made = backend.queue(name);
    made.on("error", (error) => log.debug({ kind: name, error: messageOf(error) }, "queue"));
    queues.set(name, made);
    return made;
  };

  /** A queue that was dropped is made again, with its schedules; its jobs are the sweep's to ask for. */
  const recreate = async (error: Error): Promise<void> => {
    if (!backend.isLost(error)) return;
    await backend.prepare();
    await ensureSchedules();
    log.warn({ backend: backend.name }, "the queue was lost and has been made again");
  };
  const ensureSchedules = async (): Promise<void> => {
    for (const { kind, schedule } of schedules.values())
      await ensureSchedule(queueOf({ name: kind }), schedule);
  };
  const recreating = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      if (!isError(error) || !backend.isLost(error)) throw error;
      await recreate(error);
      return ask();
    }
  };

  const watching = watch(clock, closing.signal, () => recreating(ensureSchedules), log);
  let closed: Promise<void> | undefined;
  const closeAll = async (withinMs: number): Promise<void> => {
    closing.abort();
    await watching;
    const ending = Promise.all(workings.map(({ worker }) => worker.close()));
    const ended = new AbortController();
    const inTime = await Promise.race([
      ending.then(() => true),
      clock.sleep(withinMs, ended.signal).then(() => false),
    ]);
    ended.abort();
    if (!inTime) log.warn("work under way was left to another worker");
    await Promise.all(workings.map(({ settled }) => settled()));
    await Promise.all([...queues.values()].map((queue) => queue.close()));
    if (inTime) await backend.close();
    else
      backend.close().catch((error: unknown) => log.debug({ error: messageOf(error) }, "closing the queue"));
  };

  return {
    backend: backend.name,
    enqueue: (kind, payload, { delayMs = 0, hurry = false } = {}) =>
      recreating(async () => {
        const queue = queueOf(kind);
        const { name, data, opts } = jobOf(kind, payload);
        const job = await queue.add(name, data, { ...opts, delay: delayMs });
        if (hurry && delayMs === 0 && (await job.isDelayed())) await job.promote();
      }),
    enqueueAll: (kind, payloads) =>
      recreating(async () => {
        if (payloads.length > 0) await queueOf(kind).addBulk(payloads.map((payload) => jobOf(kind, payload)));
      }),
    work: async (kind, handle, workOptions) => {
      const working = startWork(backend, kind, handle, workOptions, {
        closing: closing.signal,
        lockMs,
        log,
      });
      workings.push(working);
      backOffOnError({
        worker: working.worker,
        kind: kind.name,
        clock,
        log,
        closing: closing.signal,
        recreate,
      });
      await working.worker.waitUntilReady();
    },
    schedule: async (id, times, kind, payload) => {
      const { name, data, opts } = jobOf(kind, payload);
      const { jobId: _eachTickHasItsOwn, ...options } = opts;
      const schedule = { id, times, name, payload: data, options };
      schedules.set(`${kind.name} ${id}`, { kind: kind.name, schedule });
      await recreating(() => ensureSchedule(queueOf(kind), schedule));
    },
    unscheduleExcept: async (kind, wanted) => {
      for (const [key, { schedule }] of schedules) {
        if (schedule.name === kind.name && !wanted.includes(schedule.id)) schedules.delete(key);
      }
      await recreating(() => removeOtherSchedules(queueOf(kind), wanted));
    },
    schedules: (kind) => recreating(() => schedulesOf(queueOf(kind))),
    counts: (kind) =>
      recreating(async () => {
        const {
          waiting = 0,
          active = 0,
          delayed = 0,
        } = await queueOf(kind).getJobCounts("waiting", "active", "delayed");
        return { waiting, active, delayed };
      }),
    retrying: (kind) =>
      recreating(async () => {
        const delayed = await queueOf(kind).getDelayed();
        return delayed
          .filter(({ attemptsMade }) => attemptsMade > 0)
          .map(({ id = "", attemptsMade, failedReason = "" }) => ({
            kind: kind.name,
            jobId: id,
            attempts: attemptsMade,
            reason: failedReason,
          }));
      }),
    check: () => backend.prepare(),
    close: (withinMs = CLOSE_MS) => (closed ??= closeAll(withinMs)),
  };
}

function jobOf<P extends z.ZodType>(
  kind: JobKind<P>,
  given: z.input<P>,
): { name: string; data: unknown; opts: JobsOptions } {
  const payload = kind.payload.parse(given);
  const jobId = kind.id(payload);
  // BullMQ takes the one for a path and the other for a number of its own
  if (jobId === "" || jobId.includes(":") || /^\d+$/.test(jobId))
    throw new Error(`"${jobId}" cannot be a job's id`);
  return {
    name: kind.name,
    data: payload,
    opts: {
      jobId,
      attempts: kind.retry.attempts,
      backoff: { type: "exponential", delay: kind.retry.firstDelayMs, jitter: 0.2 },
      // what has ended must not stand in the way of asking for it again; its history is in the books
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 3,
    },
  };
}

/** A flushed Redis says nothing when asked; so schedules are looked after now and then. */
async function watch(clock: Clock, closing: AbortSignal, look: () => Promise<void>, log: Log): Promise<void> {
  for (;;) {
    await clock.sleep(WATCH_SCHEDULES_MS, closing);
    if (closing.aborted) return;
    await look().catch((error: unknown) =>
      log.warn({ error: messageOf(error) }, "schedules could not be looked after"),
    );
  }
}
