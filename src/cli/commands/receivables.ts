/** `kvitt receivables FILE...`: takes in invoices, credit notes and orders. */
import { resolve } from "node:path";
import { importGivenReceivables } from "../../pipeline/import-receivables.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { renderReceivables } from "../render/receivables.ts";
import { messages } from "./messages.ts";

export const receivables = command({
  name: "receivables",
  text: messages.receivables,
  arguments: [{ name: "<file...>", text: messages.receivablesFiles }],
  options: [{ flags: "--merchant <id>", text: messages.receivablesMerchant }],
  json: true,
  run: async (
    { app, answer, language, cwd },
    files: string[],
    { merchant }: { readonly merchant?: string },
  ) => {
    const paths = files.map((file) => resolve(cwd, file));
    const taken = await importGivenReceivables(app, paths, merchant);
    answer({ files: taken }, () => renderReceivables(taken, language));
    return taken.some(
      ({ state, refusedCount, changed }) => state === "quarantined" || refusedCount > 0 || changed > 0,
    )
      ? EXIT.deviates
      : EXIT.agrees;
  },
});
