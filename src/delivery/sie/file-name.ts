/**
 * The name of a voucher's SIE file: `K500746_XISA93DJ_K2026-12.si`. Its last part is unique, since the books use a number
 * once per series and fiscal year. The first two show a person which payout it is; they come from a report, so they are
 * made safe for the file system.
 */
import { fiscalYearName } from "../../config/fiscal-year.ts";
import { createHash } from "node:crypto";
import type { VoucherHead } from "../voucher-source.ts";

const PART_LENGTH_MAX = 60;

/** Only A-Z a-z 0-9 _ - ~ and one dot before `si`: safe on every file system, and never a path. */
export function sieFileName(voucher: VoucherHead): string {
  const { merchantId, paymentReference, series, fiscalYear, fiscalYearPart, number } = voucher;
  const year = fiscalYearName(fiscalYear, fiscalYearPart);
  return `${safe(merchantId)}_${safe(paymentReference)}_${safe(series)}${year}-${number}.si`;
}

/** A part that had to be changed gets a few digits of a hash, so that two references never give the same name. */
function safe(part: string): string {
  const plain = part.replace(/[^A-Za-z0-9_-]/g, "-").slice(0, PART_LENGTH_MAX);
  if (plain === part && part !== "" && !part.startsWith("-")) return part;
  const digits = createHash("sha256").update(part).digest("hex").slice(0, 8);
  return `${plain.replace(/^-+/, "")}~${digits}`.replace(/^~/, "x");
}
