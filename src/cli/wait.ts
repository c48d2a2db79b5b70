/** Does the work of a run in this process until the run has ended, with or without workers in other processes. */
import { RUN_STATES } from "../format/state-texts.ts";
import { begin, NIGHT_ROLES } from "../../workers/roles.ts";
import { enqueueLost } from "../../workers/enqueue.ts";
import type { WorkerContext } from "../../workers/worker-context.ts";
import { countRun, howFar, type Counts } from "../books/run-counts.ts";
import { dueMails, duePostings, runById, unfinishedRuns } from "../books/runs.ts";
import { advanceAll } from "../pipeline/advance.ts";
import type { Language } from "../message.ts";
import { EXIT, type CliContext, type ExitCode, type OpenApp } from "./context.ts";
import { progress } from "./progress.ts";

/** At first; a run that takes long is asked less often, so that asking costs it nothing. */
const POLL_EVERY_MS = 40;
const POLL_SELDOM_MS = 400;
/** A queue that loses a job reports nothing, so what is due is enqueued again at this interval. */
const ENQUEUE_EVERY_MS = 5_000;

export interface WaitFor {
  /** Its progress is shown. */
  readonly runId: bigint;
  /** Waits also for unfinished runs that began before it, such as a nightly run that was killed. */
  readonly earlierToo: boolean;
}

/** What a run did, and why it failed, if it did. */
export type RunOutcome = Counts & { readonly problem: string | null };

/** Resolves when the run is done or has failed. */
export async function doRun(
  context: CliContext,
  app: OpenApp,
  { runId, earlierToo }: WaitFor,
): Promise<RunOutcome> {
  await workUntil(context, app, runId, async () => {
    const run = await runById(app.books, runId);
    if (run && run.state !== "done" && run.state !== "failed") return false;
    return !earlierToo || !(await unfinishedRuns(app.books)).some(({ id }) => id < runId);
  });
  const run = await runById(app.books, runId);
  return { ...(await countRun(app.books, runId)), problem: run?.problem ?? null };
}

/** Resolves when the runs have ended, and every delivery and mail that was due has been tried. */
export async function doAgain(context: CliContext, app: OpenApp, runIds: readonly bigint[]): Promise<void> {
  await workUntil(context, app, runIds.at(-1) ?? null, async () => {
    if ((await unfinishedRuns(app.books)).some(({ id }) => runIds.includes(id))) return false;
    const due = [...(await duePostings(app.books, "unfailed")), ...(await dueMails(app.books, "unfailed"))];
    return due.length === 0;
  });
}

async function workUntil(
  context: CliContext,
  app: OpenApp,
  runId: bigint | null,
  isOver: () => Promise<boolean>,
): Promise<void> {
  const { books, clock, language } = app;
  const workers: WorkerContext = { app, queues: await app.queues() };
  for (const role of NIGHT_ROLES) await begin(role, workers);
  const bar = progress(context);
  try {
    let enqueued = -Infinity;
    const began = clock.now().getTime();
    while (!(await isOver())) {
      const now = clock.now().getTime();
      if (now - enqueued > ENQUEUE_EVERY_MS) {
        enqueued = now;
        await enqueueLost(workers, await advanceAll(books, clock.now()));
      }
      if (bar.isDue()) {
        const at = runId === null ? null : await howFar(books, runId);
        bar.show(at?.done ?? 0, at?.all ?? 0, stepName(at?.state ?? "posting", language));
      }
      await clock.sleep(Math.min(Math.max(POLL_EVERY_MS, (now - began) / 50), POLL_SELDOM_MS));
    }
  } finally {
    bar.end();
  }
}

/** CONTRACT §3: 1 when something technical is left undone, 3 when a person must decide something, else 0. */
export function exitCodeOf(outcome: RunOutcome & { readonly undelivered: number }): ExitCode {
  const { problem, failed, untaken, undelivered } = outcome;
  if (problem !== null || failed > 0 || untaken > 0 || undelivered > 0) return EXIT.technical;
  return outcome.deviations > 0 || outcome.files.quarantined > 0 ? EXIT.deviates : EXIT.agrees;
}

function stepName(state: string, language: Language): string {
  return RUN_STATES[state]?.[language] ?? state;
}
