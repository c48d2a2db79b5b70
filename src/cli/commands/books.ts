/** The commands that show the books themselves: vouchers. */
import { Option, type Command } from "commander";
import { vouchers } from "../../books/views.ts";
import { wholeVouchers } from "../../books/whole-vouchers.ts";
import { accountsOf } from "../../config.ts";
import { hledgerJournal } from "../../ledger/hledger.ts";
import { accountNames } from "../../posting/account-names.ts";
import { EXIT, inHouse, print, printJson, type Context, type OpenHouse } from "../context.ts";
import type { Action, Tell } from "../program.ts";
import { showAmount } from "../show.ts";
import { table } from "../table.ts";
import { noSuchPayout } from "./look.ts";

export function addBooksCommands(program: Command, context: Context, run: Action, tell: Tell): void {
  program
    .command("vouchers")
    .argument("[ref]", tell({ sv: "bara de som hör till en utbetalning", en: "only those of one payout" }))
    .description(
      tell({
        sv: "verifikationerna, med rader och leveranser",
        en: "the vouchers, with their rows and deliveries",
      }),
    )
    .option("--json", tell({ sv: "ett JSON-dokument på stdout", en: "one JSON document on stdout" }))
    .addOption(
      new Option(
        "--format <format>",
        tell({
          sv: "hledger: en journal som ett annat program kan summera",
          en: "hledger: a journal that another program can add up",
        }),
      ).choices(["hledger"]),
    )
    .action((reference: string | undefined, { json, format }: { json?: boolean; format?: "hledger" }) =>
      run(() =>
        inHouse(context, async (house) => {
          const { books, language } = house;
          if (format === "hledger") return writeJournal(context, house, reference ?? null);
          const found = await vouchers(books, reference ?? null);
          if (reference !== undefined && found.length === 0) throw noSuchPayout(reference);
          if (json) printJson(context, found);
          else {
            const titles = {
              sv: ["verifikation", "datum", "utbetalning", "debet", "", "rader", "lämnad till"],
              en: ["voucher", "date", "payout", "debit", "", "rows", "delivered to"],
            }[language];
            const right = new Set([3, 5]);
            const columns = titles.map((title, index) => ({
              title,
              align: right.has(index) ? ("right" as const) : ("left" as const),
            }));
            const cells = found.map((voucher) => [
              `${voucher.series}${voucher.number}`,
              voucher.date,
              voucher.paymentReference,
              showAmount(totalOf(voucher.rows), voucher.currency, language),
              voucher.currency,
              String(voucher.rows.length),
              voucher.postings
                .map(
                  ({ target, state, reference: place, waitsFor }) =>
                    `${target}: ${place ?? waitsFor ?? state}`,
                )
                .join(", "),
            ]);
            print(context, table(columns, cells));
          }
          return EXIT.agrees;
        }),
      ),
    );
}

/** The journal alone on stdout: `kvitt vouchers --format hledger | hledger -f - balance`. */
async function writeJournal(context: Context, { books, home }: OpenHouse, reference: string | null) {
  const whole = await wholeVouchers(books, reference);
  if (reference !== null && whole.length === 0) throw noSuchPayout(reference);
  const names = new Map<number, string>();
  for (const merchantId of new Set(whole.map((voucher) => voucher.merchantId))) {
    for (const [account, name] of accountNames(accountsOf(home.settings, merchantId)))
      names.set(account, name);
  }
  context.stdout.write(hledgerJournal(whole, names));
  return EXIT.agrees;
}

function totalOf(rows: readonly { readonly debit: string }[]): string {
  // decimal strings of one currency add up as integers of their last place
  const places = rows[0]?.debit.split(".")[1]?.length ?? 0;
  const total = rows.reduce((sum, { debit }) => sum + BigInt(debit.replace(".", "")), 0n);
  const digits = String(total).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
