/** The commands that run the system: start, worker, migrate. */
import { messages } from "./messages.ts";
import { Argument, type Command } from "commander";
import { begin, ROLES, type Role } from "../../../workers/roles.ts";
import { workWeb } from "../../../workers/web.ts";
import { migrate } from "../../books/migrate.ts";
import { openWorkspace } from "../../config/workspace.ts";
import { openLog } from "../../log.ts";
import { migrateQueue } from "../../queue/migrate.ts";
import {
  EXIT,
  openDatabase,
  openApp,
  print,
  printJson,
  type CliContext,
  type ExitCode,
  type Action,
  type Translate,
} from "../context.ts";

export function addServe(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("start")
    .description(t(messages.wholeSystemOneProcessScheduler))
    .action(() => run(() => serve(context, ROLES)));

  program
    .command("worker")
    .addArgument(new Argument("<role...>", t(messages.processDoes)).choices(ROLES))
    .description(t(messages.onlyTheseRolesScalingOut))
    .action((roles: Role[]) => run(() => serve(context, roles)));

  program
    .command("migrate")
    .description(t(messages.createUpgradeSchemaSafeRun))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action(({ json }: { json?: boolean }) =>
      run(async () => {
        const workspace = openWorkspace(context.env, context.cwd);
        const database = await openDatabase(
          workspace,
          openLog(workspace.logLevel === "info" ? "warn" : workspace.logLevel),
        );
        try {
          await migrate(database.url);
          if (workspace.redisUrl === null) await migrateQueue(database.url);
        } finally {
          await database.close();
        }
        const words = messages.databaseUpDate;
        if (json) printJson(context, { upToDate: true });
        else print(context, words[workspace.settings.language]);
        return EXIT.agrees;
      }),
    );
}

/** Runs roles until SIGTERM or SIGINT; what is being done then is finished or handed back. */
async function serve(context: CliContext, roles: readonly Role[]): Promise<ExitCode> {
  const app = await openApp(context, { quiet: false });
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGTERM", onSignal);
  process.once("SIGINT", onSignal);
  let web: { close(): Promise<void> } | null = null;
  try {
    const shift = { app, queues: await app.queues() };
    for (const role of new Set(roles)) {
      if (role === "web") web = await workWeb(shift);
      else await begin(role, shift);
    }
    app.log.info({ roles, backend: shift.queues.backend, workspace: app.workspace.folder }, "at work");
    await stopped(stop.signal);
    app.log.info("stopping");
  } finally {
    await web?.close();
    await app.close();
  }
  return EXIT.agrees;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
