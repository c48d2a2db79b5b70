/** Opens the queues on either backend: enqueues and schedules jobs, starts workers, and recreates a queue that was lost. */
import type { JobsOptions } from "bullmq";
import type { z } from "zod";
import type { JobKind } from "../../jobs/job-kind.ts";
import { systemClock, type Clock } from "../clock.ts";
import { isError, messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Backend, BackendName, JobQueue } from "./backend.ts";
import { contentOf, takeOut, tryAllNow, tryNow, type QueueContent } from "./inspect.ts";
import { openBackend } from "./open-backend.ts";
import type { EnqueueOptions, JobCounts, Queues, QueuesOptions, Retrying } from "./queues.ts";
import {
  ensureSchedule,
  removeOtherSchedules,
  schedulesOf,
  type CronTimes,
  type Schedule,
  type Scheduled,
} from "./schedules.ts";
import { SupervisedWorker } from "./supervised-worker.ts";
import { within } from "./within.ts";
import { startWork, type Handler, type WorkOptions } from "./work.ts";

const LOCK_MS = 20_000;
/** A queue that was emptied has no sweep any more: ten seconds, and twenty of the sweep, are well below a minute. */
const WATCH_SCHEDULES_MS = 10_000;
const CLOSE_MS = 20_000;
/** Jobs that are added in one round trip: BullMQ keeps all of them, and what it sends, in memory until it is answered. */
const TOGETHER = 500;
/** How long a queue may take to say goodbye to its server, and to be ready at first use. */
const GOODBYE_MS = 1_500;
const READY_MS = 10_000;
const ANSWER_MS = 15_000;

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
  readonly #queues = new Map<string, Promise<JobQueue>>();
  readonly #workers = new Map<string, SupervisedWorker>();
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
      const queue = await this.#queue(name);
      const job = await this.#answered(queue.add(name, data, { ...opts, delay: delayMs }));
      if (promote && delayMs === 0 && (await job.isDelayed())) await job.promote();
    });
  }

  async enqueueAll<P extends z.ZodType>(kind: JobKind<P>, payloads: readonly z.input<P>[]): Promise<void> {
    if (payloads.length === 0) return;
    await this.#recreating(async () => {
      const queue = await this.#queue(kind.name);
      for (let from = 0; from < payloads.length; from += TOGETHER)
        await this.#answered(
          queue.addBulk(payloads.slice(from, from + TOGETHER).map((payload) => jobOf(kind, payload))),
        );
    });
  }

  async work<P extends z.ZodType>(kind: JobKind<P>, handle: Handler<P>, options: WorkOptions): Promise<void> {
    const [closing, log] = [this.#closing.signal, this.#log];
    // one that was asked for before, when its server was away, has kept trying by itself
    const begun = this.#workers.get(kind.name);
    if (begun !== undefined) return begun.ready();
    const supervised = new SupervisedWorker({
      start: () => startWork(this.#backend, kind, handle, options, { closing, lockMs: this.#lockMs, log }),
      kind: kind.name,
      lockMs: this.#lockMs,
      clock: this.#clock,
      log,
      closing,
      recreate: (error) => this.#recreate(error),
    });
    this.#workers.set(kind.name, supervised);
    await supervised.ready();
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
    await this.#recreating(async () => ensureSchedule(await this.#queue(name), schedule));
  }

  async unscheduleExcept(kind: JobKind, wanted: readonly string[]): Promise<void> {
    for (const [key, { schedule }] of this.#schedules) {
      if (schedule.name === kind.name && !wanted.includes(schedule.id)) this.#schedules.delete(key);
    }
    await this.#recreating(async () => removeOtherSchedules(await this.#queue(kind.name), wanted));
  }

  schedules(kind: JobKind): Promise<readonly Scheduled[]> {
    return this.#recreating(async () => schedulesOf(await this.#queue(kind.name)));
  }

  counts(kind: JobKind): Promise<JobCounts> {
    return this.#recreating(async () => {
      const queue = await this.#queue(kind.name);
      const counts = await queue.getJobCounts("waiting", "active", "delayed");
      return {
        waiting: counts["waiting"] ?? 0,
        active: counts["active"] ?? 0,
        delayed: counts["delayed"] ?? 0,
      };
    });
  }

  retrying(kind: JobKind): Promise<readonly Retrying[]> {
    return this.#recreating(async () => {
      const queue = await this.#queue(kind.name);
      const delayed = await queue.getDelayed();
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

  content(kind: JobKind, each: number): Promise<QueueContent> {
    return this.#recreating(async () => contentOf(await this.#queue(kind.name), each));
  }

  tryNow(kind: JobKind, jobId: string): Promise<boolean> {
    return this.#recreating(async () => tryNow(await this.#queue(kind.name), jobId));
  }

  tryAllNow(kind: JobKind, limit: number): Promise<number> {
    return this.#recreating(async () => tryAllNow(await this.#queue(kind.name), limit));
  }

  takeOut(kind: JobKind, jobId: string): Promise<boolean> {
    return this.#recreating(async () => takeOut(await this.#queue(kind.name), jobId));
  }

  check(): Promise<void> {
    return this.#backend.prepare();
  }

  close(withinMs = CLOSE_MS): Promise<void> {
    return (this.#closed ??= this.#close(withinMs));
  }

  async #close(withinMs: number): Promise<void> {
    this.#closing.abort();
    // a check of the schedules that waits for a silent server is left to itself: it changes nothing that is not changed anyway
    await Promise.all([
      within(this.#clock, GOODBYE_MS, this.#watching),
      ...[...this.#workers.values()].map((worker) => worker.close(withinMs)),
    ]);
    const queues = [...this.#queues.values()].map(async (queue) => (await queue).close());
    await within(this.#clock, GOODBYE_MS, Promise.allSettled(queues));
    await this.#backend
      .close()
      .catch((error: unknown) => this.#log.debug({ error: messageOf(error) }, "closing the queue"));
  }

  /** A queue that could not be made ready is forgotten: BullMQ would answer with that first error for ever. */
  #queue(kind: string): Promise<JobQueue> {
    const known = this.#queues.get(kind);
    if (known !== undefined) return known;
    const made = this.#backend.queue(kind);
    made.on("error", (error) => this.#log.debug({ kind, error: messageOf(error) }, "queue"));
    const ready = this.#readied(made).catch((error: unknown) => {
      this.#queues.delete(kind);
      void within(this.#clock, GOODBYE_MS, made.close()).catch(() => undefined);
      throw error;
    });
    this.#queues.set(kind, ready);
    return ready;
  }

  async #readied(queue: JobQueue): Promise<JobQueue> {
    if (await within(this.#clock, READY_MS, queue.waitUntilReady())) return queue;
    throw new Error("the queue does not answer");
  }

  /**
   * A server that refuses connections may leave a job unanswered for as long as it does. Whoever asks is told; the job may be added
   * later all the same, which is harmless, since its id is its own.
   */
  async #answered<T>(adding: Promise<T>): Promise<T> {
    if (await within(this.#clock, ANSWER_MS, adding)) return adding;
    throw new Error("the queue does not answer");
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
      await ensureSchedule(await this.#queue(kind), schedule);
  }

  /** A flushed Redis gives no error, so the schedules are checked periodically. */
  async #watchSchedules(): Promise<void> {
    for (;;) {
      await this.#clock.sleep(WATCH_SCHEDULES_MS, this.#closing.signal);
      if (this.#closing.signal.aborted) return;
      await this.#recreating(() => this.#ensureSchedules()).catch((error: unknown) => {
        if (this.#closing.signal.aborted) return;
        this.#log.warn({ error: messageOf(error) }, "the schedules could not be checked");
      });
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
