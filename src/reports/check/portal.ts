/**
 * The fields that a full reconciliation needs, what each missing one costs, and where the merchant ticks it
 * (docs.klarna.com "How to adjust settlement reports"; help.kustom.co "Configure settlement reports").
 */
import { messages } from "./messages.ts";
import type { Message } from "../../message.ts";

export type ReportPart = "summary" | "transactions";

export interface WantedField {
  readonly field: string;
  readonly part: ReportPart;
  /** Without a needed one a payout cannot be booked, or its sum not be proven; a useful one costs only what is said. */
  readonly importance: "needed" | "useful";
  readonly cost: Message;
}

/** The way to the settings, from the portal's front page. */
export const PORTAL_PATH: Message = messages.portalPath;

export const WHERE: Readonly<Record<ReportPart, Message>> = {
  summary: messages.whereSummary,
  transactions: messages.whereTransactions,
};

/** What the formatting should be: what Kvitt never has to wonder about. */
export const FORMATTING: Message = messages.formatting;

const TOTAL_COST: Message = messages.totalCost;
const DEBT_COST: Message = messages.debtCost;
const NO_LINES_COST: Message = messages.noLinesCost;

export const WANTED: readonly WantedField[] = [
  summary("payment_reference", "needed", messages.payoutCannotIdentifiedUnlessFile),
  summary("payout_date", "needed", messages.voucherGetsLatestDateAmong),
  summary("settlement_currency", "needed", messages.currencyMustTakenLinesPayout),
  summary("merchant_id", "useful", messages.merchantMustToldFolderOnly),
  summary("merchant_settlement_type", "needed", messages.netAssumedGrossPayoutFees),
  summary("total_settlement_amount", "needed", messages.payoutSAmountComputedInstead),
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
  line("type", "needed", messages.withoutTypeNobodyKnowsDirection),
  line("amount", "needed", messages.withoutAmountReportCannotRead),
  line("capture_date", "useful", messages.linesCannotBookedReportedDay),
  line("sale_date", "useful", messages.dayOrderMissingDeviationsMakes),
  line("order_id", "needed", messages.safestKeyOrderMissingMore),
  line("short_order_id", "useful", messages.numberConsumerKlarnaSSupport),
  line("capture_id", "needed", messages.severalShipmentsOneOrderCannot),
  line("merchant_reference1", "needed", messages.shopSOrderNumberMissing),
  line("merchant_reference2", "useful", messages.secondReferenceSomeShopsInvoice),
  line("posting_currency", "useful", messages.linesPayoutSCurrencyCannot),
  line("detailed_type", "useful", messages.kindsFeesChargesCreditsCannot),
  line("refund_id", "needed", messages.severalRefundsOneOrderCannot),
  line("merchant_capture_reference", "useful", messages.invoiceNumberShopSendsWhen),
  line("merchant_refund_reference", "useful", messages.creditNoteSNumberShop),
  line("vat_amount", "needed", messages.vatFeesKnownOnlyTotal),
  line("vat_rate", "useful", messages.vatRateFeesMissing),
  line("klarna_comment", "useful", messages.klarnaSCommentSuchNetting),
  line("reversal_reference", "useful", messages.disputeSNumberMissingChargebacks),
];

function summary(field: string, importance: WantedField["importance"], cost: Message): WantedField {
  return { field, part: "summary", importance, cost };
}

function line(field: string, importance: WantedField["importance"], cost: Message): WantedField {
  return { field, part: "transactions", importance, cost };
}
