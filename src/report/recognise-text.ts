/** What a text file is by its first lines, when it is something that is known and not a report Kvitt reads. */
import { normaliseHeader } from "./columns.ts";
import type { ReadOptions } from "./report.ts";
import type { Recognised } from "./recognise.ts";

/** Lines looked at: some files have a block of their own before the headers that give them away. */
const LINES = 40;

/** Headers that only one kind of file has; normalised. One of them is enough. */
const TELLING: readonly (readonly [Recognised["reason"], string, readonly string[]])[] = [
  [
    "klarna_network",
    "Klarna Network",
    [
      "payment_transaction_id",
      "payment_transaction_reference",
      "payment_capture_id",
      "payment_capture_reference",
      "payment_refund_id",
      "payment_refund_reference",
      "settlement_id",
    ],
  ],
  ["other_provider", "Adyen", ["psp_reference", "gross_debit_(gc)", "net_credit_(nc)"]],
  ["other_provider", "PayPal", ["paypal_reference_id", "transaction_event_code", "paypal_transaction_id"]],
  [
    "other_provider",
    "Stripe",
    [
      "balance_transaction_id",
      "automatic_payout_id",
      "reporting_category",
      "created_(utc)",
      "available_on_(utc)",
    ],
  ],
  [
    "other_provider",
    "Vipps MobilePay",
    ["settlementinfo", "transactioninfo", "salesunitname", "saleunitname"],
  ],
  ["other_provider", "Svea", ["sveacheckoutid", "sveapaidamount", "svea_order_id"]],
];

/** A longer line is no header. */
const MAX_LINE = 20_000;

/** Any of them at all: most files have none, and are done with at once. */
const ANY_TELLING = new RegExp(
  ["kind", ...TELLING.flatMap(([, , names]) => names)]
    .map((name) => name.replace(/[()]/g, "\\$&").replaceAll("_", "[ _-]"))
    .join("|"),
  "i",
);

const BEGINNINGS: readonly (readonly [RegExp, Recognised["reason"], string])[] = [
  [/^<!doctype html|^<html/i, "other_document", "HTML"],
  [/^<\?xml|^<[a-z][\w:.-]*[\s>]/i, "other_document", "XML"],
  [/^\{\\rtf/, "other_document", "RTF"],
  [/^-----BEGIN PGP|^-----BEGIN/, "other_document", "PGP"],
  [/^#FLAGGA\b/m, "other_document", "SIE"],
  [/^01BGMAX/, "other_document", "BgMax"],
  [/^:20:|^\{1:F01/, "other_document", "MT940"],
  [/^"?RH"?,"?\d{4}\/\d\d\/\d\d/, "other_provider", "PayPal"],
];

/** Null when the text may be a report. Headers that the merchant's own map names are this merchant's, not telling. */
export function recogniseText(
  text: string,
  { name: fileName, headers = {} }: ReadOptions,
): Recognised | null {
  const own = new Set(Object.keys(headers).map(normaliseHeader));
  const start = text.trimStart();
  for (const [pattern, reason, found] of BEGINNINGS) {
    if (pattern.test(start.slice(0, 2000))) return { reason, finding: { line: 1, found } };
  }
  if (
    /avr(?:ä|a|ae)kningsnota/i.test(fileName.normalize("NFC")) ||
    /^.{0,200}avr(?:ä|a)kningsnota/i.test(start)
  )
    return { reason: "klarna_legacy", finding: { found: fileName } };
  const lines = text.split(/\r\n|\n|\r/, LINES);
  for (const [index, line] of lines.entries()) {
    if (line.length > MAX_LINE || !ANY_TELLING.test(line)) continue;
    const names = new Set(line.split(/[;,\t|]/).map(normaliseHeader));
    if (names.has("kind") && names.has("number") && names.has("amount"))
      return { reason: "receivables", finding: { line: index + 1 } };
    for (const [reason, found, telling] of TELLING) {
      if (telling.some((name) => names.has(name) && !own.has(name)) && names.size > 2)
        return { reason, finding: { line: index + 1, found } };
    }
  }
  return null;
}
