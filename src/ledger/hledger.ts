/**
 * Exports vouchers as a journal for hledger, an independent double-entry program that can check our sums. Pure; the format is
 * in hledger's manual, "Journal".
 */
import { fiscalYearName } from "../config/fiscal-year.ts";
import { decimalsOf, showMinor } from "../money.ts";
import type { Voucher, VoucherRow } from "./voucher.ts";

/**
 * The journal as text (UTF-8): declarations of all currencies and accounts, then a transaction per voucher in the given order.
 * Passes `hledger check --strict`. An account without a name is its number alone.
 */
export function hledgerJournal(
  vouchers: readonly Voucher[],
  accountNames: ReadonlyMap<number, string>,
): string {
  const currencies = new Set<string>();
  const accounts = new Map<number, string>();
  for (const { currency, rows } of vouchers) {
    currencies.add(currency);
    for (const { account } of rows) {
      if (!accounts.has(account)) accounts.set(account, accountName(account, accountNames.get(account)));
    }
  }
  const declarations = [
    "decimal-mark .",
    ...[...currencies].sort().map((currency) => `commodity ${sample(currency)}`),
    ...[...accounts].sort(([a], [b]) => a - b).map(([, name]) => `account ${name}`),
  ];
  return (
    [declarations.join("\n"), ...vouchers.map((voucher) => transaction(voucher, accounts)), ""]
      .join("\n\n")
      .trimEnd() + "\n"
  );
}

function transaction(voucher: Voucher, accounts: ReadonlyMap<number, string>): string {
  const { date, series, fiscalYear, fiscalYearPart, number, text, merchantId, paymentReference } = voucher;
  const year = fiscalYearName(fiscalYear, fiscalYearPart);
  const tags = [tag("merchant", merchantId), tag("payout", paymentReference)].join(", ");
  const postings = voucher.rows.map((row) => posting(row, accounts.get(row.account) ?? "", voucher.currency));
  const head = `${date} * (${series}${year}-${number}) ${words(text).replaceAll(";", ",")}`;
  return [head.trimEnd(), `    ; ${tags}`, ...postings].join("\n");
}

function posting(row: VoucherRow, account: string, currency: string): string {
  const comment = [
    comments(row.text),
    row.costCentre ? tag("costcentre", row.costCentre) : "",
    row.project ? tag("project", row.project) : "",
  ].filter((part) => part !== "");
  const amount = `${currency} ${showMinor(row.debit - row.credit, currency)}`;
  // two spaces end an account's name, which may contain single ones
  return `    ${account}  ${amount}${comment.length > 0 ? `  ; ${comment.join(", ")}` : ""}`;
}

/** "1930 Företagskonto". A colon would make a sub-account, and other marks are syntax. */
function accountName(account: number, name = ""): string {
  return words(`${account} ${name.replace(/[^\p{L}\p{M}\p{N},./&%+' -]/gu, " ")}`);
}

/** In a comment, `date:` and square brackets would change the posting's date. */
function comments(text: string): string {
  return words(text)
    .replace(/date2?(?=:)/gi, "$& ")
    .replaceAll("[", "(")
    .replaceAll("]", ")");
}

/** A tag's value ends at a comma. */
function tag(name: string, value: string): string {
  return `${name}:${comments(value.replaceAll(",", " "))}`;
}

/** One line, one space between words, nothing unprintable. */
function words(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, " ").trim();
}

/** Tells hledger how many decimals an amount has: `SEK 1000.00`, `JPY 1000.` */
function sample(currency: string): string {
  const shown = `${currency} ${showMinor(1000n * 10n ** BigInt(decimalsOf(currency)), currency)}`;
  return decimalsOf(currency) === 0 ? `${shown}.` : shown;
}
