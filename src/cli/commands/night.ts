/** The commands that move money: nightly, import, receivables, retry. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { addRun } from "../../books/runs.ts";
import { RULES_VERSION } from "../../matching/ladder.ts";
import { dryRun } from "../../night/dry-run.ts";
import { giveFiles } from "../../night/give.ts";
import { takeInGivenReceivables } from "../../night/give-receivables.ts";
import { retry } from "../../night/retry.ts";
import { goOn, ask } from "../../../workers/shift.ts";
import {
  EXIT,
  inHouse,
  print,
  printJson,
  say,
  type Context,
  type ExitCode,
  type OpenHouse,
} from "../context.ts";
import type { Action } from "../main.ts";
import { showReceivables } from "../show-receivables.ts";
import { showDryRun } from "../show-dry-run.ts";
import { doRun, exitCodeOf, undelivered } from "../wait.ts";

interface Options {
  readonly json?: boolean;
  readonly wait?: boolean;
  readonly dryRun?: boolean;
  readonly all?: boolean;
}

export function addNight(program: Command, context: Context, run: Action): void {
  program
    .command("nightly")
    .description("what the schedule does at night, now: take in, match, post, notify")
    .option("--wait", "do the work here and wait for its end")
    .option("--json", "one JSON document on stdout")
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
          return finish(context, house, runId ?? 0n, options);
        }),
      ),
    );

  program
    .command("import")
    .argument("<file...>", "settlement reports")
    .description("the same path for given reports")
    .option("--wait", "do the work here and wait for its end")
    .option("--dry-run", "write nothing, and show the outcome")
    .option("--json", "one JSON document on stdout")
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
    .argument("<file...>", "receivables CSV (CONTRACT: kind, number, currency, amount, ...)")
    .description("take in receivables")
    .option("--json", "one JSON document on stdout")
    .action((files: string[], { json }: Options) =>
      run(() =>
        inHouse(context, async (house) => {
          const taken = await takeInGivenReceivables(
            house,
            files.map((file) => resolve(context.cwd, file)),
          );
          if (json) printJson(context, { files: taken });
          else print(context, showReceivables(taken, house.language));
          if (taken.some(({ state }) => state === "quarantined")) return EXIT.usage;
          return taken.some(({ refusedCount, changed }) => refusedCount > 0 || changed > 0)
            ? EXIT.deviates
            : EXIT.agrees;
        }),
      ),
    );

  program
    .command("retry")
    .argument("[id]", "what failed, as `kvitt runs` or the mail names it: file:12, run:3, posting:7, mail:4")
    .description("run failed imports, matchings, postings or mails again")
    .option("--all", "everything that failed")
    .option("--wait", "do the work here and wait for its end")
    .option("--json", "one JSON document on stdout")
    .action((id: string | undefined, options: Options) =>
      run(() =>
        inHouse(context, async (house) => {
          const again = await retry(house, options.all ? null : (id ?? ""));
          for (const runId of again.runs) if (options.wait) await doRun(context, house, runId);
          const shift = { house, queues: await house.queues() };
          for (const runId of again.runs) await goOn(shift, runId);
          await ask(shift, again.steps);
          if (options.json) printJson(context, { retried: again.retried });
          else {
            const words = { sv: `${again.retried} att köra om.`, en: `${again.retried} to run again.` };
            print(context, words[house.language]);
          }
          return EXIT.agrees;
        }),
      ),
    );
}

async function finish(
  context: Context,
  house: OpenHouse,
  runId: bigint,
  { wait, json }: Options,
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
  const counts = await doRun(context, house, runId);
  const left = await undelivered(house, runId);
  const { run, files, payouts, lines, matched, deviations, vouchers, mails, opened, failed } = counts;
  if (json)
    printJson(context, { run, files, payouts, lines, matched, deviations, vouchers, mails, opened, failed });
  else print(context, summary(counts)[house.language]);
  if (counts.problem !== null) say(context, counts.problem);
  if (files.quarantined > 0) {
    const words = {
      sv: `${files.quarantined} fil(er) i karantän: se ${house.home.quarantine}`,
      en: `${files.quarantined} file(s) in quarantine: see ${house.home.quarantine}`,
    };
    say(context, words[house.language]);
  }
  return exitCodeOf({ ...counts, undelivered: left });
}

function summary(counts: Awaited<ReturnType<typeof doRun>>) {
  const { files, payouts, lines, matched, deviations, vouchers, mails } = counts;
  return {
    sv:
      `Filer: ${files.imported} inlästa, ${files.duplicate} dubbletter, ${files.quarantined} i karantän\n` +
      `Utbetalningar: ${payouts} med ${lines} rader, ${matched} kopplade\n` +
      `Verifikationer: ${vouchers}   E-post: ${mails}   Öppna avvikelser: ${deviations}`,
    en:
      `Files: ${files.imported} imported, ${files.duplicate} duplicates, ${files.quarantined} in quarantine\n` +
      `Payouts: ${payouts} with ${lines} lines, ${matched} matched\n` +
      `Vouchers: ${vouchers}   Mails: ${mails}   Open deviations: ${deviations}`,
  };
}
