/** A voucher: balanced double entry, in the payout's own currency. The shape that ledger builds and targets deliver. */
import type { Minor } from "../money.ts";

export interface VoucherRow {
  readonly account: number;
  /** One of debit and credit is zero; both are zero or more. */
  readonly debit: Minor;
  readonly credit: Minor;
  readonly text: string;
  readonly costCentre: string | null;
  readonly project: string | null;
}

export interface Voucher {
  readonly id: bigint;
  readonly merchantId: string;
  readonly paymentReference: string;
  readonly currency: string;
  readonly series: string;
  /** The calendar year in which the voucher's fiscal year begins. */
  readonly fiscalYear: number;
  /** 1 for the second fiscal year that begins in that calendar year; absent as 0. */
  readonly fiscalYearPart?: number;
  readonly number: number;
  /** "2024-05-02" */
  readonly date: string;
  readonly text: string;
  /** The day it was made; null where the books have not kept that. */
  readonly registered: string | null;
  /** Who made it. */
  readonly sign: string | null;
  /** The day whose exchange rate holds for it. */
  readonly rateDate: string;
  readonly rows: readonly VoucherRow[];
}
