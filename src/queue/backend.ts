/** What the two queue backends, PostgreSQL and Redis, have in common. The rest of the program does not see BullMQ. */
import type { Processor, Queue, Worker, WorkerListener, WorkerOptions } from "bullmq";
import type { Log } from "../log.ts";

export type BackendName = "postgres" | "redis";

export type JobQueue = Pick<
  Queue<unknown, unknown, string>,
  | "add"
  | "addBulk"
  | "close"
  | "getDelayed"
  | "getJob"
  | "getJobCounts"
  | "getJobScheduler"
  | "getJobs"
  | "getJobSchedulers"
  | "removeJobScheduler"
  | "upsertJobScheduler"
  | "waitUntilReady"
> & { on(event: "error", listener: (error: Error) => void): unknown };

type WorkerEvents = Pick<
  WorkerListener<unknown, unknown, string>,
  "active" | "error" | "failed" | "locksRenewed"
>;
export type JobWorker = Pick<
  Worker<unknown, unknown, string>,
  "close" | "pause" | "resume" | "waitUntilReady"
> & {
  on<E extends keyof WorkerEvents>(event: E, listener: WorkerEvents[E]): unknown;
};
export type JobProcessor = Processor<unknown, unknown, string>;
export type WorkerSettings = Omit<WorkerOptions, "connection" | "prefix">;

/** A worker with connections of its own. */
export interface OpenWorker {
  readonly worker: JobWorker;
  /** Ends its connections, whatever is under way on them. Safe to repeat. */
  cut(): Promise<void>;
}

export interface Backend {
  readonly name: BackendName;
  queue(kind: string): JobQueue;
  worker(kind: string, processor: JobProcessor, settings: WorkerSettings): OpenWorker;
  /** Makes the backend ready for use, or throws an Error that says why it cannot. Safe to call at any time. */
  prepare(): Promise<void>;
  /** Whether the error means that what `prepare` created is gone. */
  isLost(error: Error): boolean;
  /** Closes the connections; queues and workers must be closed first. */
  close(): Promise<void>;
}

export interface BackendOptions {
  readonly databaseUrl: string;
  /** With a URL the queue is in this Redis, without one in the database. */
  readonly redisUrl?: string | undefined;
  /** Keeps two installations on one Redis apart. */
  readonly prefix: string;
  readonly log: Log;
}
