/** `kvitt vouchers [REF]`: the vouchers with their rows and deliveries, for people, programs, or as an hledger journal. */
import { vouchers as vouchersIn } from "../../books/views.ts";
import { wholeVouchers } from "../../books/voucher-export.ts";
import { accountsOf } from "../../config/settings.ts";
import { accountNames } from "../../ledger/account-names.ts";
import { hledgerJournal } from "../../ledger/hledger.ts";
import { command } from "../command.ts";
import { EXIT, type OpenApp } from "../context.ts";
import { renderVouchers } from "../render/vouchers.ts";
import { messages } from "./messages.ts";
import { requirePayout } from "./payout.ts";

export const vouchers = command({
  name: "vouchers",
  text: messages.vouchers,
  arguments: [{ name: "[ref]", text: messages.onlyOfOnePayout }],
  options: [{ flags: "--format <format>", text: messages.vouchersFormat, choices: ["hledger"] }],
  json: true,
  run: async (
    { app, answer, stdout, language },
    reference: string | undefined,
    { format }: { format?: "hledger" },
  ) => {
    if (format === "hledger") {
      stdout.write(await journal(app, reference ?? null));
      return EXIT.agrees;
    }
    const found = await vouchersIn(app.books, reference ?? null);
    if (found.length === 0) await requirePayout(app.books, reference);
    answer(found, () => renderVouchers(found, language));
    return EXIT.agrees;
  },
});

/** Nothing else may be on stdout: `kvitt vouchers --format hledger | hledger -f - balance`. */
async function journal({ books, workspace }: OpenApp, reference: string | null): Promise<string> {
  const found = await wholeVouchers(books, reference);
  if (found.length === 0) await requirePayout(books, reference);
  const names = new Map<number, string>();
  for (const merchantId of new Set(found.map((voucher) => voucher.merchantId))) {
    for (const [account, name] of accountNames(accountsOf(workspace.settings, merchantId)))
      names.set(account, name);
  }
  return hledgerJournal(found, names);
}
