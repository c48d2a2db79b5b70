/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  portalPath:
    'The portal → Settlements → Configure reports → CSV → choose the merchant id (MID) and the channel "Merchant Portal / API" (and the channel SFTP, if reports come that way)',
  whereSummary: 'Layout: tick "Include settlement summary section". Summary fields: tick the field.',
  whereTransactions: "Transaction fields: tick the field.",
  formatting:
    "Formatting: semicolon as delimiter, dates as 2024-05-02T07:45:00Z, amounts as 1234.56. Signs on negative amounts (add signs) make corrections (CORRECTION) provable too.",
  totalCost:
    "The total is computed from the lines instead of proven against them: a missing line only shows in the payout's amount.",
  debtCost:
    "The debt to Klarna cannot be followed from payout to payout (the deviation debt_gap cannot be found).",
  noLinesCost:
    "The amount has no lines of its own: a payout in which it is not 0 does not add up and is quarantined.",
  payoutCannotIdentifiedUnlessFile:
    "The payout cannot be identified, unless the file name carries the reference.",
  voucherGetsLatestDateAmong: "The voucher gets the latest date among the lines instead of the payout's.",
  currencyMustTakenLinesPayout:
    "The currency must be taken from the lines; a payout without lines cannot be read.",
  merchantMustToldFolderOnly: "The merchant must be told by the folder, or be the only one in the settings.",
  netAssumedGrossPayoutFees:
    "NET is assumed: a GROSS payout (fees are invoiced) does not add up and is quarantined.",
  payoutSAmountComputedInstead:
    "The payout's amount is computed instead of proven: what the file lacks shows only at the bank.",
  withoutTypeNobodyKnowsDirection:
    "Without the type nobody knows in which direction the money goes: the report cannot be read.",
  withoutAmountReportCannotRead: "Without the amount the report cannot be read.",
  linesCannotBookedReportedDay: "Lines cannot be booked or reported by day.",
  dayOrderMissingDeviationsMakes:
    "The day of the order is missing in deviations, which makes them harder to settle.",
  safestKeyOrderMissingMore: "The safest key to the order is missing: more lines become deviations.",
  numberConsumerKlarnaSSupport:
    "The number that the consumer and Klarna's support use is missing in deviations.",
  severalShipmentsOneOrderCannot: "Several shipments of one order cannot be told apart.",
  shopSOrderNumberMissing:
    "The shop's order number is missing: invoices without Klarna's order id cannot be found.",
  secondReferenceSomeShopsInvoice:
    "The second reference (with some shops the invoice number) cannot be used.",
  linesPayoutSCurrencyCannot: "That the lines are in the payout's currency cannot be checked.",
  kindsFeesChargesCreditsCannot:
    "Kinds of fees, charges and credits cannot be booked on accounts of their own.",
  severalRefundsOneOrderCannot: "Several refunds of one order cannot be told apart.",
  invoiceNumberShopSendsWhen: "The invoice number that the shop sends when it ships cannot be used.",
  creditNoteSNumberShop: "The credit note's number that the shop sends with a refund cannot be used.",
  vatFeesKnownOnlyTotal: "The VAT on the fees is known only as a total: fees cannot be checked line by line.",
  vatRateFeesMissing: "The VAT rate of the fees is missing.",
  klarnaSCommentSuchNetting:
    "Klarna's comment (such as for netting between Klarna and Kustom) is missing in deviations.",
  disputeSNumberMissingChargebacks: "The dispute's number is missing on chargebacks.",
} satisfies typeof sv;
