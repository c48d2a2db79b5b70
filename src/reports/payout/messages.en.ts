/** English texts of this folder. */
import { PORTAL_PATH, WHERE } from "../check/portal.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  unfindable: "None of the lines can be matched with an invoice or order.",
  columnsMissing: (names: readonly string[]) => `The report lacks ${listed(names)}.`,
  columnsEmpty: (names: readonly string[]) => `Empty on all sales and returns: ${listed(names)}.`,
  idsNeedReceivables: (names: readonly string[]) =>
    `That it has ${listed(names)} helps only if the receivables have them too.`,
  tickReferences: `Tick them (at least order_id and merchant_reference1) and download the report again: the lines are then completed. ${PORTAL_PATH.en}. ${WHERE.transactions.en}`,
  orderIdIsAlwaysFilled:
    "Download the report again without changing it: Klarna always fills in order_id on sales and returns.",
  mayBeRenamed:
    "If the file has them under other names: `kvitt check` or the page Upload files proposes the setting `headers`.",
  summaryMissing:
    "The report has no summary: the payout's amount and all totals are computed from the lines, and debt, repayment and fee corrections cannot be seen.",
  settlementMissing:
    "The payout's amount (total_settlement_amount) is not in the report: it is computed, not proven.",
  totalsMissing: (others: string) => `Totals missing in the summary and computed from the lines: ${others}.`,
  debtMissing:
    "Opening and closing debt (opening_debt_balance, closing_debt_balance) are missing: the debt cannot be followed from payout to payout.",
  totalsUnknown: (unknown: string) =>
    `The summary has amounts that Kvitt does not know: ${unknown}. The payout adds up without them.`,
  vatColumnMissing:
    "The column vat_amount is missing: the VAT on the fees is known only as a total, or not at all.",
  payoutDateMissing: "The payout date (payout_date) is missing: the latest date among the lines is used.",
  settlementTypeMissing:
    "The settlement type (merchant_settlement_type) is missing: NET is assumed, that is, fees are deducted from the payout.",
  merchantIdMissing: "The merchant id (merchant_id) is missing in the report.",
  referenceFromFileName: "The payment reference is taken from the file name.",
  feeInvoice:
    "The report is a fee invoice (GROSS_FEE): nothing was paid out, the amount is a debt to Klarna until the invoice is paid.",
  noDecimals: "No amount in the file has decimals: they are read as whole kronor (or euro), not as öre.",
  differenceHint: (names: string) => `The difference may be what the summary lacks: ${names}.`,
  vatNotInReport:
    "The report has neither vat_amount nor total_tax_amount, so the VAT on the fees is missing in the sum.",
} satisfies typeof sv;

/** Without a comma before "and". */
function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB").format(names);
}
