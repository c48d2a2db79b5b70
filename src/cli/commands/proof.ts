/** The commands that prove: explain, verify, evidence, replay. */
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
import { CHECK_NAMES, verdictText } from "../../audit/verify/verify-text.ts";
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
    .addArgument(
      new Argument(
        "<line>",
        t({
          sv: "REF:RAD, som i rapportfilen, eller en avvikelse som d12",
          en: "REF:ROW, as in the report file, or a deviation such as d12",
        }),
      ).argParser(readLine),
    )
    .description(
      t({
        sv: "varför en rad hamnade där den hamnade: varje steg, vilka som var möjliga, och vad som avgjordes",
        en: "why a line went where it went: each rung of the ladder, its candidates, and what was decided",
      }),
    )
    .option("--json", t({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
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
    .description(
      t({
        sv: "räkna om allt i böckerna ur de ursprungliga filerna; säger det första som inte stämmer",
        en: "recompute every invariant of the books from the raw files; names the first thing that does not agree",
      }),
    )
    .option("--all", t({ sv: "säg allt som inte stämmer", en: "name everything that does not agree" }))
    .addOption(
      new Option(
        "--anchor <hash>",
        t({
          sv: "en hash ur granskningskedjan som noterats tidigare: den ska finnas kvar",
          en: "a hash of the audit trail that was noted earlier: it must still be there",
        }),
      ).argParser(readHash),
    )
    .option("--json", t({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
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
          else print(context, verdictText(verdict, app.language));
          return verdict.agrees ? EXIT.agrees : EXIT.technical;
        }),
      ),
    );

  program
    .command("evidence")
    .argument(
      "<ref>",
      t({
        sv: "utbetalningens referens, som på kontoutdraget",
        en: "the payment reference, as on the bank statement",
      }),
    )
    .description(
      t({
        sv: "en zip till revisorn: rapport, rader med kopplingar och skäl, verifikationer, SIE, avvikelser, hashar",
        en: "one zip for the auditor: report, lines with matches and reasons, vouchers, SIE, deviations, hashes",
      }),
    )
    .option(
      "--out <file>",
      t({
        sv: "var den ska skrivas (annars: kvitt-evidence-REF.zip här)",
        en: "where to write it (default: kvitt-evidence-REF.zip here)",
      }),
    )
    .option("--json", t({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
    .action((reference: string, options: Options) =>
      run(() => withApp(context, (app) => evidence(context, app, reference, options))),
    );

  program
    .command("replay")
    .addArgument(
      new Argument(
        "<run>",
        t({ sv: "en körning, med numret ur `kvitt runs`", en: "a run, as `kvitt runs` numbers them" }),
      ).argParser(readRun),
    )
    .description(
      t({
        sv: "kör en tidigare natts matchning igen, med dåvarande inställningar och kundfordringar, och jämför",
        en: "run a past night's matching again, with the settings and receivables of then, and compare",
      }),
    )
    .option("--json", t({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
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
  if (name === null)
    throw new UserError(
      { sv: `"${text}" är ingen rad.`, en: `"${text}" is no line.` },
      {
        sv: "Skriv REF:RAD, som 123456789:7, eller en avvikelse som d12.",
        en: "Write REF:ROW, such as 123456789:7, or a deviation such as d12.",
      },
    );
  return name;
}

function readHash(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new UserError(
      { sv: `"${text}" är ingen hash.`, en: `"${text}" is no hash.` },
      {
        sv: "Den har 64 hexadecimala siffror, som i slutet av nattens mejl.",
        en: "It has 64 hexadecimal digits, as at the end of the night's mail.",
      },
    );
  return text.toLowerCase();
}

async function evidence(context: CliContext, app: OpenApp, reference: string, { out, json }: Options) {
  const { language } = app;
  const path = resolve(context.cwd, out ?? evidenceName(reference));
  const written = await writeEvidence(app, reference, path, language).catch((thrown: unknown) => {
    if (errnoOf(thrown) !== "EEXIST") throw thrown;
    throw new UserError(
      { sv: `Det finns redan en fil ${path}.`, en: `There is a file ${path} already.` },
      { sv: "Flytta den eller ange en annan med --out.", en: "Move it away, or name another with --out." },
    );
  });
  if (json) printJson(context, written);
  else print(context, written.path);
  for (const name of written.missing) {
    const words = {
      sv: `${name} ligger inte kvar och är inte med.`,
      en: `${name} is not there any more and is left out.`,
    };
    note(context, words[language]);
  }
  return EXIT.agrees;
}

function readRun(text: string): bigint {
  if (!/^\d{1,15}$/.test(text))
    throw new UserError(
      { sv: `"${text}" är ingen körning.`, en: `"${text}" is no run.` },
      { sv: "Skriv dess nummer ur kvitt runs, som 3.", en: "Write its number from kvitt runs, such as 3." },
    );
  return BigInt(text);
}
