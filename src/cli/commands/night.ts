/** The commands that move money: nightly, import, receivables, retry. */
import { messages } from "./messages.ts";
import { resolve } from "node:path";
import type { Command } from "commander";
import { adviceIn } from "../../books/advice.ts";
import { completedIn } from "../../books/completions.ts";
import { quarantinedIn } from "../../books/quarantined.ts";
import { countRun, countUndelivered, type Counts } from "../../books/run-counts.ts";
import { addRun, skippedFiles, runById } from "../../books/runs.ts";
import { unfindableIn } from "../../books/unfindable.ts";
import { adviceMessage } from "../../format/advice-texts.ts";
import { completedMessage } from "../../format/completion-texts.ts";
import { RULES_VERSION } from "../../matching/ladder.ts";
import { dryRun } from "../../pipeline/dry-run.ts";
import { importGivenFiles } from "../../pipeline/manual-import.ts";
import { importGivenReceivables } from "../../pipeline/import-receivables.ts";
import { retry } from "../../pipeline/retry.ts";
import type { Message } from "../../message.ts";
import { enqueueSteps, promoteSteps, enqueueNext } from "../../../workers/enqueue.ts";
import {
  EXIT,
  withApp,
  print,
  printJson,
  note,
  type CliContext,
  type ExitCode,
  type OpenApp,
  type Action,
  type Translate,
} from "../context.ts";
import { showReceivables } from "../show-receivables.ts";
import { changedWords, showDryRun, showRefusal } from "../show-dry-run.ts";
import { doAgain, doRun, exitCodeOf } from "../wait.ts";

interface Options {
  readonly json?: boolean;
  readonly wait?: boolean;
  readonly dryRun?: boolean;
  readonly all?: boolean;
  readonly merchant?: string;
}

export function addNight(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("nightly")
    .description(t(messages.scheduleDoesNightNowTake))
    .option("--wait", t(messages.doWorkHereWaitEnd))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((options: Options) =>
      run(() =>
        withApp(context, async (app) => {
          const { workspace, books, clock } = app;
          const runId = await addRun(books, {
            kind: "nightly",
            scope: "*",
            night: null,
            at: clock.now(),
            settings: workspace.settings,
            rules: RULES_VERSION,
          });
          if (runId === null) throw new Error("a run without a night was refused");
          return finish(context, app, runId, { ...options, earlierToo: true });
        }),
      ),
    );

  program
    .command("import")
    .argument("<file...>", t(messages.settlementReports))
    .description(t(messages.samePathGivenReports))
    .option("--wait", t(messages.doWorkHereWaitEnd))
    .option("--dry-run", t(messages.writeNothingShowOutcome))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((files: string[], options: Options) =>
      run(() =>
        withApp(context, async (app) => {
          const paths = files.map((file) => resolve(context.cwd, file));
          if (options.dryRun) {
            const outcome = await dryRun(app, paths);
            if (options.json) printJson(context, outcome);
            else print(context, showDryRun(outcome, app.language, app.clock.now()));
            return outcome.files.quarantined > 0 || outcome.deviations > 0 ? EXIT.deviates : EXIT.agrees;
          }
          return finish(context, app, await importGivenFiles(app, paths), options);
        }),
      ),
    );

  program
    .command("receivables")
    .argument("<file...>", t(messages.receivablesCsvContractKindNumber))
    .description(t(messages.takeReceivables))
    .option("--merchant <id>", t(messages.whoseTheyMerchantIdWhere))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((files: string[], { json, merchant }: Options) =>
      run(() =>
        withApp(context, async (app) => {
          const taken = await importGivenReceivables(
            app,
            files.map((file) => resolve(context.cwd, file)),
            merchant,
          );
          if (json) printJson(context, { files: taken });
          else print(context, showReceivables(taken, app.language));
          return taken.some(
            ({ state, refusedCount, changed }) => state === "quarantined" || refusedCount > 0 || changed > 0,
          )
            ? EXIT.deviates
            : EXIT.agrees;
        }),
      ),
    );

  program
    .command("retry")
    .argument("[id]", t(messages.failedKvittDoctorMailNames))
    .description(t(messages.runFailedImportsMatchingsPostings))
    .option("--all", t(messages.everythingFailed))
    .option("--wait", t(messages.doWorkHereWaitEnd))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((id: string | undefined, options: Options) =>
      run(() =>
        withApp(context, async (app) => {
          const again = await retry(app, options.all ? null : (id ?? ""));
          const shift = { app, queues: await app.queues() };
          await enqueueSteps(shift, again.steps);
          await promoteSteps(shift, again.loose);
          if (options.wait) await doAgain(context, app, again.runs);
          if (options.json) printJson(context, { retried: again.retried });
          else print(context, retriedWords(again.retried, options.wait === true)[app.language]);
          return options.wait ? exitCodeOfRetry(app, again.runs) : EXIT.agrees;
        }),
      ),
    );
}

