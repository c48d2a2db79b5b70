/** `kvitt nightly`: the nightly run, now. */
import { addNightlyRun } from "../../pipeline/nightly-run.ts";
import { beginNight } from "../../pipeline/begin-night.ts";
import { addNightlyRun } from "../../pipeline/manual-night.ts";
import { command } from "../command.ts";
import { runToEnd, type RunOptions } from "../run-to-end.ts";
import { messages } from "./messages.ts";

export const nightly = command({
  name: "nightly",
  text: messages.nightly,
  options: [{ flags: "--wait", text: messages.wait }],
  json: true,
  run: async (invocation, { wait = false }: RunOptions) =>
    runToEnd(invocation, await beginNight(invocation.app), { wait, earlierToo: true }),
});
