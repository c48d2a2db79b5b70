/** The commands that prove: explain. */
import { Argument, InvalidArgumentError, type Command } from "commander";
import { explainLine } from "../../proof/explain.ts";
import { explanationText } from "../../proof/explain-words.ts";
import { readLineName, type LineName } from "../../proof/explained-line.ts";
import { EXIT, inHouse, print, printJson, type Context } from "../context.ts";
import type { Action } from "../main.ts";

interface Options {
  readonly json?: boolean;
}

export function addProof(program: Command, context: Context, run: Action): void {
  program
    .command("explain")
    .addArgument(
      new Argument("<line>", "REF:ROW, as in the report file, or a deviation such as d12").argParser(
        readLine,
      ),
    )
    .description(
      "why a line went where it went: each rung of the ladder, its candidates, and what was decided",
    )
    .option("--json", "one JSON document on stdout")
    .action((line: LineName, { json }: Options) =>
      run(() =>
        inHouse(context, async ({ books, home, language }) => {
          const explanation = await explainLine(books, line, home.settings);
          if (json) printJson(context, explanation);
          else print(context, explanationText(explanation, language));
          return EXIT.agrees;
        }),
      ),
    );
}

function readLine(text: string): LineName {
  const name = readLineName(text);
  if (name === null)
    throw new InvalidArgumentError("write REF:ROW, such as 123456789:7, or a deviation such as d12");
  return name;
}
