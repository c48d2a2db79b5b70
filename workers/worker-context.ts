/** What every worker is given: the app context and the queues. */
import type { AppContext } from "../src/app.ts";
import type { Queues } from "../src/queue/queues.ts";

export interface WorkerContext {
  readonly app: AppContext;
  readonly queues: Queues;
}
