/** `kvitt nightly`: the nightly run, now. */
import { addNightlyRun } from "../../pipeline/nightly-run.ts";
import { command } from "../command.ts";
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
