/**
 * The marker that a voucher carries in an outside system, by which it is found again: the same form everywhere, of characters that
 * every system takes, and short enough for the shortest field.
 */
import { createHash } from "node:crypto";
import { fiscalYearName } from "../config/fiscal-year.ts";
import type { VoucherHead } from "./voucher-source.ts";

const LENGTH_MAX = 50;

/** "kvitt:XISA93DJ:K2026-12": the payout's reference, and the voucher's own series, year and number. */
export function markerOf({
  paymentReference,
  series,
  fiscalYear,
  fiscalYearPart,
  number,
}: VoucherHead): string {
  const own = `${series}${fiscalYearName(fiscalYear, fiscalYearPart)}-${number}`;
  const whole = `kvitt:${paymentReference}:${own}`;
  if (whole.length <= LENGTH_MAX && /^[A-Za-z0-9:-]+$/.test(whole)) return whole;
  // another reference, shortened alike, has another hash
  const hash = createHash("sha256").update(paymentReference).digest("hex").slice(0, 8);
  const room = LENGTH_MAX - `kvitt:${hash}-:${own}`.length;
  const plain = paymentReference.replace(/[^A-Za-z0-9-]/g, "").slice(0, Math.max(0, room));
  return `kvitt:${hash}-${plain}:${own}`;
}
