/** The commands that move money: nightly, import, receivables, retry. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { adviceIn } from "../../books/advice.ts";
import { completedIn } from "../../books/completions.ts";
import { quarantinedIn } from "../../books/quarantined.ts";
import { countRun, countUndelivered, type Counts } from "../../books/run-counts.ts";
import { addRun, leftAlone, runById } from "../../books/runs.ts";
import { unfindableIn } from "../../books/unfindable.ts";
import { adviceWords } from "../../format/advice-texts.ts";
import { completedWords } from "../../format/completion-texts.ts";
import { RULES_VERSION } from "../../matching/ladder.ts";
import { dryRun } from "../../pipeline/dry-run.ts";
import { giveFiles } from "../../pipeline/manual-import.ts";
import { takeInGivenReceivables } from "../../pipeline/import-receivables.ts";
import { retry } from "../../pipeline/retry.ts";
import type { Words } from "../../message.ts";
import { ask, askAtOnce, goOn } from "../../../workers/shift.ts";
import {
  EXIT,
  inHouse,
  print,
  printJson,
  say,
  type Context,
  type ExitCode,
  type OpenHouse,
  type Action,
  type Tell,
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

export function addNight(program: Command, context: Context, run: Action, tell: Tell): void {
  program
    .command("nightly")
    .description(
      tell({
        sv: "det som schemat gör om natten, nu: läs in, matcha, bokför, meddela",
        en: "what the schedule does at night, now: take in, match, post, notify",
      }),
    )
    .option(
      "--wait",
      tell({
        sv: "gör arbetet här och vänta tills det är klart",
        en: "do the work here and wait for its end",
      }),
    )
    .option("--json", tell({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
    .action((options: Options) =>
      run(() =>
        inHouse(context, async (house) => {
          const { home, books, clock } = house;
          const runId = await addRun(books, {
            kind: "nightly",
            scope: "*",
            night: null,
            at: clock.now(),
            settings: home.settings,
            rules: RULES_VERSION,
          });
          if (runId === null) throw new Error("a run without a night was refused");
          return finish(context, house, runId, { ...options, earlierToo: true });
        }),
      ),
    );

  program
    .command("import")
    .argument("<file...>", tell({ sv: "avräkningsrapporter", en: "settlement reports" }))
    .description(tell({ sv: "samma väg för rapporter som anges", en: "the same path for given reports" }))
    .option(
      "--wait",
      tell({
        sv: "gör arbetet här och vänta tills det är klart",
        en: "do the work here and wait for its end",
      }),
    )
    .option(
      "--dry-run",
      tell({ sv: "skriv ingenting, och visa vad det skulle bli", en: "write nothing, and show the outcome" }),
    )
    .option("--json", tell({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
    .action((files: string[], options: Options) =>
      run(() =>
        inHouse(context, async (house) => {
          const paths = files.map((file) => resolve(context.cwd, file));
          if (options.dryRun) {
            const outcome = await dryRun(house, paths);
            if (options.json) printJson(context, outcome);
            else print(context, showDryRun(outcome, house.language, house.clock.now()));
            return outcome.files.quarantined > 0 || outcome.deviations > 0 ? EXIT.deviates : EXIT.agrees;
          }
          return finish(context, house, await giveFiles(house, paths), options);
        }),
      ),
    );

  program
    .command("receivables")
    .argument(
      "<file...>",
      tell({
        sv: "kundfordringar som CSV (kind, number, currency, amount, ...)",
        en: "receivables CSV (CONTRACT: kind, number, currency, amount, ...)",
      }),
    )
    .description(tell({ sv: "läs in kundfordringar", en: "take in receivables" }))
    .option(
      "--merchant <id>",
      tell({
        sv: "vems de är (merchant id), där listan inte säger det",
        en: "whose they are (merchant id), where the list does not say",
      }),
    )
    .option("--json", tell({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
    .action((files: string[], { json, merchant }: Options) =>
      run(() =>
        inHouse(context, async (house) => {
          const taken = await takeInGivenReceivables(
            house,
            files.map((file) => resolve(context.cwd, file)),
            merchant,
          );
          if (json) printJson(context, { files: taken });
          else print(context, showReceivables(taken, house.language));
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
    .argument(
      "[id]",
      tell({
        sv: "det som misslyckades, som `kvitt doctor` eller mejlet kallar det: file:12, run:3, posting:7, mail:4",
        en: "what failed, as `kvitt doctor` or the mail names it: file:12, run:3, posting:7, mail:4",
      }),
    )
    .description(
      tell({
        sv: "kör om inläsningar, matchningar, leveranser eller mejl som har misslyckats",
        en: "run failed imports, matchings, postings or mails again",
      }),
    )
    .option("--all", tell({ sv: "allt som har misslyckats", en: "everything that failed" }))
    .option(
      "--wait",
      tell({
        sv: "gör arbetet här och vänta tills det är klart",
        en: "do the work here and wait for its end",
      }),
    )
    .option("--json", tell({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
    .action((id: string | undefined, options: Options) =>
      run(() =>
        inHouse(context, async (house) => {
          const again = await retry(house, options.all ? null : (id ?? ""));
          const shift = { house, queues: await house.queues() };
          await ask(shift, again.steps);
          await askAtOnce(shift, again.loose);
          if (options.wait) await doAgain(context, house, again.runs);
          if (options.json) printJson(context, { retried: again.retried });
          else print(context, retriedWords(again.retried, options.wait === true)[house.language]);
          return options.wait ? exitCodeOfRetry(house, again.runs) : EXIT.agrees;
        }),
      ),
    );
}

function retriedWords(count: number, done: boolean): Words {
  if (count === 0) return { sv: "Inget har misslyckats.", en: "Nothing has failed." };
  if (done) return { sv: `${count} har körts om.`, en: `${count} have been run again.` };
  return {
    sv: `${count} väntar på en arbetare (kvitt start). Med --wait körs de om här och nu.`,
    en: `${count} wait for a worker (kvitt start). With --wait they are run again here and now.`,
  };
}

async function exitCodeOfRetry(house: OpenHouse, runIds: readonly bigint[]): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const runId of runIds) {
    const run = await runById(house.books, runId);
    const counts = await countRun(house.books, runId);
    codes.push(exitCodeOf({ ...counts, problem: run?.problem ?? null, undelivered: 0 }));
  }
  if (codes.includes(EXIT.technical) || (await countUndelivered(house.books, null)) > 0)
    return EXIT.technical;
  return codes.includes(EXIT.deviates) ? EXIT.deviates : EXIT.agrees;
}

async function finish(
  context: Context,
  house: OpenHouse,
  runId: bigint,
  { wait, json, earlierToo = false }: Options & { readonly earlierToo?: boolean },
): Promise<ExitCode> {
  if (!wait) {
    await goOn({ house, queues: await house.queues() }, runId);
    if (json) printJson(context, { run: Number(runId) });
    else {
      const words = {
        sv: `Körning ${runId} väntar på en arbetare (kvitt start). Med --wait görs den här och nu.`,
        en: `Run ${runId} waits for a worker (kvitt start). With --wait it is done here and now.`,
      };
      print(context, words[house.language]);
    }
    return EXIT.agrees;
  }
  const { problem, ...counts } = await doRun(context, house, { runId, earlierToo });
  const left = await countUndelivered(house.books, runId);
  if (json) printJson(context, counts);
  else {
    print(context, summary(counts)[house.language]);
    for (const one of await completedIn(house.books, { runId }))
      print(context, completedWords(one)[house.language]);
    for (const one of await adviceIn(house.books, { runId }))
      print(context, adviceWords(one)[house.language]);
    for (const { paymentReference, words } of await unfindableIn(house.books, runId))
      print(context, `✗ ${paymentReference}: ${words[house.language]}`);
    for (const text of await refusals(house, runId)) print(context, text);
  }
  if (problem !== null) say(context, `kvitt: ${problem}`);
  for (const words of await remarks(house, counts, left)) say(context, words[house.language]);
  return exitCodeOf({ ...counts, problem, undelivered: left });
}

const REFUSALS_MAX = 20;
const OF_A_FILE_MAX = 3;

/** What was refused in the run, and what to do; a list that would fill screens ends where the rest can be read. */
async function refusals({ books, language }: OpenHouse, runId: bigint): Promise<readonly string[]> {
  const files = await quarantinedIn(books, runId, REFUSALS_MAX);
  return files.flatMap(({ refusals: found }) => {
    const rest = found.length - OF_A_FILE_MAX;
    const more = {
      sv: `  ... och ${rest} till i .reason.json`,
      en: `  ... and ${rest} more in .reason.json`,
    };
    return [
      ...found.slice(0, OF_A_FILE_MAX).map((refusal) => `✗ ${showRefusal(refusal, language)}`),
      ...(rest > 0 ? [more[language]] : []),
    ];
  });
}

