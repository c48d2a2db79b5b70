/** `kvitt retry [ID]`: runs failed imports, matchings, deliveries and mails again. */
import { countRun, countUndelivered } from "../../books/run-counts.ts";
import { runById } from "../../books/runs.ts";
import type { Message } from "../../message.ts";
import { confirmArrived, retry as retryFailed } from "../../pipeline/retry.ts";
import { enqueueSteps, promoteSteps } from "../../../workers/enqueue.ts";
import { command } from "../command.ts";
import { actorOf } from "../decide-each.ts";
import { EXIT, type ExitCode, type OpenApp } from "../context.ts";
import { doAgain, exitCodeOf } from "../wait.ts";
import { messages } from "./messages.ts";

interface Options {
  readonly all?: boolean;
  readonly wait?: boolean;
  readonly arrived?: boolean;
}

export const retry = command({
  name: "retry",
  text: messages.retry,
  arguments: [{ name: "[id]", text: messages.retryId }],
  options: [
    { flags: "--all", text: messages.retryAll },
    { flags: "--wait", text: messages.wait },
    { flags: "--arrived", text: messages.retryArrived },
  ],
  json: true,
  run: async (invocation, id: string | undefined, { all, wait = false, arrived = false }: Options) => {
    const { app, answer, language } = invocation;
    if (arrived) {
      await confirmArrived(app, id ?? "", actorOf(undefined, invocation));
      answer({ retried: 0 }, () => messages.countsAsSent[language]);
      return EXIT.agrees;
    }
    const again = await retryFailed(app, all ? null : (id ?? ""));
    const workers = { app, queues: await app.queues() };
    await enqueueSteps(workers, again.steps);
    await promoteSteps(workers, again.loose);
    if (wait) await doAgain(invocation, app, again.runs);
    answer({ retried: again.retried }, () => outcomeText(again.retried, wait)[language]);
    return wait ? exitCode(app, again.runs) : EXIT.agrees;
  },
});

function outcomeText(count: number, done: boolean): Message {
  if (count === 0) return messages.nothingFailed;
  return done ? messages.retried(count) : messages.retriesWait(count);
}

async function exitCode(app: OpenApp, runIds: readonly bigint[]): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const runId of runIds) {
    const run = await runById(app.books, runId);
    const counts = await countRun(app.books, runId);
    codes.push(exitCodeOf({ ...counts, problem: run?.problem ?? null, undelivered: 0 }));
  }
  if (codes.includes(EXIT.technical) || (await countUndelivered(app.books, null)) > 0) return EXIT.technical;
  return codes.includes(EXIT.deviates) ? EXIT.deviates : EXIT.agrees;
}
