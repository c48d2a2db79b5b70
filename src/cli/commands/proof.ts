/** The commands that prove: explain, verify, evidence, replay. */
import { resolve } from "node:path";
import { Argument, InvalidArgumentError, Option, type Command } from "commander";
import { errnoOf, NeedsPerson } from "../../errors.ts";
import { evidenceName, writeEvidence } from "../../proof/evidence.ts";
import { explainLine } from "../../proof/explain.ts";
import { explanationText } from "../../proof/explain-words.ts";
import { readLineName, type LineName } from "../../proof/explained-line.ts";
import { replayRun } from "../../proof/replay.ts";
import { replayText } from "../../proof/replay-words.ts";
import { verify } from "../../proof/verify.ts";
import { CHECK_NAMES, verdictText } from "../../proof/verify-words.ts";
import { EXIT, inHouse, print, printJson, say, type Context, type OpenHouse } from "../context.ts";
import type { Action } from "../program.ts";
import { progress } from "../progress.ts";

interface Options {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly anchor?: string;
  readonly out?: string;
}

export function addProof(program: Command, context: Context, run: Action): void {
  program
    .command("explain")
    .addArgument(
      new Argument("<line>", "REF:ROW, as in the report file, or a deviation such as d12").argParser(
        readLine,
      ),
    )
    .description(
      "why a line went where it went: each rung of the ladder, its candidates, and what was decided",
    )
    .option("--json", "one JSON document on stdout")
    .action((line: LineName, { json }: Options) =>
      run(() =>
        inHouse(context, async ({ books, home, language }) => {
          const explanation = await explainLine(books, line, home.settings);
          if (json) printJson(context, explanation);
          else print(context, explanationText(explanation, language));
          return EXIT.agrees;
        }),
      ),
    );

  program
    .command("verify")
    .description(
      "recompute every invariant of the books from the raw files; names the first thing that does not agree",
    )
    .option("--all", "name everything that does not agree")
    .addOption(
      new Option(
        "--anchor <hash>",
        "a hash of the audit trail that was noted earlier: it must still be there",
      ).argParser(readHash),
    )
    .option("--json", "one JSON document on stdout")
    .action(({ json, all, anchor }: Options) =>
      run(() =>
        inHouse(context, async (house) => {
          const bar = progress(context);
          const verdict = await verify(house, {
            all: all === true,
            anchor: anchor ?? null,
            onCheck: (done, checks, name) => bar.show(done, checks, CHECK_NAMES[name][house.language]),
          }).finally(() => bar.end());
          if (json) printJson(context, verdict);
          else print(context, verdictText(verdict, house.language));
          return verdict.agrees ? EXIT.agrees : EXIT.technical;
        }),
      ),
    );

  program
    .command("evidence")
    .argument("<ref>", "the payment reference, as on the bank statement")
    .description(
      "one zip for the auditor: report, lines with matches and reasons, vouchers, SIE, deviations, hashes",
    )
    .option("--out <file>", "where to write it (default: kvitt-evidence-REF.zip here)")
    .option("--json", "one JSON document on stdout")
    .action((reference: string, options: Options) =>
      run(() => inHouse(context, (house) => evidence(context, house, reference, options))),
    );

  program
    .command("replay")
    .addArgument(new Argument("<run>", "a run, as `kvitt runs` numbers them").argParser(readRun))
    .description("run a past night's matching again, with the settings and receivables of then, and compare")
    .option("--json", "one JSON document on stdout")
    .action((runId: bigint, { json }: Options) =>
      run(() =>
        inHouse(context, async ({ books, home, databaseUrl, language }) => {
          const replay = await replayRun({ books, home, url: databaseUrl }, runId);
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
    throw new InvalidArgumentError("write REF:ROW, such as 123456789:7, or a deviation such as d12");
  return name;
}

function readHash(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError("a hash has 64 hexadecimal digits");
  return text.toLowerCase();
}

async function evidence(context: Context, house: OpenHouse, reference: string, { out, json }: Options) {
  const { language } = house;
  const path = resolve(context.cwd, out ?? evidenceName(reference));
  const written = await writeEvidence(house, reference, path, language).catch((thrown: unknown) => {
    if (errnoOf(thrown) !== "EEXIST") throw thrown;
    throw new NeedsPerson(
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
    say(context, words[language]);
  }
  return EXIT.agrees;
}

function readRun(text: string): bigint {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("a run has a number, such as 3");
  return BigInt(text);
}
