/**
 * `kvitt demo`: a month of a Swedish shop, put where real reports land, and the night that takes it in: begun by the
 * scheduler, done by the workers, ended with a table.
 */
import { messages } from "./messages.ts";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Command } from "commander";
import { begin, NIGHT_ROLES } from "../../../workers/roles.ts";
import { countRun } from "../../books/run-counts.ts";
import { addRun } from "../../books/runs.ts";
import { deviations, payouts } from "../../books/views.ts";
import { DEMO_CONFIG, writeDemo, writeDemoConfig } from "../../demo/write-demo.ts";
import { UserError } from "../../errors.ts";
import { openWorkspace } from "../../config/workspace.ts";
import { RULES_VERSION } from "../../matching/ladder.ts";
import { dueNight, forgetNight, runOfNight } from "../../pipeline/schedule.ts";
import {
  EXIT,
  withApp,
  print,
  note,
  type CliContext,
  type ExitCode,
  type OpenApp,
  type Action,
  type Translate,
} from "../context.ts";
import { progress } from "../progress.ts";
import { showPayouts } from "../show.ts";
import { showDeviations } from "../show-deviations.ts";
import { doRun } from "../wait.ts";

const LOOK_EVERY_MS = 50;
/** The scheduler begins the night within seconds; if it does not, something is wrong with the queue. */
const PATIENCE_MS = 60_000;

export function addDemo(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("demo")
    .description(t(messages.monthSwedishShopTakenNight))
    .action(() =>
      run(async () => {
        const { folder } = openWorkspace(context.env, context.cwd);
        mustBeFree(folder);
        await writeDemoConfig(folder);
        return withApp(context, (app) => playNight(context, app));
      }),
    );
}

/** A home with settings of its own belongs to a real shop: nothing of the demo goes in there. */
function mustBeFree(folder: string): void {
  const config = join(folder, "kvitt.config.yaml");
  if (!existsSync(config) || readFileSync(config, "utf8") === DEMO_CONFIG) return;
  throw new UserError(messages.settingsOwnBelongsRealShop(folder), messages.runDemoAnotherFolderKvitt);
}

async function playNight(context: CliContext, app: OpenApp): Promise<ExitCode> {
  const { workspace, language } = app;
  note(context, messages.monthReportsPutIntoInbox[language]);
  await writeDemo(workspace);
  const runId = (await scheduledNight(context, app)) ?? (await anotherNight(context, app));
  await showOutcome(context, app, runId);
  return EXIT.agrees;
}

/** Lets the scheduler find that last night was missed. Null: that night has been run before. */
async function scheduledNight(context: CliContext, app: OpenApp): Promise<bigint | null> {
  const { books, workspace, clock } = app;
  const { settings } = workspace;
  const night = dueNight(settings.nightlyAt, settings.timeZone, clock.now());
  if (await runOfNight(books, "*", night)) return null;
  await forgetNight(books, "*", night);
  const shift = { app, queues: await app.queues() };
  for (const role of NIGHT_ROLES) await begin(role, shift);
  await begin("scheduler", shift);
  const began = clock.now().getTime();
  const bar = progress(context);
  for (let waited = 0; waited < PATIENCE_MS; waited = clock.now().getTime() - began) {
    const run = await runOfNight(books, "*", night);
    if (run?.state === "failed") throw new Error(run.problem ?? "the night failed");
    if (run?.state === "done") {
      bar.end();
      return run.id;
    }
    bar.show(0, 0, run?.state ?? "scheduler");
    await clock.sleep(LOOK_EVERY_MS);
  }
  throw new Error("the night did not end: see kvitt doctor");
}

async function anotherNight(context: CliContext, app: OpenApp): Promise<bigint> {
  const { books, workspace, clock } = app;
  const runId = await addRun(books, {
    kind: "nightly",
    scope: "*",
    night: null,
    at: clock.now(),
    settings: workspace.settings,
    rules: RULES_VERSION,
  });
  if (runId === null) throw new Error("a run without a night was refused");
  const { problem } = await doRun(context, app, { runId, earlierToo: true });
  if (problem !== null) throw new Error(problem);
  return runId;
}

async function showOutcome(context: CliContext, app: OpenApp, runId: bigint): Promise<void> {
  const { books, workspace, language, clock } = app;
  const counts = await countRun(books, runId);
  const open = await deviations(books);
  const example = open.find(({ paymentReference }) => paymentReference !== null)?.paymentReference;
  const at = (path: string) => relative(context.cwd, path) || path;
  print(context, `\n${showPayouts(await payouts(books), language)}`);
  print(context, `\n${showDeviations(open, language, clock.now())}`);
  const { files } = counts;
  const count = (folder: string, ending: string) =>
    readdirSync(folder).filter((name) => name.endsWith(ending)).length;
  const lines = {
    sv: [
      `Natten: ${files.imported} rapporter inlästa, ${files.duplicate} redan kända, ${files.quarantined} i karantän; ${counts.matched} rader kopplade.`,
      `Verifikationer (SIE 4I): ${count(workspace.sie, ".si")} filer i ${at(workspace.sie)}`,
      `E-post: ${count(workspace.mail, ".eml")} brev i ${at(workspace.mail)}`,
      `Karantän: ${at(workspace.quarantine)} (varje fil har en .reason.json som säger varför)`,
      "",
      "Prova nu:",
      "  npx kvitt deviations",
      ...(example ? [`  npx kvitt payout ${example}`] : []),
      "  npx kvitt vouchers",
      "  npm run demo            en gång till: ingenting läses in två gånger",
      "  npx kvitt start         hela systemet, med schema och webbsida",
    ],
    en: [
      `The night: ${files.imported} reports imported, ${files.duplicate} known already, ${files.quarantined} in quarantine; ${counts.matched} lines matched.`,
      `Vouchers (SIE 4I): ${count(workspace.sie, ".si")} files in ${at(workspace.sie)}`,
      `E-mail (.eml): ${count(workspace.mail, ".eml")} in ${at(workspace.mail)}`,
      `Quarantine: ${at(workspace.quarantine)} (each file has a .reason.json that says why)`,
      "",
      "Try next:",
      "  npx kvitt deviations",
      ...(example ? [`  npx kvitt payout ${example}`] : []),
      "  npx kvitt vouchers",
      "  npm run demo            once more: nothing is imported twice",
      "  npx kvitt start         the whole system, with its schedule and web page",
    ],
  }[language];
  print(context, `\n${lines.join("\n")}`);
}
