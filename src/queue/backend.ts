/** What the two places where the queue may live have in common. The rest of the program does not see BullMQ at all. */
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
  | "getJobSchedulers"
  | "removeJobScheduler"
  | "upsertJobScheduler"
  | "waitUntilReady"
> & { on(event: "error", listener: (error: Error) => void): unknown };

type Heard = Pick<WorkerListener<unknown, unknown, string>, "active" | "error" | "failed">;
export type JobWorker = Pick<
  Worker<unknown, unknown, string>,
  "close" | "pause" | "resume" | "waitUntilReady"
> & {
  on<E extends keyof Heard>(event: E, listener: Heard[E]): unknown;
};
export type JobProcessor = Processor<unknown, unknown, string>;
export type WorkerSettings = Omit<WorkerOptions, "connection" | "prefix">;

export interface Backend {
  readonly name: BackendName;
  queue(kind: string): JobQueue;
  worker(kind: string, processor: JobProcessor, settings: WorkerSettings): JobWorker;
  /** Makes the backend ready for use, or throws with a sentence on why it is not. Safe to call at any time. */
  prepare(): Promise<void>;
  /** Whether the error says that what `prepare` made has been lost. */
  isLost(error: Error): boolean;
  /** Ends the connections; queues and workers are closed before. */
  close(): Promise<void>;
}

export interface BackendOptions {
  readonly databaseUrl: string;
  /** Given: the queue lives in this Redis; else in the database. */
  readonly redisUrl?: string | undefined;
  /** Sets two installations on one Redis apart. */
  readonly prefix: string;
  readonly log: Log;
}
