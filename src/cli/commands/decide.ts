/** The commands that decide: resolve, undo. */
import { messages } from "./messages.ts";
import { userInfo } from "node:os";
import type { Command } from "commander";
import { deviations } from "../../books/views.ts";
import { isDeviationCode } from "../../format/deviation-texts.ts";
import { UserError } from "../../errors.ts";
import { decide } from "../../decisions/decide.ts";
import { loadChartOfAccounts, type ChartOfAccounts } from "../../delivery/chart.ts";
import { deliverDue } from "../../pipeline/deliver.ts";
import { undo } from "../../decisions/reverse.ts";
import type { Message } from "../../message.ts";
import {
  EXIT,
  withApp,
  print,
  printJson,
  note,
  type CliContext,
  type OpenApp,
  type Action,
  type Translate,
} from "../context.ts";
import { decisionOf, readAccount, readMatch, readVat, type DecisionOptions } from "./decision-options.ts";

interface ResolveOptions extends DecisionOptions {
  readonly as?: string;
  readonly code?: string;
  readonly olderThan?: number;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;

export function addDecide(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("resolve")
    .argument("[id...]", t(messages.deviationsKvittDeviationsNumbersThem), readIds)
    .description(t(messages.decideDeviationMovesMoneyMakes))
    .option("--match <kind:number,...>", t(messages.putLineTheseReceivablesE), readMatch)
    .option("--account <account>", t(messages.putLineReceivablesLeaveAccount), readAccount)
    .option("--vat <percent>", t(messages.takeSoMuchVatOut), readVat)
    .option("--write-off", t(messages.writeOffLeftPartlyPaid))
    .option("--accept", t(messages.acceptMatchAcceptDifferenceWithin))
    .option("--why <text>", t(messages.reasonKeptDecision))
    .option("--as <name>", t(messages.decidesDefaultUserMachine))
    .option("--code <code>", t(messages.allOpenDeviationsCode))
    .option("--older-than <days>", t(messages.codeOnlyThoseOlderThan), readDays)
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((ids: number[], options: ResolveOptions) =>
      run(() =>
        withApp(context, async (app) => {
          const decision = { ...decisionOf(options), actor: actorOf(options, context) };
          const known = await knownAccounts(app);
          const chosen = await chosenIds(app, ids, options);
          const { books, clock, workspace } = app;
          const decided = await oneByOne(context, app, chosen, async (id) => {
            const made = await decide(books, BigInt(id), decision, workspace.settings, clock.now(), {
              known,
            });
            const { decisionId, vouchers, voucher } = made;
            return { id, decision: Number(decisionId), vouchers, voucher, state: "resolved" };
          });
          if (options.json) printJson(context, decided);
          else print(context, decidedWords(decided)[app.language]);
          return EXIT.agrees;
        }),
      ),
    );

  program
    .command("undo")
    .argument("<id...>", t(messages.deviationsWhoseDecisionTakenBack), readIds)
    .description(t(messages.takeDecisionBackReversingVoucher))
    .option("--why <text>", t(messages.theReason))
    .option("--as <name>", t(messages.decidesDefaultUserMachine))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((ids: number[], options: ResolveOptions) =>
      run(() =>
        withApp(context, async (app) => {
          const { books, clock, workspace } = app;
          const who = {
            actor: actorOf(options, context),
            ...(options.why === undefined ? {} : { why: options.why }),
          };
          const undone = await oneByOne(context, app, ids, async (id) => {
            const made = await undo(books, BigInt(id), who, workspace.settings, clock.now());
            // its line may have been settled since: then it stays closed
            const [now] = await deviations(books, { states: ["open", "closed"], id });
            return {
              id,
              decision: Number(made.decisionId),
              vouchers: made.vouchers,
              voucher: made.voucher,
              state: now?.state ?? "open",
            };
          });
          if (options.json) printJson(context, undone);
          else print(context, undoneWords(undone)[app.language]);
          return EXIT.agrees;
        }),
      ),
    );
}

interface Decided {
  readonly id: number;
  readonly decision: number;
  readonly vouchers: number;
  /** "K 44" */
  readonly voucher: string | null;
  readonly state: string;
}

/** Each in a transaction of its own: what was done before one that cannot be done stands, is delivered and is said. */
async function oneByOne(
  context: CliContext,
  app: OpenApp,
  ids: readonly number[],
  act: (id: number) => Promise<Decided>,
): Promise<readonly Decided[]> {
  const done: Decided[] = [];
  try {
    for (const id of ids) done.push(await act(id));
    return done;
  } catch (thrown) {
    const before = done.map(({ id }) => id).join(", ");
    const words = messages.doneBeforeError(before);
    if (done.length > 0) note(context, words[app.language]);
    throw thrown;
  } finally {
    await deliverDue(app);
  }
}

function decidedWords(decided: readonly Decided[]): Message {
  const [first] = decided;
  const vouchers = vouchersWords(decided);
  if (first === undefined) return messages.noDeviationDecide;
  return decided.length === 1
    ? messages.deviationDecided({ id: first.id, vouchers })
    : messages.deviationsDecided({ length: decided.length, vouchers });
}

function undoneWords(undone: readonly Decided[]): Message {
  const ids = undone.map(({ id }) => id).join(", ");
  const vouchers = vouchersWords(undone);
  const open = undone.filter(({ state }) => state === "open").map(({ id }) => id);
  const again = open.length === 0 ? "" : ` ${open.join(", ")}`;
  const state = again === "" ? messages.nothingOpenAgainLineSettled : messages.openAgain(again);
  return messages.decisionsTakenBack({ ids, vouchers, state });
}

function vouchersWords(made: readonly Decided[]): Message {
  const count = made.reduce((total, { vouchers }) => total + vouchers, 0);
  if (count === 0) return messages.vouchersWords;
  const names = made.flatMap(({ voucher }) => voucher ?? []).join(", ");
  return count === 1 ? messages.withVoucher(names) : messages.withVouchers(count);
}

/** The accounts that may be named. Throws `NeedsPerson` when the file that says so cannot be used. */
async function knownAccounts({ workspace }: OpenApp): Promise<ChartOfAccounts | null> {
  const loaded = await loadChartOfAccounts(workspace.settings, workspace.folder);
  if (loaded.ok) return loaded.value;
  throw new UserError(loaded.problem, messages.correctRunAgain);
}

async function chosenIds(
  { books, clock }: OpenApp,
  ids: readonly number[],
  { code, olderThan }: ResolveOptions,
) {
  if (code === undefined) {
    if (ids.length > 0) return ids;
    throw new UserError(messages.sayDeviation, messages.numberKvittDeviationsCodeCode);
  }
  if (!isDeviationCode(code)) {
    throw new UserError(messages.noDeviationCode(code), messages.seeCodesKvittDeviationsJson);
  }
  const before = clock.now().getTime() - (olderThan ?? 0) * DAY_MS;
  const open = await deviations(books);
  return open
    .filter(
      (one) => one.code === code && (olderThan === undefined || new Date(one.openedAt).getTime() <= before),
    )
    .map(({ id }) => id);
}

function actorOf({ as: name }: ResolveOptions, { env }: CliContext): string {
  if (name !== undefined) return name;
  try {
    return userInfo().username;
  } catch {
    // a container's user may have no name
    return env["USER"] ?? "unknown";
  }
}

function readIds(text: string, before: number[] | undefined): number[] {
  if (!/^\d{1,15}$/.test(text))
    throw new UserError(messages.noDeviation(text), messages.writeNumberKvittDeviationsSuch);
  return [...(before ?? []), Number(text)];
}

function readDays(text: string): number {
  const days = /^(\d{1,5})d?$/.exec(text)?.[1];
  if (days === undefined) throw new UserError(messages.noNumberDays(text), messages.writeNumberSuch30d);
  return Number(days);
}
