/** Recognises JSON of other systems and of other APIs. */
import { textOf } from "./json-line.ts";
import type { JsonObject } from "./parse-json.ts";
import { isOf, KEYS } from "../foreign-files.ts";
import type { Recognised } from "../recognise.ts";

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