/** What needs a look, and where. */
async function remarks({ home, books }: OpenHouse, counts: Counts, left: number): Promise<readonly Words[]> {
  const { quarantined } = counts.files;
  const { untaken } = await leftAlone(books, BigInt(counts.run));
  const names = untaken.map(({ name }) => name).join(", ");
  return [
    ...(quarantined > 0
      ? [
          {
            sv: `${quarantined} ${quarantined === 1 ? "fil" : "filer"} i karantän: se ${home.quarantine}`,
            en: `${quarantined} ${quarantined === 1 ? "file" : "files"} in quarantine: see ${home.quarantine}`,
          },
        ]
      : []),
    ...(untaken.length > 0
      ? [
          {
            sv: `Kunde inte hämtas och ligger kvar: ${names}`,
            en: `Could not be taken and lie where they were: ${names}`,
          },
        ]
      : []),
    ...(left > 0
      ? [
          {
            sv: `${left} ${left === 1 ? "leverans eller mejl" : "leveranser eller mejl"} kom inte fram och prövas igen: kvitt retry --all --wait`,
            en: `${left} ${left === 1 ? "delivery or mail" : "deliveries or mails"} did not arrive and will be tried again: kvitt retry --all --wait`,
          },
        ]
      : []),
  ];
}

function summary(counts: Counts) {
  const { files, payouts, lines, matched, deviations, vouchers, mails } = counts;
  const changed = changedWords(counts.changed);
  return {
    sv:
      `Filer: ${files.imported} inlästa, ${files.duplicate} dubbletter, ${changed.sv}${files.quarantined} i karantän\n` +
      `Utbetalningar: ${payouts} med ${lines} rader, ${matched} kopplade\n` +
      `Verifikationer: ${vouchers}   E-post: ${mails}   Öppna avvikelser: ${deviations}`,
    en:
      `Files: ${files.imported} imported, ${files.duplicate} duplicates, ${changed.en}${files.quarantined} in quarantine\n` +
      `Payouts: ${payouts} with ${lines} lines, ${matched} matched\n` +
      `Vouchers: ${vouchers}   Mails: ${mails}   Open deviations: ${deviations}`,
  };
}
