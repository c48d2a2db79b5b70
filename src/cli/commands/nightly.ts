/** `kvitt nightly`: the nightly run, now. */
import { addRun } from "../../books/runs.ts";
import { RULES_VERSION } from "../../matching/ladder.ts";
import { command } from "../command.ts";
import type { OpenApp } from "../context.ts";
import { runToEnd, type RunOptions } from "../run-to-end.ts";
import { messages } from "./messages.ts";

export const nightly = command({
  name: "nightly",
  text: messages.nightly,
  options: [{ flags: "--wait", text: messages.wait }],
  json: true,
  run: async (invocation, { wait = false }: RunOptions) =>
    runToEnd(invocation, await addNightlyRun(invocation.app), { wait, earlierToo: true }),
});

/** A nightly run that a person asks for: of no scheduled night, so that the schedule still runs its own. */
export async function addNightlyRun({ books, workspace, clock }: OpenApp): Promise<bigint> {
  const runId = await addRun(books, {
    kind: "nightly",
    scope: "*",
    night: null,
    at: clock.now(),
    settings: workspace.settings,
    rules: RULES_VERSION,
  });
  if (runId === null) throw new Error("a run without a night was refused");
  return runId;
}
