/** `kvitt verify`: recomputes every invariant of the books from the raw files. */
import { verify as verifyBooks } from "../../audit/verify/verify.ts";
import { CHECK_NAMES, verifyText } from "../../audit/verify/verify-text.ts";
import { UserError } from "../../errors.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { progress } from "../progress.ts";
import { messages } from "./messages.ts";

interface Options {
  readonly all?: boolean;
  readonly anchor?: string;
}

export const verify = command({
  name: "verify",
  text: messages.verify,
  options: [
    { flags: "--all", text: messages.verifyAll },
    { flags: "--anchor <hash>", text: messages.verifyAnchor, read: readHash },
  ],
  json: true,
  run: async (invocation, { all = false, anchor }: Options) => {
    const { app, answer, language } = invocation;
    const bar = progress(invocation);
    const verdict = await verifyBooks(app, {
      all,
      anchor: anchor ?? null,
      onCheck: (done, checks, name) => bar.show(done, checks, CHECK_NAMES[name][language]),
    }).finally(() => bar.end());
    answer(verdict, () => verifyText(verdict, language));
    return verdict.agrees ? EXIT.agrees : EXIT.technical;
  },
});

function readHash(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new UserError(messages.notAHash(text), messages.writeHash);
  return text.toLowerCase();
}
