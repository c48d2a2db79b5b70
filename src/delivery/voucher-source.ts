/**
 * A voucher as a target reads it. A payout may have a million rows, so they come in batches and are never all in memory.
 * src/books makes a source from a query; `voucherSource` makes one of a voucher in memory.
 */
import type { Voucher, VoucherRow } from "../ledger/voucher.ts";
import type { Minor } from "../money.ts";
import type { PaidByInvoices, RowOfVoucher } from "./paid-rows.ts";

export type VoucherHead = Omit<Voucher, "rows">;

/** What the rows use, as a SIE file declares it before its first row. Each value once, ascending. */
export interface VoucherUses {
  readonly accounts: readonly number[];
  readonly costCentres: readonly string[];
  readonly projects: readonly string[];
}

/** The part of a receivable that a voucher settles. The receivable's date gives the rate that it was booked at. */
export interface SettledReceivable {
  readonly number: string;
  /** The receivable's date, "2026-03-02". */
  readonly date: string;
  /** As on its row in the voucher, in the voucher's currency: debit above zero, credit below. */
  readonly amount: Minor;
}

export interface SettledReceivables {
  /** Their dates, each once. */
  readonly dates: readonly string[];
  /** Restarts from the first each time it is called. */
  batches(): AsyncIterable<readonly SettledReceivable[]>;
}

export const NONE_SETTLED: SettledReceivables = settledReceivablesFrom([]);

/** Of receivables in memory. */
export function settledReceivablesFrom(settled: readonly SettledReceivable[]): SettledReceivables {
  return {
    dates: [...new Set(settled.map(({ date }) => date))].sort(),
    async *batches() {
      yield settled;
    },
  };
}

/** VAT that the report gives in the book currency. Exactly that amount is booked, not the converted one. */
export interface StatedVat {
  /** The part of the VAT that it covers, in the voucher's currency, debit above zero; null: all of it. */
  readonly of: Minor | null;
  /** In the book currency. */
  readonly as: Minor;
}

export interface VoucherSource extends VoucherHead {
  readonly uses: VoucherUses;
  /** null or absent: the report gives none in the book currency. */
  readonly statedVat?: StatedVat | null;
  /** Read only when the voucher is in another currency than the books. */
  readonly settled: SettledReceivables;
  /** What of it is booked by payments of its invoices in the target; absent or null: nothing is. */
  readonly paid?: PaidByInvoices | null;
  /** The rows in order; restarts from the first each time it is called. */
  batches(): AsyncIterable<readonly RowOfVoucher[]>;
}

/** A source of rows in memory. */
export function voucherSource({ rows, ...head }: Voucher, settled = NONE_SETTLED): VoucherSource {
  return {
    ...head,
    uses: usesOf(rows),
    settled,
    async *batches() {
      yield rows;
    },
  };
}

export function usesOf(rows: readonly VoucherRow[]): VoucherUses {
  const accounts = new Set<number>();
  const costCentres = new Set<string>();
  const projects = new Set<string>();
  for (const { account, costCentre, project } of rows) {
    accounts.add(account);
    if (costCentre) costCentres.add(costCentre);
    if (project) projects.add(project);
  }
  return {
    accounts: [...accounts].sort((a, b) => a - b),
    costCentres: [...costCentres].sort(),
    projects: [...projects].sort(),
  };
}
