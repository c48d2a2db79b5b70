/**
 * `kvitt demo`: a month of a made-up Swedish shop in a folder of its own, and the nightly run that takes it in: begun by
 * the scheduler, done by the workers, shown as tables.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { begin, NIGHT_ROLES } from "../../../workers/roles.ts";
import { countRun } from "../../books/run-counts.ts";
import { deviations, payouts } from "../../books/views.ts";
import { demoEnvironment, demoFolder, ignoredByDemo } from "../../demo/environment.ts";
import { DEMO_CONFIG, writeDemo, writeDemoConfig } from "../../demo/write-demo.ts";
import { UserError } from "../../errors.ts";
import { addNightlyRun } from "../../pipeline/nightly-run.ts";
import { dueNight, forgetNight, runOfNight } from "../../pipeline/schedule.ts";
import { command, type Invocation } from "../command.ts";
import { EXIT, note, print, withApp, type OpenApp } from "../context.ts";
import { progress } from "../progress.ts";
import { renderDeviations } from "../render/deviations.ts";
import { renderPayouts } from "../render/payouts.ts";
import { placeText } from "../render/place.ts";
import { doRun } from "../wait.ts";
import { messages } from "./messages.ts";

const POLL_EVERY_MS = 50;
/** The scheduler begins the run within seconds; after this long the queue must be broken. */
const PATIENCE_MS = 60_000;

export const demo = command({
  name: "demo",
  text: messages.demo,
  opensApp: false,
  run: async (invocation) => {
    const { env, cwd, language } = invocation;
    const folder = demoFolder(env, cwd);
    requireDemoFolder(folder);
    const ignored = ignoredByDemo(env);
    note(invocation, messages.demoBegins(placeText(folder, cwd))[language]);
    if (ignored.length > 0) note(invocation, messages.demoIgnores(ignored.join(", "))[language]);
    await writeDemoConfig(folder);
    await withApp({ ...invocation, env: demoEnvironment(env, cwd) }, async (app) => {
      await writeDemo(app.workspace);
      const runId = (await scheduledRun(invocation, app)) ?? (await anotherRun(invocation, app));
      await showOutcome(invocation, app, runId);
    });
    return EXIT.agrees;
  },
});

/** Somebody may have turned the demo's folder into the workspace of a real shop. */
function requireDemoFolder(folder: string): void {
  const config = join(folder, "kvitt.config.yaml");
  if (!existsSync(config) || readFileSync(config, "utf8") === DEMO_CONFIG) return;
  throw new UserError(messages.demoFolderTaken(folder), messages.removeDemoFolder);
}

/** Lets the scheduler find that last night's run was missed. Null: it has been done before. */
async function scheduledRun(invocation: Invocation, app: OpenApp): Promise<bigint | null> {
  const { books, workspace, clock } = app;
  const { settings } = workspace;
  const night = dueNight(settings.nightlyAt, settings.timeZone, clock.now());
  if (await runOfNight(books, "*", night)) return null;
  await forgetNight(books, "*", night);
  const workers = { app, queues: await app.queues() };
  for (const role of NIGHT_ROLES) await begin(role, workers);
  await begin("scheduler", workers);
  const began = clock.now().getTime();
  const bar = progress(invocation);
  for (let waited = 0; waited < PATIENCE_MS; waited = clock.now().getTime() - began) {
    const run = await runOfNight(books, "*", night);
    if (run?.state === "failed") throw new Error(run.problem ?? "the nightly run failed");
    if (run?.state === "done") {
      bar.end();
      return run.id;
    }
    bar.show(0, 0, run?.state ?? "scheduler");
    await clock.sleep(POLL_EVERY_MS);
  }
  throw new Error("the nightly run did not end: see kvitt doctor");
}

async function anotherRun(invocation: Invocation, app: OpenApp): Promise<bigint> {
  const runId = await addNightlyRun(app);
  const { problem } = await doRun(invocation, app, { runId, earlierToo: true });
  if (problem !== null) throw new Error(problem);
  return runId;
}

async function showOutcome(invocation: Invocation, app: OpenApp, runId: bigint): Promise<void> {
  const { cwd, language, clock } = invocation;
  const { books, workspace } = app;
  const { files, matched } = await countRun(books, runId);
  const open = await deviations(books);
  const filesIn = (folder: string, ending: string) => {
    const count = readdirSync(folder).filter((name) => name.endsWith(ending)).length;
    return messages.filesIn({ count, folder: placeText(folder, cwd) })[language];
  };
  const outcome = messages.demoOutcome({
    ...files,
    matched,
    sie: filesIn(workspace.sie, ".si"),
    mail: filesIn(workspace.mail, ".eml"),
    quarantine: placeText(workspace.quarantine, cwd),
  });
  print(invocation, `\n${renderPayouts(await payouts(books), language)}`);
  print(invocation, `\n${renderDeviations(open, language, clock.now())}`);
  print(invocation, `\n${outcome[language]}`);
  const example = open.find(({ paymentReference }) => paymentReference !== null)?.paymentReference;
  print(invocation, `\n${hints(invocation, workspace.folder, example ?? null).join("\n")}`);
}

/** Commands to try, which must be pointed at the demo's folder and away from the real books. */
function hints({ env, cwd, language }: Invocation, folder: string, payout: string | null): readonly string[] {
  const cleared = ignoredByDemo(env).map((name) => `${name}= `);
  const kvitt = (args: string) => `${cleared.join("")}KVITT_HOME=${placeText(folder, cwd)} npx kvitt ${args}`;
  const commands: readonly (readonly [line: string, says: string])[] = [
    [kvitt("deviations"), ""],
    ...(payout === null ? [] : [[kvitt(`payout ${payout}`), ""] as const]),
    [kvitt("vouchers"), ""],
    [kvitt("start"), messages.tryStart[language]],
    ["npx kvitt demo", messages.tryDemoAgain[language]],
  ];
  const width = Math.max(...commands.map(([line]) => line.length));
  return [
    messages.tryNext[language],
    ...commands.map(([line, says]) => `  ${line.padEnd(width)}  ${says}`.trimEnd()),
  ];
}
