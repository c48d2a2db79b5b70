/**
 * A voucher as a target takes it. One payout may have a million rows, so they come in batches and never need to
 * stand in memory at once. The books make a source straight from a query; `voucherSource` makes one of a whole voucher.
 */
import type { Voucher, VoucherRow } from "../ledger/voucher.ts";
import type { Minor } from "../money.ts";

export type VoucherHead = Omit<Voucher, "rows">;

/** What the rows use. A SIE file declares these before its first row. Each value once, ascending. */
export interface VoucherUses {
  readonly accounts: readonly number[];
  readonly costCentres: readonly string[];
  readonly projects: readonly string[];
}

/** What a voucher settles of one receivable, whose own day decides at which rate it was booked. */
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
  /** From the first one each time it is called. */
  batches(): AsyncIterable<readonly SettledReceivable[]>;
}

export const NONE_SETTLED: SettledReceivables = settledReceivablesFrom([]);

/** Of receivables that are in memory already. */
export function settledReceivablesFrom(settled: readonly SettledReceivable[]): SettledReceivables {
  return {
    dates: [...new Set(settled.map(({ date }) => date))].sort(),
    async *batches() {
      yield settled;
    },
  };
}

/** VAT that the report states in the book currency. Exactly that is booked there, whatever the rate makes of it. */
export interface StatedVat {
  /** So much of the VAT in the voucher's currency, debit above zero; null: all of it. */
  readonly of: Minor | null;
  /** In the book currency. */
  readonly as: Minor;
}

export interface VoucherSource extends VoucherHead {
  readonly uses: VoucherUses;
  /** null or absent: none is stated in the book currency. */
  readonly statedVat?: StatedVat | null;
  /** Asked for only where the voucher is in another currency than the books. */
  readonly settled: SettledReceivables;
  /** The rows in their order; from the first one each time it is called. */
  batches(): AsyncIterable<readonly VoucherRow[]>;
}

/** A source of rows that are in memory already. */
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