function retriedWords(count: number, done: boolean): Message {
  if (count === 0) return messages.nothingFailed;
  if (done) return messages.beenRunAgain(count);
  return messages.waitWorkerKvittStartWait(count);
}

async function exitCodeOfRetry(app: OpenApp, runIds: readonly bigint[]): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const runId of runIds) {
    const run = await runById(app.books, runId);
    const counts = await countRun(app.books, runId);
    codes.push(exitCodeOf({ ...counts, problem: run?.problem ?? null, undelivered: 0 }));
  }
  if (codes.includes(EXIT.technical) || (await countUndelivered(app.books, null)) > 0) return EXIT.technical;
  return codes.includes(EXIT.deviates) ? EXIT.deviates : EXIT.agrees;
}

async function finish(
  context: CliContext,
  app: OpenApp,
  runId: bigint,
  { wait, json, earlierToo = false }: Options & { readonly earlierToo?: boolean },
): Promise<ExitCode> {
  if (!wait) {
    await enqueueNext({ app, queues: await app.queues() }, runId);
    if (json) printJson(context, { run: Number(runId) });
    else {
      const words = messages.runWaitsWorkerKvittStart(runId);
      print(context, words[app.language]);
    }
    return EXIT.agrees;
  }
  const { problem, ...counts } = await doRun(context, app, { runId, earlierToo });
  const left = await countUndelivered(app.books, runId);
  if (json) printJson(context, counts);
  else {
    print(context, summary(counts)[app.language]);
    for (const one of await completedIn(app.books, { runId }))
      print(context, completedMessage(one)[app.language]);
    for (const one of await adviceIn(app.books, { runId })) print(context, adviceMessage(one)[app.language]);
    for (const { paymentReference, words } of await unfindableIn(app.books, runId))
      print(context, `✗ ${paymentReference}: ${words[app.language]}`);
    for (const text of await refusals(app, runId)) print(context, text);
  }
  if (problem !== null) note(context, `kvitt: ${problem}`);
  for (const words of await remarks(app, counts, left)) note(context, words[app.language]);
  return exitCodeOf({ ...counts, problem, undelivered: left });
}

const REFUSALS_MAX = 20;
const OF_A_FILE_MAX = 3;

/** What was refused in the run, and what to do; a list that would fill screens ends where the rest can be read. */
async function refusals({ books, language }: OpenApp, runId: bigint): Promise<readonly string[]> {
  const files = await quarantinedIn(books, runId, REFUSALS_MAX);
  return files.flatMap(({ refusals: found }) => {
    const rest = found.length - OF_A_FILE_MAX;
    const more = messages.moreReasonJson(rest);
    return [
      ...found.slice(0, OF_A_FILE_MAX).map((refusal) => `✗ ${showRefusal(refusal, language)}`),
      ...(rest > 0 ? [more[language]] : []),
    ];
  });
}

/** What needs a look, and where. */
async function remarks(
  { workspace, books }: OpenApp,
  counts: Counts,
  left: number,
): Promise<readonly Message[]> {
  const { quarantined } = counts.files;
  const { failed: untaken } = await skippedFiles(books, BigInt(counts.run));
  const names = untaken.map(({ name }) => name).join(", ");
  return [
    ...(quarantined > 0 ? [messages.quarantineSee({ quarantined, quarantine: workspace.quarantine })] : []),
    ...(untaken.length > 0 ? [messages.couldTakenLieWhereThey(names)] : []),
    ...(left > 0 ? [messages.didArriveWillTriedAgain(left)] : []),
  ];
}

function summary(counts: Counts) {
  const { files, payouts, lines, matched, deviations, vouchers, mails } = counts;
  const changed = changedWords(counts.changed);
  return messages.summary({
    imported: files.imported,
    duplicate: files.duplicate,
    changed,
    quarantined: files.quarantined,
    payouts,
    lines,
    matched,
    vouchers,
    mails,
    deviations,
  });
}
