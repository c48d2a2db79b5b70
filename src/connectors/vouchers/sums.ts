/** What a voucher comes to, as one that is sent is compared with one that is there. Pure. */
import type { VoucherRow } from "../../ledger/voucher.ts";
import { minor } from "../../money.ts";

/** A voucher of more rows is nothing that a person reads, and slow to open: its rows are summed. */
const ROWS_MAX = 500;

/** What each account comes to, debit above zero. */
export function sumsOf(rows: readonly VoucherRow[]): ReadonlyMap<number, bigint> {
  const sums = new Map<number, bigint>();
  for (const { account, debit, credit } of rows)
    sums.set(account, (sums.get(account) ?? 0n) + debit - credit);
  return sums;
}

/** Whether two vouchers come to the same on every account. */
export function areSame(one: ReadonlyMap<number, bigint>, other: ReadonlyMap<number, bigint>): boolean {
  return [...new Set([...one.keys(), ...other.keys()])].every(
    (account) => (one.get(account) ?? 0n) === (other.get(account) ?? 0n),
  );
}

/** As they are; where they are too many, one for each account, side, cost centre and project, in the order in which they first come. */
export function fewRows(rows: readonly VoucherRow[]): readonly VoucherRow[] {
  if (rows.length <= ROWS_MAX) return rows;
  const sums = new Map<string, VoucherRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.account, row.debit > 0n, row.costCentre, row.project]);
    const before = sums.get(key);
    sums.set(
      key,
      before === undefined
        ? row
        : { ...before, debit: minor(before.debit + row.debit), credit: minor(before.credit + row.credit) },
    );
  }
  return [...sums.values()];
}
