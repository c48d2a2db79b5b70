/** A house for the tests of the faces: real books with something in them, a home of its own, a queue in PostgreSQL. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openBooks } from "../../src/books/database.ts";
import { systemClock } from "../../src/clock.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import type { AppContext } from "../../src/app.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import type { Queues } from "../../src/queue/queues.ts";
import type { Enqueue } from "../../src/web/desk.ts";
import { enqueueFor } from "../../workers/enqueue.ts";
import { freshDatabase } from "../setup/database.ts";
import { runFolder } from "../setup/run.ts";

export interface TestHouse {
  readonly app: AppContext;
  readonly queues: Queues;
  readonly enqueue: Enqueue;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

export async function testHouse(env: Readonly<Record<string, string>> = {}): Promise<TestHouse> {
  const folder = mkdtempSync(join(runFolder(), "house-"));
  const database = await freshDatabase();
  const books = openBooks({ url: database.url, max: 4 });
  const workspace = openWorkspace({ KVITT_HOME: join(folder, "home"), ...env }, folder);
  const queues = await openQueues({ databaseUrl: database.url, log: silentLog });
  const app = { workspace, books, clock: systemClock, log: silentLog };
  return {
    app,
    queues,
    enqueue: enqueueFor({ app, queues }),
    databaseUrl: database.url,
    close: async () => {
      await queues.close();
      await books.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
