/** What `nightly` and `import` do with the run they have begun: enqueue it, or do it here and print the outcome. */
import { enqueueNext } from "../../workers/enqueue.ts";
import { adviceIn } from "../books/advice.ts";
import { completedIn } from "../books/completions.ts";
import { quarantinedIn } from "../books/quarantined.ts";
import { countUndelivered, type Counts } from "../books/run-counts.ts";
import { skippedFiles } from "../books/runs.ts";
import { unfindableIn } from "../books/unfindable.ts";
import { adviceMessage } from "../format/advice-texts.ts";
import { completedMessage } from "../format/completion-texts.ts";
import type { Message } from "../message.ts";
import { pingIfDue } from "../pipeline/ping.ts";
import type { AppInvocation } from "./command.ts";
import { EXIT, note, print, printJson, type ExitCode, type OpenApp } from "./context.ts";
import { messages } from "./messages.ts";
import { refusalText } from "./render/refusal.ts";
import { doRun, exitCodeOf } from "./wait.ts";

export interface RunOptions {
  readonly wait?: boolean;
  /** Waits also for unfinished runs that began before. */
  readonly earlierToo?: boolean;
}

export async function runToEnd(
  invocation: AppInvocation,
  runId: bigint,
  { wait = false, earlierToo = false }: RunOptions,
): Promise<ExitCode> {
  const { app, json, answer, language } = invocation;
  if (!wait) {
    await enqueueNext({ app, queues: await app.queues() }, runId);
    answer({ run: Number(runId) }, () => messages.runWaitsForWorker(runId)[language]);
    return EXIT.agrees;
  }
  const { problem, ...counts } = await doRun(invocation, app, { runId, earlierToo });
  await pingIfDue(app);
  const undelivered = await countUndelivered(app.books, runId);
  if (json) printJson(invocation, counts);
  else for (const text of await outcomeTexts(app, runId, counts)) print(invocation, text);
  if (problem !== null) note(invocation, `kvitt: ${problem}`);
  for (const text of await remarks(app, counts, undelivered)) note(invocation, text[language]);
  return exitCodeOf({ ...counts, problem, undelivered });
}

async function outcomeTexts(
  app: OpenApp,
  runId: bigint,
  { files, ...counts }: Counts,
): Promise<readonly string[]> {
  const { books, language } = app;
  return [
    messages.runSummary({ ...files, ...counts })[language],
    ...(await completedIn(books, { runId })).map((one) => completedMessage(one)[language]),
    ...(await adviceIn(books, { runId })).map((one) => adviceMessage(one)[language]),
    ...(await unfindableIn(books, runId)).map(
      ({ paymentReference, words }) => `✗ ${paymentReference}: ${words[language]}`,
    ),
    ...(await refusals(app, runId)),
  ];
}

const FILES_MAX = 20;
const REFUSALS_OF_A_FILE_MAX = 3;

/** What was refused in the run, and what to do. Long lists are cut, and say where the rest can be read. */
async function refusals({ books, language }: OpenApp, runId: bigint): Promise<readonly string[]> {
  const files = await quarantinedIn(books, runId, FILES_MAX);
  return files.flatMap(({ refusals: found }) => {
    const rest = found.length - REFUSALS_OF_A_FILE_MAX;
    return [
      ...found.slice(0, REFUSALS_OF_A_FILE_MAX).map((refusal) => `✗ ${refusalText(refusal, language)}`),
      ...(rest > 0 ? [messages.moreInReasonFile(rest)[language]] : []),
    ];
  });
}

/** What needs a look, and where. */
async function remarks(
  { workspace, books }: OpenApp,
  counts: Counts,
  undelivered: number,
): Promise<readonly Message[]> {
  const { quarantined } = counts.files;
  const { failed } = await skippedFiles(books, BigInt(counts.run));
  const names = failed.map(({ name }) => name).join(", ");
  return [
    ...(quarantined > 0 ? [messages.filesInQuarantine({ quarantined, folder: workspace.quarantine })] : []),
    ...(failed.length > 0 ? [messages.filesNotCollected(names)] : []),
    ...(undelivered > 0 ? [messages.undelivered(undelivered)] : []),
  ];
}
