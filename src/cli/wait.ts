/** Does work in this process until it has ended, with or without other workers beside it. */
import { RUN_STATES } from "../format/state-texts.ts";
import { begin, NIGHT_ROLES } from "../../workers/roles.ts";
import { enqueueSteps, type WorkerContext } from "../../workers/shift.ts";
import { countRun, howFar, type Counts } from "../books/run-counts.ts";
import { dueMails, duePostings, runById, unfinishedRuns } from "../books/runs.ts";
import { advanceAll } from "../pipeline/advance.ts";
import type { Language } from "../message.ts";
import { EXIT, type CliContext, type ExitCode, type OpenApp } from "./context.ts";
import { progress } from "./progress.ts";

const LOOK_EVERY_MS = 40;
/** A queue that loses a job says nothing, so what is due is asked for again now and then. */
const ASK_EVERY_MS = 5_000;

export interface WaitFor {
  /** Shown while it is under way. */
  readonly runId: bigint;
  /** Waits also for what began before it: a night that was killed is brought to its end first. */
  readonly earlierToo: boolean;
}

/** Resolves when the run is done or has failed. */
export async function doRun(
  context: CliContext,
  app: OpenApp,
  { runId, earlierToo }: WaitFor,
): Promise<Counts & { problem: string | null }> {
  await doWork(context, app, runId, async () => {
    const run = await runById(app.books, runId);
    if (run && run.state !== "done" && run.state !== "failed") return false;
    return !earlierToo || !(await unfinishedRuns(app.books)).some(({ id }) => id < runId);
  });
  const run = await runById(app.books, runId);
  return { ...(await countRun(app.books, runId)), problem: run?.problem ?? null };
}

/** Resolves when the runs have ended, and every delivery and mail that was due has been tried. */
export async function doAgain(context: CliContext, app: OpenApp, runIds: readonly bigint[]): Promise<void> {
  await doWork(context, app, runIds.at(-1) ?? null, async () => {
    if ((await unfinishedRuns(app.books)).some(({ id }) => runIds.includes(id))) return false;
    const due = [...(await duePostings(app.books, "unfailed")), ...(await dueMails(app.books, "unfailed"))];
    return due.length === 0;
  });
}

async function doWork(
  context: CliContext,
  app: OpenApp,
  runId: bigint | null,
  isOver: () => Promise<boolean>,
): Promise<void> {
  const { books, clock, language } = app;
  const shift: WorkerContext = { app, queues: await app.queues() };
  for (const role of NIGHT_ROLES) await begin(role, shift);
  const bar = progress(context);
  try {
    let asked = -Infinity;
    while (!(await isOver())) {
      const now = clock.now().getTime();
      if (now - asked > ASK_EVERY_MS) {
        asked = now;
        await enqueueSteps(shift, await advanceAll(books, clock.now()));
      }
      const at = runId === null ? null : await howFar(books, runId);
      bar.show(at?.done ?? 0, at?.all ?? 0, stepName(at?.state ?? "posting", language));
      await clock.sleep(LOOK_EVERY_MS);
    }
  } finally {
    bar.end();
  }
}

/** CONTRACT §3: 1 when something technical is left undone, 3 when something waits for a person, else 0. */
export function exitCodeOf(counts: Counts & { problem: string | null; undelivered: number }): ExitCode {
  const { problem, failed, untaken, undelivered: left } = counts;
  if (problem !== null || failed > 0 || untaken > 0 || left > 0) return EXIT.technical;
  return counts.deviations > 0 || counts.files.quarantined > 0 ? EXIT.deviates : EXIT.agrees;
}

function stepName(state: string, language: Language): string {
  return RUN_STATES[state]?.[language] ?? state;
}
