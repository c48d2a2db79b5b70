/** JSON that is known and is not what Kvitt reads. */
import { textOf } from "./json-line.ts";
import type { JsonObject } from "./json.ts";
import type { Recognised } from "./recognise.ts";

/** Null when the object is none that is known. */
export function foreignJson(object: JsonObject): Recognised | null {
  const { fields, line } = object;
  const has = (...names: string[]) => names.some((name) => fields.has(name));
  if (has("error_code", "error_messages"))
    return { reason: "klarna_api_error", finding: { line, found: textOf(object, "error_code") } };
  if (has("summary_total_settlement_amount", "summary_settlement_currency"))
    return { reason: "klarna_payout_summary", finding: { line } };
  if (has("payment_transaction_id", "settlement_id", "payment_capture_id", "settlement_reference"))
    return { reason: "klarna_network", finding: { line } };
  if (has("clientReports", "sveaPaidAmount"))
    return { reason: "other_provider", finding: { line, found: "Svea" } };
  if (has("pspReference", "balancePlatform"))
    return { reason: "other_provider", finding: { line, found: "Adyen" } };
  if (has("balance_transaction", "payment_intent"))
    return { reason: "other_provider", finding: { line, found: "Stripe" } };
  if (has("transaction_details", "account_number"))
    return { reason: "other_provider", finding: { line, found: "PayPal" } };
  return null;
}
