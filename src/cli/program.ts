/**
 * The command line: parses, calls one function of a room, shows the outcome. Exit codes are CONTRACT §3's. What a
 * person must cure ends with 2 and words; everything else that is thrown is technical and ends with 1.
 */
import { messages } from "./messages.ts";
import { Command, CommanderError } from "commander";
import { messageOf, UserError } from "../errors.ts";
import { VERSION } from "../version.ts";
import { languageIn } from "../config/workspace.ts";
import type { Language } from "../message.ts";
import { addBooksCommands } from "./commands/books.ts";
import { addCheck } from "./commands/check.ts";
import { addDecide } from "./commands/decide.ts";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addLook } from "./commands/look.ts";
import { addNight } from "./commands/night.ts";
import { addProof } from "./commands/proof.ts";
import { addServe } from "./commands/serve.ts";
import { EXIT, printJson, type Action, type CliContext, type Translate } from "./context.ts";
import { localizeHelp } from "./help.ts";
import { wrongUsage } from "./wrong-usage.ts";

/** Resolves to the exit code, also when the command failed: it has been said on stderr then. */
export async function command(argv: readonly string[], context: CliContext): Promise<number> {
  let code: number = EXIT.agrees;
  const language = languageIn(context.env, context.cwd);
  const program = buildProgram(context, language, async (work) => {
    code = await work();
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return explain(thrown, argv, context, language);
    // --help and --version are done, and so is the help that no command at all gives
    if (thrown.exitCode === 0) return EXIT.agrees;
    if (thrown.code === "commander.help") return EXIT.usage;
    const meant = program.commands.find((one) => one.name() === argv[0])?.name() ?? null;
    return explain(wrongUsage(thrown, meant), argv, context, language);
  }
}

/** Every command with its options. `run` is given the work of the command that was typed. */
export function buildProgram(context: CliContext, language: Language, run: Action): Command {
  const t: Translate = (words) => words[language];
  const program = new Command("kvitt")
    .description(t(messages.klarnaKustomSettlementReportsProven))
    .version(VERSION, "-V, --version", t(messages.outputVersionNumber))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      // it is said in the person's language, below
      outputError: () => {},
    });
  localizeHelp(program, language);
  for (const add of [
    addNight,
    addBooksCommands,
    addLook,
    addDecide,
    addCheck,
    addProof,
    addDoctor,
    addServe,
    addDemo,
  ]) {
    add(program, context, run, t);
  }
  return program;
}

function explain(thrown: unknown, argv: readonly string[], context: CliContext, language: Language): number {
  const person = thrown instanceof UserError;
  const message = person ? thrown.say(language) : messageOf(thrown);
  context.stderr.write(`kvitt: ${message}\n`);
  if (!person && context.env["LOG_LEVEL"] === "debug" && thrown instanceof Error) {
    context.stderr.write(`${thrown.stack ?? ""}\n`);
  }
  if (argv.includes("--json"))
    printJson(context, { error: { kind: person ? "usage" : "technical", message } });
  return person ? EXIT.usage : EXIT.technical;
}
