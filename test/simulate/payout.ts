/**
 * One payout of a simulated channel: its rows in order, what Klarna adds (reserve held and released, debt), and the totals
 * of the summary. The arithmetic is Klarna's documented sum (docs.klarna.com
 * "settlement files"): a shortfall is paid out as 0 and becomes debt, which later payouts repay.
 */
import { minor, ZERO, type Minor } from "../../src/money.ts";
import type { Random } from "./random.ts";
import { row, type Line } from "./story.ts";
import type { Channel } from "./teller.ts";

/** 1: the type adds to the payout; -1: it takes from it. */
const DIRECTION: Readonly<Record<string, 1n | -1n>> = {
  SALE: 1n,
  COMMISSION: 1n,
  CREDIT: 1n,
  RELEASE: 1n,
  FEE_REFUND: 1n,
  CORRECTION: 1n,
  REVERSAL_MERCHANT_PROTECTION: 1n,
  FEE: -1n,
  RETURN: -1n,
  REVERSAL: -1n,
  CHARGE: -1n,
  HOLDBACK: -1n,
};

export interface Payout {
  readonly channel: Channel;
  readonly paymentReference: string;
  readonly paidAt: Date;
  readonly rows: readonly Line[];
  /** Summary fields in their documented order, in minor units. */
  readonly totals: Readonly<Record<TotalName, Minor>>;
}

export const TOTAL_NAMES = [
  "total_sale_amount",
  "total_fee_amount",
  "total_fee_correction_amount",
  "total_tax_amount",
  "total_tax_refund_amount",
  "total_return_amount",
  "total_reversal_amount",
  "total_commission_amount",
  "total_credit_amount",
  "total_charge_amount",
  "total_holdback_amount",
  "total_release_amount",
  "opening_debt_balance",
  "total_deposit_amount",
  "total_repay_amount",
  "closing_debt_balance",
  "total_fee_refund_amount",
  "total_settlement_amount",
] as const;
export type TotalName = (typeof TOTAL_NAMES)[number];

/** What a payout carries over to the next one of its channel. */
export interface Standing {
  readonly debt: Minor;
  readonly held: Minor;
}
export const NOTHING_STANDING: Standing = { debt: ZERO, held: ZERO };

export interface Draft {
  readonly channel: Channel;
  readonly paymentReference: string;
  readonly paidAt: Date;
  readonly rows: readonly Line[];
}

/** `mayHold`: whether Klarna may hold and release a reserve here. */
export function settle(
  draft: Draft,
  before: Standing,
  random: Random,
  mayHold: boolean,
): { payout: Payout; after: Standing } {
  const rows = [...draft.rows];
  let held = before.held;
  if (held > 0n && random.chance(0.6)) {
    rows.push(reserve("RELEASE", held));
    held = ZERO;
  } else if (mayHold && sumOfEffects(rows) > 100n && random.chance(0.3)) {
    const most = sumOfEffects(rows);
    // now and then everything is held back, and the payout is 0.00
    const amount = minor(random.chance(0.3) ? most : most / 3n);
    rows.push(reserve("HOLDBACK", amount));
    held = minor(held + amount);
  }
  const earned = sumOfEffects(rows);
  const deposit = earned < 0n ? -earned : 0n;
  const repay = earned > 0n ? smaller(earned, before.debt) : 0n;
  const closing = before.debt - repay + deposit;
  const of = (type: string) =>
    rows.filter((line) => line.type === type).reduce((sum, line) => sum + line.amount, 0n);
  const vatOf = (type: string) =>
    rows.filter((line) => line.type === type).reduce((sum, line) => sum + (line.feeVat ?? 0n), 0n);
  const totals: Record<TotalName, bigint> = {
    total_sale_amount: of("SALE"),
    total_fee_amount: of("FEE"),
    total_fee_correction_amount: of("CORRECTION"),
    total_tax_amount: vatOf("FEE"),
    total_tax_refund_amount: vatOf("FEE_REFUND"),
    total_return_amount: of("RETURN"),
    total_reversal_amount: of("REVERSAL") - of("REVERSAL_MERCHANT_PROTECTION"),
    total_commission_amount: of("COMMISSION"),
    total_credit_amount: of("CREDIT"),
    total_charge_amount: of("CHARGE"),
    total_holdback_amount: of("HOLDBACK"),
    total_release_amount: of("RELEASE"),
    opening_debt_balance: before.debt,
    total_deposit_amount: deposit,
    total_repay_amount: repay,
    closing_debt_balance: closing,
    total_fee_refund_amount: of("FEE_REFUND"),
    total_settlement_amount: earned + deposit - repay,
  };
  return {
    payout: { ...draft, rows, totals: totals as Record<TotalName, Minor> }, // sums of minor units are minor units
    after: { debt: minor(closing), held },
  };
}

export function directionOf(type: string): 1n | -1n {
  const direction = DIRECTION[type];
  if (direction === undefined) throw new Error(`the simulated shop knows no rows of type ${type}`);
  return direction;
}

/** What rows do to the payout, the VAT of their fees included. */
export function sumOfEffects(rows: readonly Line[]): bigint {
  return rows.reduce((sum, line) => sum + directionOf(line.type) * (line.amount + (line.feeVat ?? 0n)), 0n);
}

function reserve(type: "HOLDBACK" | "RELEASE", amount: Minor): Line {
  return row(type, amount, { detailedType: "ROLLING_RESERVE" });
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
