/** Recognises JSON of other systems and of other APIs. */
import { textOf } from "./json-line.ts";
import type { JsonObject } from "./parse-json.ts";
import { isOf, type KnownTable } from "../foreign-files.ts";
import type { Recognised } from "../recognise.ts";

/** By its fields; the first that fits. */
const KEYS: readonly KnownTable[] = [
  { reason: "other_provider", found: "Svea", any: ["clientReports", "sveaPaidAmount"] },
  {
    reason: "other_provider",
    found: "Vipps MobilePay",
    any: ["ledgerDate", "settlesForRecipientHandles", "recipientHandle"],
    all: [["entryType"], ["balanceBefore"]],
  },
  {
    reason: "other_provider",
    found: "Gr4vy (Gravy)",
    any: ["payment_service_transaction_id", "payment_service_definition_id", "gr4vy_transaction_id"],
  },
  { reason: "other_provider", found: "Checkout.com", any: ["processing_channel_id"] },
  { reason: "other_provider", found: "Nexi (Nets)", any: ["numberOfPaymentActions", "numberOfPayouts"] },
  { reason: "other_provider", found: "Nexi (Nets)", all: [["bankAccountIban"], ["chargedAmount"]] },
  { reason: "other_provider", found: "Walley", all: [["actionReference"], ["payoutReference"]] },
  {
    reason: "other_provider",
    found: "Zettle",
    any: ["originatorTransactionType", "originatorTransactionTypeCode"],
  },
  { reason: "other_provider", found: "Dintero", any: ["DinteroSettlementId"] },
  { reason: "other_provider", found: "Shopify Payments", any: ["charges_gross_amount", "shopify_payments"] },
  { reason: "other_provider", found: "Adyen", any: ["pspReference", "balancePlatform"] },
  {
    reason: "other_provider",
    found: "Stripe",
    any: ["balance_transaction", "payment_intent", "automatic_payout"],
  },
  { reason: "other_provider", found: "Stripe", all: [["object"], ["livemode"]] },
  { reason: "other_provider", found: "Stripe", all: [["object"], ["arrival_date", "reporting_category"]] },
  { reason: "other_provider", found: "PayPal", any: ["transaction_details", "account_number"] },
  {
    reason: "receivables_export",
    found: "Shopify, Orders",
    any: ["financial_status", "displayFinancialStatus"],
  },
  { reason: "receivables_export", found: "WooCommerce, Orders", all: [["line_items"], ["billing"]] },
  { reason: "receivables_export", found: "Fortnox, Invoices", all: [["DocumentNumber"], ["CustomerNumber"]] },
];

/** Null when the object is not recognised. */
export function foreignJson(object: JsonObject): Recognised | null {
  const { fields, line } = object;
  const has = (...names: string[]) => names.some((name) => fields.has(name));
  if (has("error_code", "error_messages"))
    return { reason: "klarna_api_error", finding: { line, found: textOf(object, "error_code") } };
  if (has("summary_total_settlement_amount", "summary_settlement_currency"))
    return { reason: "klarna_payout_summary", finding: { line } };
  if (has("payment_transaction_id", "settlement_id", "payment_capture_id", "settlement_reference"))
    return { reason: "klarna_network", finding: { line } };
  const known = KEYS.find((one) => isOf(one, (name) => fields.has(name)));
  return known ? { reason: known.reason, finding: { line, found: known.found } } : null;
}
