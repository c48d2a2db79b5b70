/** `kvitt check FILE`: is this report configured well in Klarna's portal? */
import { messages } from "./messages.ts";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Command } from "commander";
import type { Settings } from "../../config/settings.ts";
import { errnoOf, UserError } from "../../errors.ts";
import { openWorkspace } from "../../config/workspace.ts";
import { checkList } from "../../intake/receivables/check-list.ts";
import { configuredMaps } from "../../intake/receivables/configured-maps.ts";
import { checkReport } from "../../reports/check/check.ts";
import type { ReadOptions } from "../../reports/report.ts";
import { showListCheck } from "../show-list-check.ts";
import { checkJson, showCheck } from "../show-check.ts";
import { EXIT, print, printJson, type CliContext, type Action, type Translate } from "../context.ts";

export function addCheck(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("check")
    .argument("<file>", t(messages.settlementReportListReceivables))
    .description(t(messages.reportConfiguredWellKlarnaS))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((file: string, { json }: { json?: boolean }) =>
      run(async () => {
        const { settings } = openWorkspace(context.env, context.cwd);
        const path = resolve(context.cwd, file);
        await mustBeFile(path, file);
        const source = () => createReadStream(path, { highWaterMark: 1 << 16 });
        const list = await checkList(basename(path), source, configuredMaps(settings));
        if (list !== null) {
          if (json) printJson(context, list);
          else print(context, showListCheck(list, settings.language));
          if (list.refusals.length > 0) return EXIT.usage;
          return list.refusedCount > 0 ? EXIT.deviates : EXIT.agrees;
        }
        const result = await checkReport(source, optionsFor(basename(path), settings));
        if (json) printJson(context, checkJson(result));
        else print(context, showCheck(result, settings.language));
        return result.refusals.length > 0
          ? EXIT.usage
          : result.missing.length > 0
            ? EXIT.deviates
            : EXIT.agrees;
      }),
    );
}

/** Renamed columns and undecidable dialects are a merchant's; with one merchant it is that one's report. */
function optionsFor(name: string, settings: Settings): ReadOptions {
  const [only, ...others] = Object.values(settings.merchants);
  if (!only || others.length > 0) return { name };
  return {
    name,
    headers: only.headers,
    ...(only.decimalMark === undefined ? {} : { decimalMark: only.decimalMark }),
    ...(only.dateOrder === undefined ? {} : { dateOrder: only.dateOrder }),
  };
}

async function mustBeFile(path: string, given: string): Promise<void> {
  try {
    if ((await stat(path)).isFile()) return;
  } catch (thrown) {
    if (errnoOf(thrown) !== "ENOENT" && errnoOf(thrown) !== "EACCES") throw thrown;
  }
  throw new UserError(messages.noFileCanRead(given), messages.nameSettlementReport);
}
