/**
 * Column names that only Klarna's and Kustom's settlement reports have. A file needs one of them to be read as one of theirs:
 * many exports have a type, an amount, an order id and a currency, and a payout booked from one of those would be invented.
 * Source: the column lists of docs.klarna.com "settlement files" and help.kustom.co "settlement reports", less
 * the names that other providers' reports have too (order_id, refund_id, currency, vat_amount, payment_reference, merchant_id,
 * payout_date, settlement_currency: Shopify, Stripe, Adyen, Avarda, dLocal, Moyasar).
 */
import { normaliseHeader } from "../values/columns.ts";

const OWN: ReadonlySet<string> = new Set([
  "posting_currency",
  "detailed_type",
  "capture_date",
  "sale_date",
  "short_order_id",
  "capture_id",
  "merchant_reference1",
  "merchant_reference_1",
  "merchant_ref1",
  "merchant_reference2",
  "merchant_reference_2",
  "merchant_ref2",
  "merchant_capture_reference",
  "merchant_refund_reference",
  "initial_payment_method_type",
  "initial_payment_method_number_of_installments",
  "initial_number_of_installments",
  "initial_payment_method_monthly_downpayments",
  "klarna_comment",
  "tax_in_currency_of_registration_country",
  "currency_code_of_registration_country",
  "merchant_settlement_type",
]);

/** "total_sale_amount", "summary_total_sale_amount", "opening_debt_balance": with the spellings that have been seen. */
const OWN_TOTAL =
  /^(?:summary_)?(?:total_(?:fee_amount|tax_amount|(?:sale|return|reversal|fee_correction|fee_refund|tax_refund|commission|commission_reversal|charge|credit|holdback|release|repay|repayment|deposit|settlement)(?:_amount)?)|(?:total_)?(?:opening|closing)_debt_balance(?:_amount)?)$/;

/** `name` as normalised, after the merchant's own map. */
export function isKlarnaOwn(name: string): boolean {
  return OWN.has(name) || OWN_TOTAL.test(name);
}

/** A column that this merchant has renamed in the settings counts as Klarna's own. */
export function renamedBy(headers: Readonly<Record<string, string>>): (printed: string) => boolean {
  const renamed = new Set(Object.keys(headers).map(normaliseHeader));
  return (printed) => renamed.has(normaliseHeader(printed));
}
