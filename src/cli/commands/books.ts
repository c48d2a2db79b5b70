/** The commands that show the books themselves: vouchers. */
import { messages } from "./messages.ts";
import { Option, type Command } from "commander";
import { vouchers } from "../../books/views.ts";
import { wholeVouchers } from "../../books/voucher-export.ts";
import { accountsOf } from "../../config/settings.ts";
import { hledgerJournal } from "../../ledger/hledger.ts";
import { accountNames } from "../../ledger/account-names.ts";
import {
  EXIT,
  withApp,
  print,
  printJson,
  type CliContext,
  type OpenApp,
  type Action,
  type Translate,
} from "../context.ts";
import { showVouchers } from "../show.ts";
import { mustBePayout } from "./look.ts";

export function addBooksCommands(program: Command, context: CliContext, run: Action, t: Translate): void {
  program
    .command("vouchers")
    .argument("[ref]", t(messages.onlyThoseOnePayout))
    .description(t(messages.vouchersRowsDeliveries))
    .option("--json", t(messages.oneJsonDocumentStdout))
    .addOption(
      new Option("--format <format>", t(messages.hledgerJournalAnotherProgramCan)).choices(["hledger"]),
    )
    .action((reference: string | undefined, { json, format }: { json?: boolean; format?: "hledger" }) =>
      run(() =>
        withApp(context, async (app) => {
          const { books, language } = app;
          if (format === "hledger") return writeJournal(context, app, reference ?? null);
          const found = await vouchers(books, reference ?? null);
          if (found.length === 0) await mustBePayout(books, reference);
          if (json) printJson(context, found);
          else print(context, showVouchers(found, language));
          return EXIT.agrees;
        }),
      ),
    );
}

/** The journal alone on stdout: `kvitt vouchers --format hledger | hledger -f - balance`. */
async function writeJournal(context: CliContext, { books, workspace }: OpenApp, reference: string | null) {
  const whole = await wholeVouchers(books, reference);
  if (whole.length === 0) await mustBePayout(books, reference);
  const names = new Map<number, string>();
  for (const merchantId of new Set(whole.map((voucher) => voucher.merchantId))) {
    for (const [account, name] of accountNames(accountsOf(workspace.settings, merchantId)))
      names.set(account, name);
  }
  context.stdout.write(hledgerJournal(whole, names));
  return EXIT.agrees;
}
