/** `kvitt replay RUN`: matches an earlier run again with its settings and receivables, beside the books, and compares. */
import { replayRun } from "../../audit/replay/replay.ts";
import { replayText } from "../../audit/replay/replay-text.ts";
import { UserError } from "../../errors.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { messages } from "./messages.ts";

export const replay = command({
  name: "replay",
  text: messages.replay,
  arguments: [{ name: "<run>", text: messages.replayRun, read: readRun }],
  json: true,
  run: async ({ app, answer, language }, runId: bigint) => {
    const { books, workspace, databaseUrl } = app;
    const outcome = await replayRun({ books, workspace, url: databaseUrl }, runId);
    answer(outcome, () => replayText(outcome, language));
    return outcome.identical ? EXIT.agrees : EXIT.technical;
  },
});

function readRun(text: string): bigint {
  if (!/^\d{1,15}$/.test(text)) throw new UserError(messages.notARun(text), messages.writeRunNumber);
  return BigInt(text);
}
