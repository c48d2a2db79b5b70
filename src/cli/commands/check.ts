/** `kvitt check FILE`: whether a report is configured well in the portal, or how a list of receivables would be read. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { openWorkspace } from "../../config/workspace.ts";
import { errnoOf, UserError } from "../../errors.ts";
import { checkList } from "../../intake/receivables/check-list.ts";
import { configuredMaps } from "../../intake/receivables/configured-maps.ts";
import { readOptionsFor } from "../../pipeline/check-file.ts";
import { checkReport } from "../../reports/check/check.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { checkJson, renderCheck } from "../render/check.ts";
import { renderListCheck } from "../render/list-check.ts";
import { messages } from "./messages.ts";

export const check = command({
  name: "check",
  text: messages.check,
  arguments: [{ name: "<file>", text: messages.checkFile }],
  json: true,
  opensApp: false,
  run: async ({ env, cwd, answer, language }, file: string) => {
    const { settings } = openWorkspace(env, cwd);
    const path = resolve(cwd, file);
    await requireFile(path, file);
    const source = () => createReadStream(path, { highWaterMark: 1 << 16 });
    const list = await checkList(basename(path), source, configuredMaps(settings));
    if (list !== null) {
      answer(list, () => renderListCheck(list, language));
      if (list.refusals.length > 0) return EXIT.usage;
      return list.refusedCount > 0 ? EXIT.deviates : EXIT.agrees;
    }
    const [options = { name: basename(path) }] = readOptionsFor(basename(path), settings);
    const result = await checkReport(source, options);
    answer(checkJson(result), () => renderCheck(result, language));
    if (result.refusals.length > 0) return EXIT.usage;
    return result.missing.length > 0 ? EXIT.deviates : EXIT.agrees;
  },
});

async function requireFile(path: string, given: string): Promise<void> {
  try {
    if ((await stat(path)).isFile()) return;
  } catch (thrown) {
    if (errnoOf(thrown) !== "ENOENT" && errnoOf(thrown) !== "EACCES") throw thrown;
  }
  throw new UserError(messages.notAReadableFile(given), messages.nameReportOrList);
}
