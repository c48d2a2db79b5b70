/** Does a SIE file say what a voucher says? Whoever doubts a written file reads it back and asks here. */
import { messages } from "./messages.ts";
import type { Voucher, VoucherRow } from "../../ledger/voucher.ts";
import { showMinor } from "../../money.ts";
import type { Message } from "../../message.ts";
import { pc8Text } from "./charset.ts";
import type { SieDocument, SieRow } from "./document.ts";
import { sieText } from "./write.ts";

/**
 * The first thing in which the file differs from the voucher, or null. Texts are compared as SIE can hold them; the
 * voucher is in the book currency (see `inBookCurrency`).
 */
export function differenceFrom(document: SieDocument, voucher: Voucher): Message | null {
  const [found, another] = document.vouchers;
  if (!found || another)
    return differs("vouchers", "antal verifikationer", "1", String(document.vouchers.length));
  const heads: readonly (readonly [en: string, sv: string, expected: string, found: string])[] = [
    ["currency", "valuta", voucher.currency, document.currency],
    ["series", "serie", voucher.series, found.series],
    ["number", "nummer", String(voucher.number), found.number],
    ["date", "datum", voucher.date, found.date],
    ["text", "text", sieText(voucher.text), found.text],
    ["registration date", "registreringsdatum", voucher.registered ?? "", found.registered ?? ""],
    ["signature", "signatur", sieText(voucher.sign ?? ""), found.sign ?? ""],
    ["rows", "antal rader", String(voucher.rows.length), String(found.rows.length)],
  ];
  for (const [en, sv, expected, actual] of heads)
    if (expected !== actual) return differs(en, sv, expected, actual);
  for (const [index, row] of voucher.rows.entries()) {
    const expected = showRow(row, voucher.currency);
    const actual = showFound(found.rows[index], voucher.currency);
    if (expected !== actual) return differs(`row ${index + 1}`, `rad ${index + 1}`, expected, actual);
  }
  return null;
}

function differs(en: string, sv: string, expected: string, found: string): Message {
  return messages.expectedFound({ sv, expected, found, en });
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
