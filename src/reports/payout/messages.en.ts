/** English texts of this folder. */
import { PORTAL_PATH, WHERE } from "../check/portal.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  noneLinesCanMatchedInvoice: "None of the lines can be matched with an invoice or order.",
  tick: `Tick them (at least order_id and merchant_reference1) and download the report again: the lines are then completed. ${PORTAL_PATH.en}. ${WHERE.transactions.en}`,
  fill: "Download the report again without changing it: Klarna always fills in order_id on sales and returns.",
  renamed: "If they are there under other names: `kvitt check` proposes the setting `headers`.",
  reportNoSummaryPayoutS:
    "The report has no summary: the payout's amount and all totals are computed from the lines, and debt, repayment and fee corrections cannot be seen.",
  payoutSAmountTotalSettlement:
    "The payout's amount (total_settlement_amount) is not in the report: it is computed, not proven.",
  totalsMissingSummaryComputedLines: (others: string) =>
    `Totals missing in the summary and computed from the lines: ${others}.`,
  openingClosingDebtOpeningDebt:
    "Opening and closing debt (opening_debt_balance, closing_debt_balance) are missing: the debt cannot be followed from payout to payout.",
  summaryAmountsKvittDoesKnow: (unknown: string) =>
    `The summary has amounts that Kvitt does not know: ${unknown}. The payout adds up without them.`,
  columnVatAmountMissingVat:
    "The column vat_amount is missing: the VAT on the fees is known only as a total, or not at all.",
  payoutDatePayoutDateMissing:
    "The payout date (payout_date) is missing: the latest date among the lines is used.",
  settlementTypeMerchantSettlementType:
    "The settlement type (merchant_settlement_type) is missing: NET is assumed, that is, fees are deducted from the payout.",
  merchantIdMerchantIdMissing: "The merchant id (merchant_id) is missing in the report.",
  paymentReferenceTakenFileName: "The payment reference is taken from the file name.",
  reportFeeInvoiceGrossFee:
    "The report is a fee invoice (GROSS_FEE): nothing was paid out, the amount is a debt to Klarna until the invoice is paid.",
  noAmountFileDecimalsThey:
    "No amount in the file has decimals: they are read as whole kronor (or euro), not as öre.",
  differenceMaySummaryLacks: (names: string) => `The difference may be what the summary lacks: ${names}.`,
  tableWithoutVat:
    "The report has neither vat_amount nor total_tax_amount, so the VAT on the fees is missing in the sum.",
} satisfies typeof sv;
