/** The command that looks whether everything a night needs is there. */
import { messages } from "./messages.ts";
import type { Command } from "commander";
import { examine } from "../../doctor/checkup.ts";
import { broken, type Check, type Finding } from "../../doctor/finding.ts";
import { UserError } from "../../errors.ts";
import { languageIn, openWorkspace, type Workspace } from "../../config/workspace.ts";
import { openLog } from "../../log.ts";
import type { Language, Message } from "../../message.ts";
import {
  EXIT,
  openDatabase,
  print,
  printJson,
  type CliContext,
  type Action,
  type Translate,
} from "../context.ts";

export function addDoctor(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("doctor")
    .description(t(messages.databaseQueueMailFoldersClock))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action(({ json }: { json?: boolean }) =>
      run(async () => {
        const { language, findings } = await look(context);
        const isBroken = findings.some(({ state }) => state === "broken");
        if (json)
          printJson(context, {
            works: !isBroken,
            checks: findings.map(({ check, state, says, todo }) => ({
              check,
              state,
              says: says[language],
              todo: todo?.[language] ?? null,
            })),
          });
        else
          print(
            context,
            [...findings.map((one) => line(one, language)), "", sum(findings)[language]].join("\n"),
          );
        return isBroken ? EXIT.technical : EXIT.agrees;
      }),
    );
}

async function look(context: CliContext): Promise<{ language: Language; findings: readonly Finding[] }> {
  let workspace: Workspace;
  try {
    workspace = openWorkspace(context.env, context.cwd);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    // without settings there is nothing else to look at
    const language = languageIn(context.env, context.cwd);
    return { language, findings: [broken("settings", thrown.problem, thrown.todo)] };
  }
  const log = openLog("silent");
  const findings = await examine({
    workspace,
    clock: context.clock,
    log,
    openDatabase: () => openDatabase(workspace, log),
  });
  return { language: workspace.settings.language, findings };
}

const NAMES: Readonly<Record<Check, Message>> = {
  settings: messages.namesSettings,
  folders: messages.namesFolders,
  disk: messages.namesDisk,
  database: messages.namesDatabase,
  schema: messages.namesSchema,
  role: messages.namesRole,
  clock: messages.namesClock,
  queue: messages.namesQueue,
  schedule: messages.namesSchedule,
  rows: messages.namesRows,
  mail: messages.namesMail,
};
const NAME_WIDTH = 15;
const MARKS: Readonly<Record<Finding["state"], string>> = { works: "✓", attention: "!", broken: "✗" };

function line({ check, state, says, todo }: Finding, language: Language): string {
  const indent = " ".repeat(NAME_WIDTH + 2);
  const said = says[language].trim().replaceAll("\n", `\n${indent}`);
  const cure = todo === null ? "" : `\n${indent}→ ${todo[language]}`;
  return `${MARKS[state]} ${NAMES[check][language].padEnd(NAME_WIDTH)}${said}${cure}`;
}

function sum(findings: readonly Finding[]): Message {
  const bad = findings.filter(({ state }) => state === "broken").length;
  const seen = findings.filter(({ state }) => state === "attention").length;
  if (bad > 0) return messages.oneThingDoesWork(bad);
  if (seen === 0) return messages.everythingWorks;
  return messages.everythingWorksOneThingDeserves(seen);
}
