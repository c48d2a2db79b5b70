/** Compares a SIE file that was read back with the voucher that it was written from. */
import { pc8Text } from "../../src/delivery/sie/charset.ts";
import { sieText } from "../../src/delivery/sie/write.ts";
import type { Voucher, VoucherRow } from "../../src/ledger/voucher.ts";
import { showMinor } from "../../src/money.ts";
import type { SieDocument, SieRow } from "./document.ts";

/**
 * The first thing in which the file differs from the voucher, or null. Texts are compared as SIE can hold them; the
 * voucher is in the book currency (see `inBookCurrency`).
 */
export function differenceFrom(document: SieDocument, voucher: Voucher): string | null {
  const [found, another] = document.vouchers;
  if (!found || another) return differs("vouchers", "1", String(document.vouchers.length));
  const heads: readonly (readonly [what: string, expected: string, found: string])[] = [
    ["currency", voucher.currency, document.currency],
    ["series", voucher.series, found.series],
    ["number", String(voucher.number), found.number],
    ["date", voucher.date, found.date],
    ["text", sieText(voucher.text), found.text],
    ["registration date", voucher.registered ?? "", found.registered ?? ""],
    ["signature", sieText(voucher.sign ?? ""), found.sign ?? ""],
    ["rows", String(voucher.rows.length), String(found.rows.length)],
  ];
  for (const [what, expected, actual] of heads)
    if (expected !== actual) return differs(what, expected, actual);
  for (const [index, row] of voucher.rows.entries()) {
    const expected = showRow(row, voucher.currency);
    const actual = showFound(found.rows[index], voucher.currency);
    if (expected !== actual) return differs(`row ${index + 1}`, expected, actual);
  }
  return null;
}

function differs(what: string, expected: string, found: string): string {
  return `${what}: expected ${expected}, found ${found}`;
}

function showRow(
  { account, debit, credit, text, costCentre, project }: VoucherRow,
  currency: string,
): string {
  const objects = [
    ...(costCentre ? [`1:${pc8Text(costCentre)}`] : []),
    ...(project ? [`6:${pc8Text(project)}`] : []),
  ];
  return [account, showMinor(debit - credit, currency), ...objects, sieText(text)].join(" ");
}

function showFound(row: SieRow | undefined, currency: string): string {
  if (!row) return "";
  const objects = row.objects.map(({ dimension, object }) => `${dimension}:${object}`);
  return [row.account, showMinor(row.amount, currency), ...objects, row.text].join(" ");
}
