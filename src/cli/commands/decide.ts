/** The commands that decide: resolve, undo. */
import { userInfo } from "node:os";
import type { Command } from "commander";
import { deviations } from "../../books/views.ts";
import { isDeviationCode } from "../../format/deviation-texts.ts";
import { UserError } from "../../errors.ts";
import { decide } from "../../decisions/decide.ts";
import { loadChart, type Chart } from "../../delivery/chart.ts";
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
    .argument(
      "[id...]",
      t({
        sv: "avvikelser, med numren ur `kvitt deviations`",
        en: "deviations, as `kvitt deviations` numbers them",
      }),
      readIds,
    )
    .description(
      t({
        sv: "avgör en avvikelse; det som flyttar pengar blir en egen verifikation",
        en: "decide a deviation; what moves money makes a voucher of its own",
      }),
    )
    .option(
      "--match <kind:number,...>",
      t({
        sv: "lägg raden på de här kundfordringarna, t.ex. invoice:F1001,F1002; där flera butiker har numret: order:K123456/1001",
        en: "put the line on these receivables, e.g. invoice:F1001,F1002; where several merchants have the number: order:K123456/1001",
      }),
      readMatch,
    )
    .option(
      "--account <account>",
      t({
        sv: "lägg raden, eller det som kundfordringarna lämnar kvar av den, på det här kontot; flera gånger med belopp, t.ex. 3001=100,00, och ett utan som tar resten. För en delbetald faktura: skriv av det som återstår",
        en: "put the line, or what the receivables leave of it, on this account; several times with amounts, e.g. 3001=100.00, and one without that takes the rest. For a partly paid invoice: write off what is left",
      }),
      readAccount,
    )
    .option(
      "--vat <percent>",
      t({
        sv: "ta ut så mycket moms (25, 12 eller 6) ur det som läggs på intäkts- och kostnadskonton; den bokförs på momskontot",
        en: "take so much VAT (25, 12 or 6) out of what goes to accounts for income and costs; it is booked on the VAT account",
      }),
      readVat,
    )
    .option(
      "--write-off",
      t({
        sv: "skriv av det som återstår av en delbetald faktura, inom din gräns: som kundförlust, eller på --account",
        en: "write off what is left of a partly paid invoice, within your limit: as a bad debt, or on --account",
      }),
    )
    .option(
      "--accept",
      t({
        sv: "godkänn som det är; med --match: godkänn skillnaden, inom din gräns",
        en: "accept it as it is; with --match: accept the difference, within your limit",
      }),
    )
    .option(
      "--why <text>",
      t({ sv: "skälet, som sparas med beslutet", en: "the reason, kept with the decision" }),
    )
    .option(
      "--as <name>",
      t({
        sv: "vem som avgör (annars: datorns användare)",
        en: "who decides (default: the user of this machine)",
      }),
    )
    .option(
      "--code <code>",
      t({ sv: "alla öppna avvikelser med den här koden", en: "all open deviations with this code" }),
    )
    .option(
      "--older-than <days>",
      t({
        sv: "med --code: bara de som är äldre än så, t.ex. 30d",
        en: "with --code: only those older than this, e.g. 30d",
      }),
      readDays,
    )
    .option("--json", t({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
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
    .argument(
      "<id...>",
      t({ sv: "avvikelser vars beslut tas tillbaka", en: "deviations whose decision is taken back" }),
      readIds,
    )
    .description(
      t({
        sv: "ta tillbaka ett beslut, med en omvänd verifikation",
        en: "take a decision back, by a reversing voucher",
      }),
    )
    .option("--why <text>", t({ sv: "skälet", en: "the reason" }))
    .option(
      "--as <name>",
      t({
        sv: "vem som avgör (annars: datorns användare)",
        en: "who decides (default: the user of this machine)",
      }),
    )
    .option("--json", t({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
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
    const words = { sv: `Klart före felet: ${before}.`, en: `Done before the error: ${before}.` };
    if (done.length > 0) note(context, words[app.language]);
    throw thrown;
  } finally {
    await deliverDue(app);
  }
}

function decidedWords(decided: readonly Decided[]): Message {
  const [first] = decided;
  const vouchers = vouchersWords(decided);
  if (first === undefined) return { sv: "Ingen avvikelse att avgöra.", en: "No deviation to decide." };
  return decided.length === 1
    ? {
        sv: `Avvikelse ${first.id} är avgjord${vouchers.sv}.`,
        en: `Deviation ${first.id} is decided${vouchers.en}.`,
      }
    : {
        sv: `${decided.length} avvikelser är avgjorda${vouchers.sv}.`,
        en: `${decided.length} deviations are decided${vouchers.en}.`,
      };
}

function undoneWords(undone: readonly Decided[]): Message {
  const ids = undone.map(({ id }) => id).join(", ");
  const vouchers = vouchersWords(undone);
  const open = undone.filter(({ state }) => state === "open").map(({ id }) => id);
  const again = open.length === 0 ? "" : ` ${open.join(", ")}`;
  const state =
    again === ""
      ? { sv: "Inget är öppet igen: raden är klar.", en: "Nothing is open again: the line is settled." }
      : { sv: `Öppet igen:${again}.`, en: `Open again:${again}.` };
  return {
    sv: `Beslut som är tagna tillbaka: ${ids}${vouchers.sv}. ${state.sv}`,
    en: `Decisions taken back: ${ids}${vouchers.en}. ${state.en}`,
  };
}

function vouchersWords(made: readonly Decided[]): Message {
  const count = made.reduce((total, { vouchers }) => total + vouchers, 0);
  if (count === 0) return { sv: "", en: "" };
  const names = made.flatMap(({ voucher }) => voucher ?? []).join(", ");
  return count === 1
    ? { sv: `, med verifikation ${names}`, en: `, with voucher ${names}` }
    : { sv: `, med ${count} verifikationer`, en: `, with ${count} vouchers` };
}

/** The accounts that may be named. Throws `NeedsPerson` when the file that says so cannot be used. */
async function knownAccounts({ workspace }: OpenApp): Promise<Chart | null> {
  const loaded = await loadChart(workspace.settings, workspace.folder);
  if (loaded.ok) return loaded.value;
  throw new UserError(loaded.problem, { sv: "Rätta och kör igen.", en: "Correct it and run again." });
}

async function chosenIds(
  { books, clock }: OpenApp,
  ids: readonly number[],
  { code, olderThan }: ResolveOptions,
) {
  if (code === undefined) {
    if (ids.length > 0) return ids;
    throw new UserError(
      { sv: "Ange vilken avvikelse.", en: "Say which deviation." },
      {
        sv: "Dess nummer ur kvitt deviations, eller --code KOD.",
        en: "Its number from kvitt deviations, or --code CODE.",
      },
    );
  }
  if (!isDeviationCode(code)) {
    throw new UserError(
      { sv: `Det finns ingen avvikelsekod ${code}.`, en: `There is no deviation code ${code}.` },
      { sv: "Se koderna: kvitt deviations --json", en: "See the codes: kvitt deviations --json" },
    );
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
    throw new UserError(
      { sv: `"${text}" är ingen avvikelse.`, en: `"${text}" is no deviation.` },
      {
        sv: "Skriv dess nummer ur kvitt deviations, som 12.",
        en: "Write its number from kvitt deviations, such as 12.",
      },
    );
  return [...(before ?? []), Number(text)];
}

function readDays(text: string): number {
  const days = /^(\d{1,5})d?$/.exec(text)?.[1];
  if (days === undefined)
    throw new UserError(
      { sv: `"${text}" är inget antal dagar.`, en: `"${text}" is no number of days.` },
      { sv: "Skriv ett antal, som 30d.", en: "Write a number, such as 30d." },
    );
  return Number(days);
}
