/**
 * A voucher as a target takes it. One payout may have a million rows, so they come in batches and never need to
 * stand in memory at once. The books make a source straight from a query; `voucherSource` makes one of a whole voucher.
 */
import type { Voucher, VoucherRow } from "../ledger/voucher.ts";

export type VoucherHead = Omit<Voucher, "rows">;

/** What the rows use. A SIE file declares these before its first row. Each value once, ascending. */
export interface VoucherUses {
  readonly accounts: readonly number[];
  readonly costCentres: readonly string[];
  readonly projects: readonly string[];
}

export interface VoucherSource extends VoucherHead {
  readonly uses: VoucherUses;
  /** The rows in their order; from the first one each time it is called. */
  batches(): AsyncIterable<readonly VoucherRow[]>;
}

/** A source of rows that are in memory already. */
export function voucherSource({ rows, ...head }: Voucher): VoucherSource {
  return {
    ...head,
    uses: usesOf(rows),
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
