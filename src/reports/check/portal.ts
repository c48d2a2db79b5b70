/**
 * The fields that a full reconciliation needs, what each missing one costs, and where the merchant ticks it
 * (docs.klarna.com "How to adjust settlement reports"; help.kustom.co "Configure settlement reports").
 */
import { messages } from "./messages.ts";
import type { Message } from "../../message.ts";

type ReportPart = "summary" | "transactions";

export interface WantedField {
  readonly field: string;
  readonly part: ReportPart;
  /** Without a needed field a payout cannot be booked or proven; a missing useful one only has the cost described. */
  readonly importance: "needed" | "useful";
  readonly cost: Message;
}

/** The path to the settings, from the portal's front page. */
export const PORTAL_PATH: Message = messages.portalPath;

export const WHERE: Readonly<Record<ReportPart, Message>> = {
  summary: messages.whereSummary,
  transactions: messages.whereTransactions,
};

/** The formatting that leaves nothing open. */
export const FORMATTING: Message = messages.formatting;

const TOTAL_COST: Message = messages.totalCost;
const DEBT_COST: Message = messages.debtCost;
const NO_LINES_COST: Message = messages.noLinesCost;

export const WANTED: readonly WantedField[] = [
  summary("payment_reference", "needed", messages.paymentReferenceCost),
  summary("payout_date", "needed", messages.payoutDateCost),
  summary("settlement_currency", "needed", messages.settlementCurrencyCost),
  summary("merchant_id", "useful", messages.merchantIdCost),
  summary("merchant_settlement_type", "needed", messages.settlementTypeCost),
  summary("total_settlement_amount", "needed", messages.settlementAmountCost),
  ...[
    "sale",
    "return",
    "reversal",
    "fee",
    "tax",
    "commission",
    "credit",
    "charge",
    "holdback",
    "release",
    "fee_refund",
  ].map((name) => summary(`total_${name}_amount`, "useful", TOTAL_COST)),
  summary("total_fee_correction_amount", "needed", NO_LINES_COST),
  summary("total_repay_amount", "needed", NO_LINES_COST),
  summary("total_deposit_amount", "needed", NO_LINES_COST),
  summary("opening_debt_balance", "useful", DEBT_COST),
  summary("closing_debt_balance", "useful", DEBT_COST),
  line("type", "needed", messages.typeCost),
  line("amount", "needed", messages.amountCost),
  line("capture_date", "useful", messages.captureDateCost),
  line("sale_date", "useful", messages.saleDateCost),
  line("order_id", "needed", messages.orderIdCost),
  line("short_order_id", "useful", messages.shortOrderIdCost),
  line("capture_id", "needed", messages.captureIdCost),
  line("merchant_reference1", "needed", messages.merchantReference1Cost),
  line("merchant_reference2", "useful", messages.merchantReference2Cost),
  line("posting_currency", "useful", messages.postingCurrencyCost),
  line("detailed_type", "useful", messages.detailedTypeCost),
  line("refund_id", "needed", messages.refundIdCost),
  line("merchant_capture_reference", "useful", messages.captureReferenceCost),
  line("merchant_refund_reference", "useful", messages.refundReferenceCost),
  line("vat_amount", "needed", messages.vatAmountCost),
  line("vat_rate", "useful", messages.vatRateCost),
  line("klarna_comment", "useful", messages.klarnaCommentCost),
  line("reversal_reference", "useful", messages.reversalReferenceCost),
];

function summary(field: string, importance: WantedField["importance"], cost: Message): WantedField {
  return { field, part: "summary", importance, cost };
}

function line(field: string, importance: WantedField["importance"], cost: Message): WantedField {
  return { field, part: "transactions", importance, cost };
}
