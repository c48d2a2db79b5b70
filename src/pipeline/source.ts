/** Vouchers of the books as targets read them. */
import { messages } from "./messages.ts";
import { paymentsTarget } from "../config/connectors.ts";
import { accountsOf } from "../config/settings.ts";
import { isSieTarget } from "../config/sie-files.ts";
import { paidByInvoices, rowsOfInvoices } from "../books/invoice-payments.ts";
import { settledDates, settledReceivables, voucherRows, type SourceRow } from "../books/postings.ts";
import { statedVat } from "../books/stated-vat.ts";
import { NONE_SETTLED, type VoucherSource } from "../delivery/voucher-source.ts";
import type { AppContext } from "../app.ts";

/** A voucher of the books as targets read it. */
export async function sourceOf(
  { books, workspace }: Pick<AppContext, "books" | "workspace">,
  posting: SourceRow & { readonly target?: string },
): Promise<VoucherSource> {
  const { voucherId: id, accounts, costCentres, projects, target = "sie", ...head } = posting;
  const sums = isSieTarget(target) ? null : await paidByInvoices(books, id, paymentsTarget(target));
  const { receivable, clearing } = accountsOf(workspace.settings, head.merchantId);
  const text = messages.paidInvoices[workspace.settings.language];
  return {
    ...head,
    id,
    uses: { accounts, costCentres, projects },
    statedVat: await statedVatOf(posting, { books, workspace }),
    settled:
      head.currency === workspace.settings.company.currency
        ? NONE_SETTLED
        : { dates: await settledDates(books, id), batches: () => settledReceivables(books, id) },
    paid: sums === null ? null : { ...sums, receivable, clearing, text },
    batches: () => (sums === null ? voucherRows(books, id) : rowsOfInvoices(books, id)),
  };
}

/** The VAT that the report states in the home currency, which may be deducted. Not where VAT is a cost or reverse-charged. */
async function statedVatOf(
  { voucherId, currency }: SourceRow,
  { books, workspace }: Pick<AppContext, "books" | "workspace">,
) {
  const { company, voucher } = workspace.settings;
  if (currency === company.currency || voucher.feeVat !== "normal") return null;
  return statedVat(books, voucherId, company.currency);
}
