/** `kvitt import FILE...`: imports the given reports, or shows what importing them would do. */
import { resolve } from "node:path";
import { dryRun } from "../../pipeline/dry-run.ts";
import { importGivenFiles } from "../../pipeline/manual-import.ts";
import { command, type AppInvocation } from "../command.ts";
import { EXIT, type ExitCode } from "../context.ts";
import { renderDryRun } from "../render/dry-run.ts";
import { runToEnd } from "../run-to-end.ts";
import { messages } from "./messages.ts";

interface Options {
  readonly wait?: boolean;
  readonly dryRun?: boolean;
}

export const importReports = command({
  name: "import",
  text: messages.import,
  arguments: [{ name: "<file...>", text: messages.importFiles }],
  options: [
    { flags: "--wait", text: messages.wait },
    { flags: "--dry-run", text: messages.importDryRun },
  ],
  json: true,
  run: async (invocation, files: string[], { wait = false, dryRun: isDry }: Options) => {
    const paths = files.map((file) => resolve(invocation.cwd, file));
    if (isDry) return showOutcome(invocation, paths);
    return runToEnd(invocation, await importGivenFiles(invocation.app, paths), { wait });
  },
});

async function showOutcome(
  { app, answer, language, clock }: AppInvocation,
  paths: readonly string[],
): Promise<ExitCode> {
  const outcome = await dryRun(app, paths);
  answer(outcome, () => renderDryRun(outcome, language, clock.now()));
  return outcome.files.quarantined > 0 || outcome.deviations > 0 ? EXIT.deviates : EXIT.agrees;
}
