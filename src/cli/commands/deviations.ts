/** `kvitt deviations [ID]`: the open deviations and the balance of the clearing account by age, or one deviation. */
import { resolve } from "node:path";
import { createFile, PRIVATE } from "../../atomic-file.ts";
import { clearingByAge, openByAge } from "../../books/ages.ts";
import { clearingByMerchant } from "../../books/clearing.ts";
import { DEVIATION_STATES, deviations as deviationsIn } from "../../books/views.ts";
import { dateIn } from "../../clock.ts";
import { UserError } from "../../errors.ts";
import { ageing, type AgedBucket } from "../../format/ageing.ts";
import { showMinor } from "../../money.ts";
import { openDeviationsCsv } from "../../pipeline/digest.ts";
import { command, type AppInvocation } from "../command.ts";
import { EXIT, print, printJson, type ExitCode, type OpenApp } from "../context.ts";
import { renderAges } from "../render/ages.ts";
import { renderClearing } from "../render/clearing.ts";
import { renderDeviation } from "../render/deviation.ts";
import { renderDeviations } from "../render/deviations.ts";
import { messages } from "./messages.ts";
import { requirePayout } from "./payout.ts";

interface Options {
  readonly all?: boolean;
  readonly payout?: string;
  readonly ageing?: boolean;
  readonly csv?: string;
}

/** Rows of the list on a terminal; `--csv` and `--json` have them all. */
const SHOWN_MAX = 200;

export const deviations = command({
  name: "deviations",
  text: messages.deviations,
  arguments: [{ name: "[id]", text: messages.deviationsId }],
  options: [
    { flags: "--all", text: messages.deviationsAll },
    { flags: "--payout <ref>", text: messages.onlyOfOnePayout },
    { flags: "--ageing", text: messages.deviationsAgeing },
    { flags: "--csv <file>", text: messages.deviationsCsv },
  ],
  json: true,
  run: async (invocation, id: string | undefined, options: Options) =>
    id === undefined ? list(invocation, options) : one(invocation, id),
});

async function list(
  invocation: AppInvocation,
  { all, payout, ageing: onlyAgeing, csv }: Options,
): Promise<ExitCode> {
  const { app, json, language, clock } = invocation;
  const { books, workspace } = app;
  if (csv !== undefined) return write(invocation, csv);
  const states = all ? DEVIATION_STATES : (["open"] as const);
  const found = await deviationsIn(books, { states, reference: payout ?? null });
  if (found.length === 0) await requirePayout(books, payout);
  const ages = json && !onlyAgeing ? [] : await agesOf(app);
  if (json) printJson(invocation, onlyAgeing ? agesJson(ages) : found);
  else {
    const { timeZone } = workspace.settings;
    const balances =
      payout === undefined
        ? renderAges(ages, language) + renderClearing(await clearingByMerchant(books), language)
        : "";
    const texts = [
      ...(onlyAgeing ? [] : [renderDeviations(found.slice(-SHOWN_MAX), language, clock.now(), timeZone)]),
      ...(onlyAgeing || found.length <= SHOWN_MAX
        ? []
        : [messages.moreDeviations(found.length - SHOWN_MAX)[language]]),
      ...(balances === "" ? [] : [balances]),
    ];
    for (const text of texts) print(invocation, text);
  }
  return found.some(({ state }) => state === "open") ? EXIT.deviates : EXIT.agrees;
}

/** The open deviations as the letter's attachment has them, all of them. A file that is there is not replaced. */
async function write({ app, answer, language, cwd }: AppInvocation, name: string): Promise<ExitCode> {
  const file = resolve(cwd, name);
  const created = await createFile(file, [Buffer.from(await openDeviationsCsv(app, language))], {
    mode: PRIVATE,
  });
  if (created.kind === "exists") throw new UserError(messages.fileExists(file), messages.nameAnotherFile);
  if (created.kind === "unsure") throw created.cause;
  answer({ file }, () => messages.written(file)[language]);
  return EXIT.agrees;
}

/** One deviation in any state; a list of one in JSON. */
async function one({ app, answer, language, clock }: AppInvocation, name: string): Promise<ExitCode> {
  const id = /^[d#]?(\d{1,15})$/i.exec(name)?.[1];
  const states = DEVIATION_STATES;
  const found = id === undefined ? [] : await deviationsIn(app.books, { states, id: Number(id) });
  const [deviation] = found;
  if (!deviation) throw new UserError(messages.noSuchDeviation(name), messages.seeAllDeviations);
  const { timeZone } = app.workspace.settings;
  answer(found, () => renderDeviation(deviation, language, clock.now(), timeZone));
  return deviation.state === "open" ? EXIT.deviates : EXIT.agrees;
}

async function agesOf({ books, clock, workspace }: OpenApp): Promise<readonly AgedBucket[]> {
  const { timeZone } = workspace.settings;
  const now = { today: dateIn(timeZone, clock.now()), timeZone };
  return ageing(await openByAge(books, now), await clearingByAge(books, now));
}

function agesJson(ages: readonly AgedBucket[]) {
  return ages.map(({ name, open, clearing }) => ({
    days: name,
    open,
    clearing: clearing.map(({ currency, amount }) => ({ currency, amount: showMinor(amount, currency) })),
  }));
}
