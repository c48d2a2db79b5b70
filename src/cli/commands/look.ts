/** The commands that look: payouts, payout, deviations, vouchers, runs. */
import { messages } from "./messages.ts";
import { amountText } from "../../format/amount.ts";
import type { Command } from "commander";
import { clearingByAge, openByAge } from "../../books/ages.ts";
import { clearingByMerchant } from "../../books/clearing.ts";
import type { Books } from "../../books/database.ts";
import { noSuchPayout, severalPayouts } from "../../books/payout-name.ts";
import {
  deviations,
  payouts,
  runs,
  vouchers,
  type DeviationView,
  type PayoutView,
} from "../../books/views.ts";
import { dateIn } from "../../clock.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import { UserError } from "../../errors.ts";
import { ageing, type AgedBucket } from "../../format/ageing.ts";
import { showMinor } from "../../money.ts";
import type { Language } from "../../message.ts";
import {
  EXIT,
  withApp,
  type ExitCode,
  print,
  printJson,
  type CliContext,
  type OpenApp,
  type Action,
  type Translate,
} from "../context.ts";
import { showClearing } from "../show-clearing.ts";
import { showAges, showPayouts, showRuns } from "../show.ts";
import { showDeviation, showDeviations } from "../show-deviations.ts";
import { table } from "../table.ts";

export function addLook(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("payouts")
    .description(t(messages.payoutsHowManyLinesSettled))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action(({ json }: { json?: boolean }) =>
      run(() =>
        withApp(context, async ({ books, language }) => {
          const found = await payouts(books);
          if (json) printJson(context, found);
          else print(context, showPayouts(found, language));
          return EXIT.agrees;
        }),
      ),
    );

  program
    .command("payout")
    .argument("<ref>", t(messages.paymentReferenceBankStatement))
    .description(t(messages.onePayoutLinesStateDeviations))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((reference: string, { json }: { json?: boolean }) =>
      run(() => withApp(context, (app) => showPayout(context, app, reference, json === true))),
    );

  program
    .command("deviations")
    .argument("[id]", t(messages.onlyOneAllAboutD12))
    .description(t(messages.needsPerson))
    .option("--all", t(messages.alsoThoseResolvedClosed))
    .option("--payout <ref>", t(messages.onlyThoseOnePayout))
    .option("--ageing", t(messages.onlyHowOldOpenClearing))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action((id: string | undefined, { json, all, payout, ageing: onlyAgeing }: DeviationOptions) =>
      run(() =>
        withApp(context, async (app) => {
          if (id !== undefined) return showOne(context, app, id, json === true);
          const { books, language, clock, workspace } = app;
          const { timeZone } = workspace.settings;
          const states = all ? ["open", "resolved", "closed"] : ["open"];
          const found = await deviations(books, { states, reference: payout ?? null });
          if (found.length === 0) await mustBePayout(books, payout);
          const ages = json && !onlyAgeing ? [] : await agesOf(app);
          if (json) printJson(context, onlyAgeing ? agesJson(ages) : found);
          else {
            if (!onlyAgeing) print(context, showDeviations(found, language, clock.now(), timeZone));
            const shown =
              payout === undefined
                ? showAges(ages, language) + showClearing(await clearingByMerchant(books), language)
                : "";
            if (shown !== "") print(context, shown);
          }
          return found.some(({ state }) => state === "open") ? EXIT.deviates : EXIT.agrees;
        }),
      ),
    );

  program
    .command("runs")
    .description(t(messages.nightsImportsRan))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .action(({ json }: { json?: boolean }) =>
      run(() =>
        withApp(context, async ({ books, workspace, language }) => {
          const found = await runs(books);
          if (json) printJson(context, found);
          else print(context, showRuns(found, language, workspace.settings.timeZone));
          return EXIT.agrees;
        }),
      ),
    );
}

interface DeviationOptions {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly payout?: string;
  readonly ageing?: boolean;
}

/** One deviation in whatever state, as a list of one in JSON. Throws NeedsPerson when there is no such. */
async function showOne(context: CliContext, app: OpenApp, name: string, json: boolean): Promise<ExitCode> {
  const { books, language, clock, workspace } = app;
  const id = /^[d#]?(\d{1,15})$/i.exec(name)?.[1];
  const found =
    id === undefined
      ? []
      : await deviations(books, { states: ["open", "resolved", "closed"], id: Number(id) });
  const [one] = found;
  if (!one) throw noSuchDeviation(name);
  if (json) printJson(context, found);
  else print(context, showDeviation(one, language, clock.now(), workspace.settings.timeZone));
  return one.state === "open" ? EXIT.deviates : EXIT.agrees;
}

function noSuchDeviation(name: string): UserError {
  return new UserError(messages.lookNoDeviation(name), messages.seeListKvittDeviationsAll);
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

async function showPayout(context: CliContext, app: OpenApp, reference: string, json: boolean) {
  const { books, language, clock, workspace } = app;
  const found = await payouts(books, reference);
  if (found.length === 0) throw noSuchPayout(reference);
  const other = found.find(({ merchantId }) => merchantId !== found[0]?.merchantId);
  if (other) throw severalPayouts(other);
  const open = await deviations(books, { states: ["open", "resolved", "closed"], reference });
  const booked = await vouchers(books, reference);
  if (json) {
    printJson(context, found.map((payout) => ({ ...payout, deviations: open, vouchers: booked }))[0]);
    return EXIT.agrees;
  }
  print(context, showPayouts(found, language));
  for (const one of found) print(context, unprovenOf(one, language));
  const shown = open.filter((one) => one.state === "open");
  if (shown.length > 0)
    print(context, `\n${showDeviations(shown, language, clock.now(), workspace.settings.timeZone)}`);
  for (const one of shown) print(context, whatToDo(one, language));
  for (const voucher of booked) {
    print(context, `\n${voucher.series}${voucher.number}  ${voucher.date}  ${voucher.text}`);
    const columns = [
      { title: messages.account[language] },
      { title: messages.debit[language], align: "right" as const },
      { title: messages.credit[language], align: "right" as const },
      { title: "text" },
    ];
    const cells = voucher.rows.map((row) => [
      String(row.account),
      row.debit === "0.00" ? "" : amountText(row.debit, voucher.currency, language),
      row.credit === "0.00" ? "" : amountText(row.credit, voucher.currency, language),
      row.text,
    ]);
    print(context, table(columns, cells));
  }
  return EXIT.agrees;
}

function unprovenOf({ unproven, unfindable }: PayoutView, language: Language): string {
  const told = unfindable === null ? [] : [`✗ ${unfindable[language]}`];
  return [...told, ...unproven.map((words) => `! ${words[language]}`)].join("\n");
}

function whatToDo({ id, code, candidates, paymentReference }: DeviationView, language: Language): string {
  if (!isDeviationCode(code)) return "";
  const { cause, todo } = deviationTexts(code, { id, candidates, paymentReference });
  return `  ${id}: ${cause[language]} ${todo[language]}`;
}

/** Nothing to show of a payout may be because there is no such payout. Throws NeedsPerson then. */
export async function mustBePayout(books: Books, reference: string | null | undefined): Promise<void> {
  if (reference === null || reference === undefined) return;
  if ((await payouts(books, reference)).length === 0) throw noSuchPayout(reference);
}
