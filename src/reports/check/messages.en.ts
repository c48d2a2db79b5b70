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
  paymentReferenceCost: "The payout cannot be identified unless the reference is in the file name.",
  payoutDateCost: "The voucher gets the latest date among the lines instead of the payout's.",
  settlementCurrencyCost: "The currency must be taken from the lines; a payout without lines cannot be read.",
  merchantIdCost: "The merchant must be known from the folder, or be the only one in the settings.",
  settlementTypeCost:
    "NET is assumed: a GROSS payout (fees are invoiced) does not add up and is quarantined.",
  settlementAmountCost:
    "The payout's amount is computed instead of proven: what the file lacks only shows on the bank account.",
  typeCost: "Without the type the direction of the money is not known: the report cannot be read.",
  amountCost: "Without the amount the report cannot be read.",
  captureDateCost: "Lines cannot be booked or reported by day.",
  saleDateCost: "The day of the order is missing in deviations, which makes them harder to resolve.",
  orderIdCost: "The safest key to the order is missing: more lines become deviations.",
  shortOrderIdCost: "The number that the consumer and Klarna's support use is missing in deviations.",
  captureIdCost: "Several shipments of one order cannot be told apart.",
  merchantReference1Cost:
    "The shop's order number is missing: invoices without Klarna's order id cannot be found.",
  merchantReference2Cost: "The second reference (with some shops the invoice number) cannot be used.",
  postingCurrencyCost: "That the lines are in the payout's currency cannot be checked.",
  detailedTypeCost: "Kinds of fees, charges and credits cannot be booked on accounts of their own.",
  refundIdCost: "Several refunds of one order cannot be told apart.",
  captureReferenceCost: "The invoice number that the shop sends when it ships cannot be used.",
  refundReferenceCost: "The credit note's number that the shop sends with a refund cannot be used.",
  vatAmountCost: "The VAT on the fees is known only as a total: fees cannot be checked line by line.",
  vatRateCost: "The VAT rate of the fees is missing.",
  klarnaCommentCost:
    "Klarna's comment (such as for netting between Klarna and Kustom) is missing in deviations.",
  reversalReferenceCost: "The dispute's number is missing on chargebacks.",
} satisfies typeof sv;
