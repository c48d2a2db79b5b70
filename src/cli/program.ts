/**
 * The command line: which commands there are, and what the process ends with. Exit codes are CONTRACT §3's: what a person
 * must correct ends with 2 and a text that says how; anything else that is thrown is technical and ends with 1.
 */
import { Command, CommanderError } from "commander";
import { languageIn } from "../config/workspace.ts";
import { messageOf, ToldError, UserError } from "../errors.ts";
import { withoutSecrets } from "../secrets.ts";
import type { Language, Message } from "../message.ts";
import { VERSION } from "../version.ts";
import type { CliCommand, Perform } from "./command.ts";
import { check } from "./commands/check.ts";
import { demo } from "./commands/demo.ts";
import { connectors } from "./commands/connectors.ts";
import { deviations } from "./commands/deviations.ts";
import { doctor } from "./commands/doctor.ts";
import { evidence } from "./commands/evidence.ts";
import { explain } from "./commands/explain.ts";
import { importReports } from "./commands/import.ts";
import { migrate } from "./commands/migrate.ts";
import { month } from "./commands/month.ts";
import { nightly } from "./commands/nightly.ts";
import { people } from "./commands/people.ts";
import { payout } from "./commands/payout.ts";
import { payouts } from "./commands/payouts.ts";
import { receivables } from "./commands/receivables.ts";
import { replay } from "./commands/replay.ts";
import { resolve } from "./commands/resolve.ts";
import { retry } from "./commands/retry.ts";
import { runs } from "./commands/runs.ts";
import { start } from "./commands/start.ts";
import { undo } from "./commands/undo.ts";
import { verify } from "./commands/verify.ts";
import { vouchers } from "./commands/vouchers.ts";
import { worker } from "./commands/worker.ts";
import { EXIT, note, printJson, type CliContext } from "./context.ts";
import { localizeHelp } from "./help.ts";
import { messages } from "./messages.ts";
import { wrongUsage } from "./wrong-usage.ts";

interface Group {
  readonly heading: Message;
  readonly commands: readonly CliCommand[];
}

const SET_UP_AND_RUN: Group = {
  heading: messages.headingSetUpAndRun,
  commands: [start, worker, migrate, doctor, connectors, people, demo],
};

/** Every command, as `kvitt --help` groups them. */
export const GROUPS: readonly Group[] = [
  { heading: messages.headingDailyWork, commands: [nightly, importReports, receivables, check, retry] },
  { heading: messages.headingLook, commands: [payouts, payout, deviations, vouchers, month, runs] },
  { heading: messages.headingDecide, commands: [resolve, undo] },
  SET_UP_AND_RUN,
  { heading: messages.headingAudit, commands: [verify, explain, replay, evidence] },
];

/** Resolves to the exit code, also when the command failed: the reason is on stderr then. */
export async function runCommand(argv: readonly string[], context: CliContext): Promise<number> {
  let code: number = EXIT.agrees;
  const language = languageIn(context.env, context.cwd);
  const program = buildProgram(context, language, async (work) => {
    code = await work();
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return failed(thrown, argv, context, language);
    // --help and --version are done, and so is the help that is shown when no command is given
    if (thrown.exitCode === 0) return EXIT.agrees;
    if (thrown.code === "commander.help") return EXIT.usage;
    const meant = program.commands.find((one) => one.name() === argv[0])?.name() ?? null;
    return failed(wrongUsage(thrown, meant), argv, context, language);
  }
}

/** Every command with its options. */
export function buildProgram(context: CliContext, language: Language, perform: Perform): Command {
  const program = new Command("kvitt")
    .description(messages.whatKvittDoes[language])
    .version(VERSION, "-V, --version", messages.versionOption[language])
    // the help command that commander adds has no group of its own
    .commandsGroup(SET_UP_AND_RUN.heading[language])
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      // written by runCommand, in the person's language
      outputError: () => {},
    });
  localizeHelp(program, language);
  for (const { heading, commands } of GROUPS) {
    for (const one of commands)
      one.addTo(program, { context, language, heading: heading[language], perform });
  }
  return program;
}

function failed(thrown: unknown, argv: readonly string[], context: CliContext, language: Language): number {
  const isUsage = thrown instanceof UserError;
  const message = thrown instanceof ToldError ? withoutSecrets(thrown.say(language)) : messageOf(thrown);
  note(context, `kvitt: ${message}`);
  if (!isUsage && context.env["LOG_LEVEL"] === "debug" && thrown instanceof Error) {
    note(context, withoutSecrets(thrown.stack ?? ""));
  }
  if (argv.includes("--json"))
    printJson(context, { error: { kind: isUsage ? "usage" : "technical", message } });
  return isUsage ? EXIT.usage : EXIT.technical;
}
