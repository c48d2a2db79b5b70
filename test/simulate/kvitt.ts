/**
 * Kvitt as the simulator drives it: a home folder, a database, a clock set to the night's time, and the steps of a run in
 * sequence in this process. There is no queue, since it only enqueues the steps that `advance` returns; everything else is
 * the production code.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { stringify } from "yaml";
import { openBooks } from "../../src/books/database.ts";
import { addRun, runById } from "../../src/books/runs.ts";
import type { Clock } from "../../src/clock.ts";
import { openWorkspace } from "../../src/config/workspace.ts";
import { silentLog } from "../../src/log.ts";
import { RULES_VERSION } from "../../src/matching/ladder.ts";
import { advance, type Step } from "../../src/pipeline/advance.ts";
import { collect } from "../../src/pipeline/collect.ts";
import type { AppContext } from "../../src/app.ts";
import { importStep } from "../../src/pipeline/import-step.ts";
import { deliverPosting } from "../../src/pipeline/deliver.ts";
import { sendMailStep } from "../../src/pipeline/send-mail.ts";
import { matchStep } from "../../src/pipeline/match-step.ts";
import { digestStep } from "../../src/pipeline/digest.ts";
import { freshDatabase } from "../setup/database.ts";
import { readBooks } from "./books.ts";
import type { NamedBytes } from "./deliveries.ts";
import type { OpenSystem } from "./system.ts";

export const openKvitt: OpenSystem = async (settings) => {
  const folder = mkdtempSync(join(tmpdir(), "kvitt-shop-"));
  // the files do not change, so the pause that detects files still being written is not needed
  writeFileSync(join(folder, "kvitt.config.yaml"), stringify({ ...settings, settleSeconds: 0 }));
  const database = await freshDatabase();
  const workspace = openWorkspace({ KVITT_HOME: folder }, folder);
  const books = openBooks({ url: database.url, max: 4 });
  let at = new Date(0);
  const clock: Clock = { now: () => new Date(at), sleep: () => Promise.resolve() };
  const app: AppContext = { workspace, books, clock, log: silentLog };
  const looking = new Client({ connectionString: database.url });
  await looking.connect();

  return {
    night: async (files, receivables, nightAt) => {
      at = nightAt;
      put(workspace.inbox, files);
      put(workspace.receivables, receivables);
      await runNight(app);
    },
    books: () => readBooks({ query: (sql) => looking.query<Record<string, unknown>>(sql) }),
    close: async () => {
      await looking.end();
      await books.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export function put(folder: string, files: readonly NamedBytes[]): void {
  for (const { name, bytes } of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

export async function runNight(app: AppContext): Promise<void> {
  const { books, clock, workspace } = app;
  const runId = await addRun(books, {
    kind: "nightly",
    scope: "*",
    night: null,
    at: clock.now(),
    settings: workspace.settings,
    rules: RULES_VERSION,
  });
  if (runId === null) throw new Error("a run without a night is never refused");
  for (let steps = await due(); steps.length > 0; steps = await due()) {
    for (const step of steps) await take(app, step);
  }
  const run = await runById(books, runId);
  if (run?.state !== "done")
    throw new Error(`the run ended as ${run?.state ?? "nothing"}: ${run?.problem ?? ""}`);

  function due(): Promise<readonly Step[]> {
    return advance(books, runId ?? 0n, clock.now());
  }
}

/** Does one step, as a worker would. */
export async function take(app: AppContext, step: Step): Promise<void> {
  const { signal } = new AbortController();
  switch (step.kind) {
    case "collect-run":
      return collect(app, BigInt(step.runId), signal);
    case "import-report":
      await importStep(app, BigInt(step.fileId), signal);
      return;
    case "match-run":
      await matchStep(app, BigInt(step.runId));
      return;
    case "post-voucher":
      await deliverPosting(app, BigInt(step.postingId), signal);
      return;
    case "digest-run":
      return digestStep(app, BigInt(step.runId));
    case "send-mail":
      await sendMailStep(app, BigInt(step.mailId), signal);
      return;
  }
}
