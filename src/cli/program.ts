/**
 * The command line: parses, calls one function of a room, shows the outcome. Exit codes are CONTRACT §3's. What a
 * person must cure ends with 2 and words; everything else that is thrown is technical and ends with 1.
 */
import { Command, CommanderError } from "commander";
import { messageOf, NeedsPerson } from "../errors.ts";
import { VERSION } from "../version.ts";
import { LANGUAGES, type Language } from "../words.ts";
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

/** What a command's work ends with. */
export type Action = (work: () => Promise<ExitCode>) => Promise<void>;

/** Resolves to the exit code, also when the command failed: it has been said on stderr then. */
export async function command(argv: readonly string[], context: Context): Promise<number> {
  let code: number = EXIT.agrees;
  const program = new Command("kvitt")
    .description("Klarna/Kustom settlement reports, proven to the öre, matched and booked every night.")
    .version(VERSION)
    .showHelpAfterError("(kvitt --help)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    });
  const run: Action = async (work) => {
    code = await work();
  };
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
    add(program, context, run);
  }
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (thrown) {
    return explain(thrown, argv, context);
  }
}

function explain(thrown: unknown, argv: readonly string[], context: Context): number {
  if (thrown instanceof CommanderError) {
    // --help and --version are done; everything else is wrong usage, and commander has said what
    return thrown.exitCode === 0 ? EXIT.agrees : EXIT.usage;
  }
  const language = languageOf(context);
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

/** Errors may come before the settings are read, so only the environment is asked. */
function languageOf({ env }: Context): Language {
  return LANGUAGES.find((language) => language === env["KVITT_LANG"]) ?? "sv";
}
