/** A payout's totals as they stand in its row: canonical name -> minor units as text. Those that no line shows are "besides.". */
import { minor, type Minor } from "../money.ts";
import type { Adjustments, Totals } from "../reports/report.ts";

/** Totals as they stand in the payout's row: canonical name -> minor units as text. */
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

/** What the payout's row keeps of what no line shows. */
export function readAdjustments(stored: Record<string, string | null>): Adjustments {
  const amount = (name: string): Minor => minor(BigInt(stored[`besides.${name}`] ?? "0"));
  return {
    vat: amount("vat"),
    feeCorrection: amount("feeCorrection"),
    repay: amount("repay"),
    deposit: amount("deposit"),
  };
}
