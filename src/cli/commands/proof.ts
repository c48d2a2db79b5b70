/** The commands that prove: explain, verify, evidence, replay. */
import { messages } from "./messages.ts";
import { resolve } from "node:path";
import { Argument, Option, type Command } from "commander";
import { errnoOf, UserError } from "../../errors.ts";
import { evidenceName, writeEvidence } from "../../audit/evidence/evidence.ts";
import { explainLine } from "../../audit/explain/explain.ts";
import { explanationText } from "../../audit/explain/explanation-text.ts";
import { readLineName, type LineName } from "../../audit/explain/line-history.ts";
import { replayRun } from "../../audit/replay/replay.ts";
import { replayText } from "../../audit/replay/replay-text.ts";
import { verify } from "../../audit/verify/verify.ts";
import { CHECK_NAMES, verifyText } from "../../audit/verify/verify-text.ts";
import {
  EXIT,
  withApp,
  print,
  printJson,
  note,
  type CliContext,
  type OpenApp,
  type Action,
  type Translate,
} from "../context.ts";
import { progress } from "../progress.ts";

interface Options {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly anchor?: string;
  readonly out?: string;
}

export function addProof(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("explain")
    .addArgument(new Argument("<line>", t(messages.refRowReportFileDeviation)).argParser(readLine))
    .description(t(messages.whyLineWentWhereWent))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((line: LineName, { json }: Options) =>
      run(() =>
        withApp(context, async ({ books, workspace, language }) => {
          const explanation = await explainLine(books, line, workspace.settings);
          if (json) printJson(context, explanation);
          else print(context, explanationText(explanation, language));
          return EXIT.agrees;
        }),
      ),
    );

  program
    .command("verify")
    .description(t(messages.recomputeEveryInvariantBooksRaw))
    .option("--all", t(messages.nameEverythingDoesAgree))
    .addOption(new Option("--anchor <hash>", t(messages.hashAuditTrailNotedEarlier)).argParser(readHash))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action(({ json, all, anchor }: Options) =>
      run(() =>
        withApp(context, async (app) => {
          const bar = progress(context);
          const verdict = await verify(app, {
            all: all === true,
            anchor: anchor ?? null,
            onCheck: (done, checks, name) => bar.show(done, checks, CHECK_NAMES[name][app.language]),
          }).finally(() => bar.end());
          if (json) printJson(context, verdict);
          else print(context, verifyText(verdict, app.language));
          return verdict.agrees ? EXIT.agrees : EXIT.technical;
        }),
      ),
    );

  program
    .command("evidence")
    .argument("<ref>", t(messages.paymentReferenceBankStatement))
    .description(t(messages.oneZipAuditorReportLines))
    .option("--out <file>", t(messages.whereWriteDefaultKvittEvidence))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((reference: string, options: Options) =>
      run(() => withApp(context, (app) => evidence(context, app, reference, options))),
    );

  program
    .command("replay")
    .addArgument(new Argument("<run>", t(messages.runKvittRunsNumbersThem)).argParser(readRun))
    .description(t(messages.runPastNightSMatching))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((runId: bigint, { json }: Options) =>
      run(() =>
        withApp(context, async ({ books, workspace, databaseUrl, language }) => {
          const replay = await replayRun({ books, workspace, url: databaseUrl }, runId);
          if (json) printJson(context, replay);
          else print(context, replayText(replay, language));
          return replay.identical ? EXIT.agrees : EXIT.technical;
        }),
      ),
    );
}

function readLine(text: string): LineName {
  const name = readLineName(text);
  if (name === null) throw new UserError(messages.noLine(text), messages.writeRefRowSuchDeviation);
  return name;
}

function readHash(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new UserError(messages.noHash(text), messages.hexadecimalDigitsEndNightS);
  return text.toLowerCase();
}

async function evidence(context: CliContext, app: OpenApp, reference: string, { out, json }: Options) {
  const { language } = app;
  const path = resolve(context.cwd, out ?? evidenceName(reference));
  const written = await writeEvidence(app, reference, path, language).catch((thrown: unknown) => {
    if (errnoOf(thrown) !== "EEXIST") throw thrown;
    throw new UserError(messages.fileAlready(path), messages.moveAwayNameAnotherOut);
  });
  if (json) printJson(context, written);
  else print(context, written.path);
  for (const name of written.missing) {
    const words = messages.anyMoreLeftOut(name);
    note(context, words[language]);
  }
  return EXIT.agrees;
}

function readRun(text: string): bigint {
  if (!/^\d{1,15}$/.test(text)) throw new UserError(messages.noRun(text), messages.writeNumberKvittRunsSuch);
  return BigInt(text);
}
