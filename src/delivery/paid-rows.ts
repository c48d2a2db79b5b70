/**
 * A voucher's rows where its invoices are paid in the customer ledger of the target. The payments book the receivables' account there,
 * each against the clearing account. So what the voucher has on the receivables' account for those invoices goes to the clearing
 * account instead, in one row a side; together, both come to exactly what Kvitt's own voucher says. Pure.
 */
import type { VoucherRow } from "../ledger/voucher.ts";
import { minor, ZERO, type Minor } from "../money.ts";

/** How much of a voucher's rows is booked by payments of invoices. */
export interface PaidByInvoices {
  readonly receivable: number;
  readonly clearing: number;
  /** Sums on the receivables' account, each zero or more. */
  readonly debit: Minor;
  readonly credit: Minor;
  readonly text: string;
}

/** A row; `ofInvoice` is false where it belongs to a receivable that is no invoice of the ledger. */
export type RowOfVoucher = VoucherRow & { readonly ofInvoice?: boolean };

/** Null: the rows do not have as much on the receivables' account as the payments come to. */
export function withoutPaid(
  rows: readonly RowOfVoucher[],
  paid: PaidByInvoices,
): readonly VoucherRow[] | null {
  const left = { debit: paid.debit as bigint, credit: paid.credit as bigint };
  const like = rows.find(({ account }) => account === paid.receivable);
  const kept = rows.flatMap((row): readonly VoucherRow[] => {
    if (row.account !== paid.receivable || row.ofInvoice === false) return [row];
    const side = row.debit > 0n ? "debit" : "credit";
    const taken = row[side] < left[side] ? row[side] : left[side];
    left[side] -= taken;
    const rest = minor(row[side] - taken);
    return rest === 0n ? [] : [{ ...row, [side]: rest }];
  });
  if (left.debit !== 0n || left.credit !== 0n) return null;
  const own = {
    account: paid.clearing,
    text: paid.text,
    ...dimensions(like),
  };
  return [
    ...kept,
    ...(paid.debit === 0n ? [] : [{ ...own, debit: paid.debit, credit: ZERO }]),
    ...(paid.credit === 0n ? [] : [{ ...own, debit: ZERO, credit: paid.credit }]),
  ];
}

function dimensions(row: VoucherRow | undefined): Pick<VoucherRow, "costCentre" | "project"> {
  return { costCentre: row?.costCentre ?? null, project: row?.project ?? null };
}

/** Whether a voucher's rows move nothing: each account comes to zero, in each cost centre and project. */
export function movesNothing(rows: readonly VoucherRow[]): boolean {
  const sums = new Map<string, bigint>();
  for (const { account, debit, credit, costCentre, project } of rows) {
    const key = JSON.stringify([account, costCentre, project]);
    sums.set(key, (sums.get(key) ?? 0n) + debit - credit);
  }
  return [...sums.values()].every((sum) => sum === 0n);
}
