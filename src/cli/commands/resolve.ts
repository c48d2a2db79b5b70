/** `kvitt resolve ID...`: decides deviations; what moves money makes a voucher. */
import { deviations } from "../../books/views.ts";
import { decide } from "../../decisions/decide.ts";
import { loadChartOfAccounts, type ChartOfAccounts } from "../../delivery/chart.ts";
import { UserError } from "../../errors.ts";
import { isDeviationCode } from "../../format/deviation-texts.ts";
import { command } from "../command.ts";
import { EXIT, type OpenApp } from "../context.ts";
import { actorOf, decideEach, readIds, vouchersOf } from "../decide-each.ts";
import { decisionOf, readAccount, readMatch, readVat, type DecisionOptions } from "../decision-options.ts";
import { messages } from "./messages.ts";

interface Options extends DecisionOptions {
  readonly as?: string;
  readonly code?: string;
  readonly olderThan?: number;
}

const DAY_MS = 86_400_000;

export const resolve = command({
  name: "resolve",
  text: messages.resolve,
  arguments: [{ name: "[id...]", text: messages.resolveIds, read: readIds }],
  options: [
    { flags: "--match <kind:number,...>", text: messages.resolveMatch, read: readMatch },
    { flags: "--account <account>", text: messages.resolveAccount, read: readAccount },
    { flags: "--vat <percent>", text: messages.resolveVat, read: readVat },
    { flags: "--write-off", text: messages.resolveWriteOff },
    { flags: "--accept", text: messages.resolveAccept },
    { flags: "--why <text>", text: messages.resolveWhy },
    { flags: "--as <name>", text: messages.decidedBy },
    { flags: "--code <code>", text: messages.resolveCode },
    { flags: "--older-than <days>", text: messages.resolveOlderThan, read: readDays },
  ],
  json: true,
  run: async (invocation, ids: number[], options: Options) => {
    const { app, answer, language } = invocation;
    const decision = { ...decisionOf(options), actor: actorOf(options.as, invocation) };
    const known = await knownAccounts(app);
    const chosen = await chosenIds(app, ids, options);
    const { books, clock, workspace } = app;
    const decided = await decideEach(invocation, chosen, async (id) => {
      const made = await decide(books, BigInt(id), decision, workspace.settings, clock.now(), { known });
      const { decisionId, vouchers, voucher } = made;
      return { id, decision: Number(decisionId), vouchers, voucher, state: "resolved" };
    });
    answer(
      decided,
      () =>
        messages.deviationsResolved({ ids: decided.map(({ id }) => id), vouchers: vouchersOf(decided) })[
          language
        ],
    );
    return EXIT.agrees;
  },
});

/** The accounts that may be named. Throws UserError when the chart file cannot be used. */
async function knownAccounts({ workspace }: OpenApp): Promise<ChartOfAccounts | null> {
  const loaded = await loadChartOfAccounts(workspace.settings, workspace.folder);
  if (loaded.ok) return loaded.value;
  throw new UserError(loaded.problem, messages.correctAndRunAgain);
}

/** The given ids, or the open deviations of a code. */
async function chosenIds(
  { books, clock }: OpenApp,
  ids: readonly number[],
  { code, olderThan }: Options,
): Promise<readonly number[]> {
  if (code === undefined) {
    if (ids.length > 0) return ids;
    throw new UserError(messages.noDeviationGiven, messages.nameDeviationOrCode);
  }
  if (!isDeviationCode(code)) throw new UserError(messages.noSuchCode(code), messages.seeCodes);
  const before = clock.now().getTime() - (olderThan ?? 0) * DAY_MS;
  const open = await deviations(books);
  return open
    .filter(
      (one) => one.code === code && (olderThan === undefined || new Date(one.openedAt).getTime() <= before),
    )
    .map(({ id }) => id);
}

function readDays(text: string): number {
  const days = /^(\d{1,5})d?$/.exec(text)?.[1];
  if (days === undefined) throw new UserError(messages.notDays(text), messages.writeDays);
  return Number(days);
}
