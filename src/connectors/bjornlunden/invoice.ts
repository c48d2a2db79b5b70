/** An invoice of Björn Lundén's customer ledger, as Kvitt reads it. Pure. */
import { absolute, minor, sum, type Minor } from "../../money.ts";
import type { InvoiceSaid } from "./api.ts";

/** Its codes of what is owed by nobody any more: deleted, and a customer loss. */
const GONE: readonly number[] = [5, 6];

export function isGone({ status }: Pick<InvoiceSaid, "status">): boolean {
  return status.some((code) => GONE.includes(code));
}

/**
 * What is left of it, with the sign of its total. The ledger says it in two ways, the rows of its sub-ledger and the amount paid, and each
 * may leave out what the other has; so the one that leaves less is taken.
 */
export function openOf(invoice: InvoiceSaid): Minor {
  const { amountInOriginalCurrency: total, amountPaidInOriginalCurrency: paid, subLedgerEntries } = invoice;
  const unpaid = minor(total - paid);
  if (subLedgerEntries.length === 0) return unpaid;
  const inLedger = sum(subLedgerEntries.map(({ amount }) => amount));
  return absolute(inLedger) < absolute(unpaid) ? inLedger : unpaid;
}

/** Whether more is paid than its payments come to: then one of ours may be among those that are not shown. */
export function hidesPayments(invoice: InvoiceSaid): boolean {
  const shown = sum(
    invoice.associatedCustomerPayments.map(({ amountInOriginalCurrency }) => amountInOriginalCurrency),
  );
  return absolute(shown) < absolute(minor(invoice.amountInOriginalCurrency - openOf(invoice)));
}
