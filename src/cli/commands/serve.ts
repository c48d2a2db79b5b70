/** The commands that run the system: start, worker, migrate. */
import { Argument, type Command } from "commander";
import { begin, ROLES, type Role } from "../../../workers/roles.ts";
import { workWeb } from "../../../workers/web.ts";
import { migrate } from "../../books/migrate.ts";
import { openHome } from "../../config/workspace.ts";
import { openLog } from "../../log.ts";
import { migrateQueue } from "../../queue/migrate.ts";
import {
  EXIT,
  openDatabase,
  openHouse,
  print,
  printJson,
  type Context,
  type ExitCode,
  type Action,
  type Tell,
} from "../context.ts";

export function addServe(program: Command, context: Context, run: Action, tell: Tell): void {
  program
    .command("start")
    .description(
      tell({
        sv: "hela systemet i en process: schema, alla arbetare, webbsida; till SIGTERM",
        en: "the whole system in one process: scheduler, all workers, web; until SIGTERM",
      }),
    )
    .action(() => run(() => serve(context, ROLES)));

  program
    .command("worker")
    .addArgument(
      new Argument(
        "<role...>",
        tell({ sv: "vad den här processen gör", en: "what this process does" }),
      ).choices(ROLES),
    )
    .description(
      tell({ sv: "bara de här rollerna, för att sprida arbetet", en: "only these roles, for scaling out" }),
    )
    .action((roles: Role[]) => run(() => serve(context, roles)));

  program
    .command("migrate")
    .description(
      tell({
        sv: "skapa eller uppgradera schemat; går att köra två gånger, och samtidigt",
        en: "create or upgrade the schema; safe to run twice and side by side",
      }),
    )
    .option("--json", tell({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
    .action(({ json }: { json?: boolean }) =>
      run(async () => {
        const home = openHome(context.env, context.cwd);
        const database = await openDatabase(home, openLog(home.logLevel === "info" ? "warn" : home.logLevel));
        try {
          await migrate(database.url);
          if (home.redisUrl === null) await migrateQueue(database.url);
        } finally {
          await database.close();
        }
        const words = { sv: "Databasen är i senaste version.", en: "The database is up to date." };
        if (json) printJson(context, { upToDate: true });
        else print(context, words[home.settings.language]);
        return EXIT.agrees;
      }),
    );
}

/** Runs roles until SIGTERM or SIGINT; what is being done then is finished or handed back. */
async function serve(context: Context, roles: readonly Role[]): Promise<ExitCode> {
  const house = await openHouse(context, { quiet: false });
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGTERM", onSignal);
  process.once("SIGINT", onSignal);
  let web: { close(): Promise<void> } | null = null;
  try {
    const shift = { house, queues: await house.queues() };
    for (const role of new Set(roles)) {
      if (role === "web") web = await workWeb(shift);
      else await begin(role, shift);
    }
    house.log.info({ roles, backend: shift.queues.backend, home: house.home.folder }, "at work");
    await stopped(stop.signal);
    house.log.info("stopping");
  } finally {
    await web?.close();
    await house.close();
  }
  return EXIT.agrees;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
