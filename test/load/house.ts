/** A whole installation in this process, as `kvitt start` has it: books, queue on either backend, the roles of a night. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { begin, NIGHT_ROLES } from "../../workers/roles.ts";
import { enqueueNext } from "../../workers/enqueue.ts";
import type { WorkerContext } from "../../workers/worker-context.ts";
import { Client } from "pg";
import { openBooks } from "../../src/books/database.ts";
import { addRun } from "../../src/books/runs.ts";
import { systemClock, type Clock } from "../../src/clock.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import { RULES_VERSION } from "../../src/matching/ladder.ts";
import { openQueues } from "../../src/queue/open-queues.ts";
import { sampleReport } from "../intake/sample.ts";
import { WATCHING } from "./statements.ts";

export interface HouseOptions {
  readonly databaseUrl: string;
  /** Left out: the queue is in the database. */
  readonly redisUrl?: string | undefined;
  /** Of the queue's keys in Redis. */
  readonly prefix?: string;
  /** Made when it is missing. */
  readonly folder: string;
  readonly clock?: Clock;
}

export interface House {
  readonly context: WorkerContext;
  /** Plays one night to its end. Throws when it fails or takes longer than `withinMs`. */
  night(withinMs: number): Promise<bigint>;
  close(): Promise<void>;
}

const POLL_MS = 100;

export async function openHouse(options: HouseOptions): Promise<House> {
  const { databaseUrl, redisUrl, prefix, folder, clock = systemClock } = options;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kvitt.config.yaml"), "settleSeconds: 0\n");
  const workspace = openWorkspace({ KVITT_HOME: folder }, folder);
  const books = openBooks({ url: databaseUrl, max: 8 });
  const queues = await openQueues({
    databaseUrl,
    log: silentLog,
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(prefix === undefined ? {} : { prefix }),
  });
  const context: WorkerContext = { app: { workspace, books, clock, log: silentLog }, queues };
  const watching = new Client({ connectionString: databaseUrl, application_name: WATCHING });
  await watching.connect();
  for (const role of NIGHT_ROLES) await begin(role, context);
  return {
    context,
    night: async (withinMs) => {
      const at = clock.now();
      const { settings } = workspace;
      const run = { kind: "nightly", scope: "*", night: null, at, settings, rules: RULES_VERSION } as const;
      const runId = (await addRun(books, run)) ?? 0n;
      await enqueueNext(context, runId);
      const until = performance.now() + withinMs;
      for (;;) {
        const { rows } = await watching.query<{ state: string; problem: string | null }>(
          "select state, problem from kvitt.run where id = $1",
          [String(runId)],
        );
        const [found] = rows;
        if (found?.state === "done") return runId;
        if (found?.state === "failed") throw new Error(`the night failed: ${found.problem ?? ""}`);
        if (performance.now() > until)
          throw new Error(`the night is ${found?.state ?? "gone"} after ${withinMs} ms`);
        await systemClock.sleep(POLL_MS);
      }
    },
    close: async () => {
      await watching.end();
      await queues.close();
      await books.destroy();
    },
  };
}

export interface SmallReports {
  /** The number of the first report; references and orders follow from it. */
  readonly from: number;
  readonly count: number;
  /** Of each report, half of them fees. */
  readonly lines: number;
  readonly payoutDate?: string;
}

/** Puts reports into the inbox, and a list with a receivable for each sale. */
export function putReports({ context }: House, { from, count, lines, payoutDate }: SmallReports): void {
  const { inbox, receivables } = context.app.workspace;
  mkdirSync(inbox, { recursive: true });
  mkdirSync(receivables, { recursive: true });
  const rows = ["kind;number;order_number;currency;amount;date"];
  for (let number = from; number < from + count; number++) {
    const sold = Array.from({ length: Math.ceil(lines / 2) }, (_, sale) => ({
      orderId: `order-${number}-${sale}`,
      captureId: `capture-${number}-${sale}`,
      reference: `W${number}N${sale}`,
      amount: "100.00",
    }));
    for (const { reference } of sold) rows.push(`invoice;F${reference};${reference};SEK;100.00;2024-04-29`);
    const fees = Array.from({ length: Math.floor(lines / 2) }, () => ({ type: "FEE", amount: "3.00" }));
    const reference = String(500_000_000 + number);
    const text = sampleReport({
      reference,
      lines: [...sold, ...fees],
      ...(payoutDate ? { payoutDate } : {}),
    });
    writeFileSync(join(inbox, `settlement.${reference}.csv`), text);
  }
  writeFileSync(join(receivables, `receivables-${from}.csv`), `${rows.join("\n")}\n`);
}
