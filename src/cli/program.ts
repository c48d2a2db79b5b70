/**
 * The command line: parses, calls one function of a room, shows the outcome. Exit codes are CONTRACT §3's. What a
 * person must cure ends with 2 and words; everything else that is thrown is technical and ends with 1.
 */
import { Command, CommanderError } from "commander";
import { messageOf, NeedsPerson } from "../errors.ts";
import { VERSION } from "../version.ts";
import { languageIn } from "../home.ts";
import type { Language, Words } from "../words.ts";
import { addBooksCommands } from "./commands/books.ts";
import { addCheck } from "./commands/check.ts";
import { addDecide } from "./commands/decide.ts";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addLook } from "./commands/look.ts";
import { addNight } from "./commands/night.ts";
import { addProof } from "./commands/proof.ts";
import { addServe } from "./commands/serve.ts";
import { EXIT, printJson, type Context, type ExitCode } from "./context.ts";
import { speak } from "./help.ts";
import { wrongUsage } from "./wrong-usage.ts";

/** What a command's work ends with. */
export type Action = (work: () => Promise<ExitCode>) => Promise<void>;

/** Words in the language of the person who typed the command. */
export type Tell = (words: Words) => string;

/** Resolves to the exit code, also when the command failed: it has been said on stderr then. */
export async function command(argv: readonly string[], context: Context): Promise<number> {
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
export function buildProgram(context: Context, language: Language, run: Action): Command {
  const tell: Tell = (words) => words[language];
  const program = new Command("kvitt")
    .description(
      tell({
        sv: "Klarnas och Kustoms avräkningsrapporter, bevisade på öret, kopplade och bokförda varje natt.",
        en: "Klarna/Kustom settlement reports, proven to the öre, matched and booked every night.",
      }),
    )
    .version(VERSION, "-V, --version", tell({ sv: "visa versionen", en: "output the version number" }))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      // it is said in the person's language, below
      outputError: () => {},
    });
  speak(program, language);
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
    add(program, context, run, tell);
  }
  return program;
}

function explain(thrown: unknown, argv: readonly string[], context: Context, language: Language): number {
  const person = thrown instanceof NeedsPerson;
  const message = person ? thrown.say(language) : messageOf(thrown);
  context.stderr.write(`kvitt: ${message}\n`);
  if (!person && context.env["LOG_LEVEL"] === "debug" && thrown instanceof Error) {
    context.stderr.write(`${thrown.stack ?? ""}\n`);
  }
  if (argv.includes("--json"))
    printJson(context, { error: { kind: person ? "usage" : "technical", message } });
  return person ? EXIT.usage : EXIT.technical;
}
