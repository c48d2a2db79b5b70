/** `kvitt evidence REF`: one zip for the auditor, about one payout. */
import { resolve } from "node:path";
import { evidenceName, writeEvidence } from "../../audit/evidence/evidence.ts";
import { errnoOf, UserError } from "../../errors.ts";
import { command } from "../command.ts";
import { EXIT, note } from "../context.ts";
import { messages } from "./messages.ts";

export const evidence = command({
  name: "evidence",
  text: messages.evidence,
  arguments: [{ name: "<ref>", text: messages.paymentReference }],
  options: [{ flags: "--out <file>", text: messages.evidenceOut }],
  json: true,
  run: async (invocation, reference: string, { out }: { readonly out?: string }) => {
    const { app, answer, language, cwd } = invocation;
    const path = resolve(cwd, out ?? evidenceName(reference));
    // the zip is kept, so it is in the company's language and not in that of the terminal
    const written = await writeEvidence(app, reference, path, app.workspace.settings.language).catch(
      (thrown: unknown) => {
        if (errnoOf(thrown) !== "EEXIST") throw thrown;
        throw new UserError(messages.fileExists(path), messages.moveFileOrUseOut);
      },
    );
    answer(written, () => written.path);
    for (const name of written.missing) note(invocation, messages.evidenceFileMissing(name)[language]);
    return EXIT.agrees;
  },
});
