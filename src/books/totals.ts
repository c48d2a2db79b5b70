/** Parses the totals in a payout's row: canonical name -> minor units as text; adjustments that no line shows have the prefix "besides.". */
import { minor, type Minor } from "../money.ts";
import type { Adjustments, Totals } from "../reports/report.ts";

export function readTotals(stored: Record<string, string | null>): Totals {
  const amount = (name: string): Minor => minor(BigInt(stored[name] ?? "0"));
  const known = (name: string): Minor | null => {
    const text = stored[name];
    return text === undefined || text === null ? null : amount(name);
  };
  return {
    sale: amount("sale"),
    return: amount("return"),
    reversal: amount("reversal"),
    fee: amount("fee"),
    feeCorrection: amount("feeCorrection"),
    feeRefund: amount("feeRefund"),
    tax: amount("tax"),
    taxRefund: amount("taxRefund"),
    commission: amount("commission"),
    commissionReversal: amount("commissionReversal"),
    charge: amount("charge"),
    credit: amount("credit"),
    holdback: amount("holdback"),
    release: amount("release"),
    repay: amount("repay"),
    deposit: amount("deposit"),
    openingDebt: known("openingDebt"),
    closingDebt: known("closingDebt"),
    settlement: amount("settlement"),
  };
}

/** The parts of the payout that no line shows. */
export function readAdjustments(stored: Record<string, string | null>): Adjustments {
  const amount = (name: string): Minor => minor(BigInt(stored[`besides.${name}`] ?? "0"));
  return {
    vat: amount("vat"),
    feeCorrection: amount("feeCorrection"),
    repay: amount("repay"),
    deposit: amount("deposit"),
  };
}
