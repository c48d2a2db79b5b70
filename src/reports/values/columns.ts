/**
 * The names that report files use, and what they mean: columns of the transaction list and fields of the summary,
 * with every spelling that has been seen (docs.klarna.com "settlement files", help.kustom.co, third-party readers).
 */
import type { SettlementLine, Totals } from "../report.ts";

/** Canonical tokens of the transaction list that have a field of their own, with their spellings, the usual one first. */
export const LINE_TOKENS = {
  type: ["type", "transaction_type"],
  detailed_type: ["detailed_type"],
  sale_date: ["sale_date"],
  capture_date: ["capture_date"],
  order_id: ["order_id"],
  short_order_id: ["short_order_id"],
  capture_id: ["capture_id"],
  refund_id: ["refund_id"],
  merchant_reference1: [
    "merchant_reference1",
    "merchant_reference_1",
    "merchant_ref",
    "merchant_ref1",
    "merchant_reference",
  ],
  merchant_reference2: ["merchant_reference2", "merchant_reference_2", "merchant_ref2"],
  merchant_capture_reference: ["merchant_capture_reference"],
  merchant_refund_reference: ["merchant_refund_reference"],
  amount: ["amount"],
  posting_currency: ["posting_currency", "currency_code", "currency"],
  vat_amount: ["vat_amount", "tax_amount"],
  vat_rate: ["vat_rate", "tax_rate"],
  purchase_country: ["purchase_country"],
  initial_payment_method_type: ["initial_payment_method_type"],
  payment_reference: ["payment_reference"],
  merchant_id: ["merchant_id"],
} as const satisfies Record<string, readonly string[]>;
export type LineToken = keyof typeof LINE_TOKENS;

/** Columns that are kept in `extra`; listed so that they are not reported as unknown, under one name where there are several. */
const EXTRA_TOKENS = {
  shipping_country: ["shipping_country", "shipping_address_country"],
  initial_number_of_installments: [
    "initial_number_of_installments",
    "initial_payment_method_number_of_installments",
  ],
  initial_payment_method_monthly_downpayments: ["initial_payment_method_monthly_downpayments"],
  reversal_reference: ["reversal_reference"],
  klarna_comment: ["klarna_comment"],
  tax_in_currency_of_registration_country: ["tax_in_currency_of_registration_country"],
  currency_code_of_registration_country: ["currency_code_of_registration_country"],
  tax_rate_1: ["tax_rate_1"],
  tax_rate_2: ["tax_rate_2"],
  tax_rate_3: ["tax_rate_3"],
  tax_rate_4: ["tax_rate_4"],
  tax_amount_1: ["tax_amount_1"],
  tax_amount_2: ["tax_amount_2"],
  tax_amount_3: ["tax_amount_3"],
  tax_amount_4: ["tax_amount_4"],
  submerchant_id: ["submerchant_id"],
  payout_date: ["payout_date"],
} as const satisfies Record<string, readonly string[]>;

/** Summary fields that are sums of money, by the name they have in `Totals`. */
export const TOTAL_TOKENS = {
  sale: "total_sale_amount",
  return: "total_return_amount",
  reversal: "total_reversal_amount",
  fee: "total_fee_amount",
  feeCorrection: "total_fee_correction_amount",
  feeRefund: "total_fee_refund_amount",
  tax: "total_tax_amount",
  taxRefund: "total_tax_refund_amount",
  commission: "total_commission_amount",
  commissionReversal: "total_commission_reversal_amount",
  charge: "total_charge_amount",
  credit: "total_credit_amount",
  holdback: "total_holdback_amount",
  release: "total_release_amount",
  repay: "total_repay_amount",
  deposit: "total_deposit_amount",
  openingDebt: "opening_debt_balance",
  closingDebt: "closing_debt_balance",
  settlement: "total_settlement_amount",
} as const satisfies Record<keyof Totals, string>;
export type TotalName = keyof typeof TOTAL_TOKENS;
export const TOTAL_NAMES = Object.keys(TOTAL_TOKENS) as readonly TotalName[]; // Object.keys forgets the keys' type

/** Summary fields that are not money. */
export const FACT_TOKENS = {
  payment_reference: ["payment_reference"],
  settlement_currency: ["settlement_currency", "currency_code", "currency"],
  payout_date: ["payout_date"],
  merchant_id: ["merchant_id"],
  merchant_settlement_type: ["merchant_settlement_type", "settlement_type"],
  submerchant_id: ["submerchant_id"],
} as const satisfies Record<string, readonly string[]>;
export type FactToken = keyof typeof FACT_TOKENS;

type SummaryField =
  | { readonly kind: "total"; readonly name: TotalName }
  | { readonly kind: "fact"; readonly name: FactToken }
  /** A total that Kvitt does not know: it must not be ignored. */
  | { readonly kind: "unknown total" };

/** "\ufeffTotal-Sale Amount " is "total_sale_amount". */
export function normaliseHeader(raw: string): string {
  const known = NORMALISED.get(raw);
  if (known !== undefined) return known;
  if (/^\w*$/.test(raw)) return raw.toLowerCase();
  if (/^[\d.,:TZ-]+$/.test(raw)) return raw.toLowerCase(); // an amount or a date
  const name = raw
    .replace(/^\ufeff/, "")
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .trim()
    .toLowerCase()
    .replace(/[\s\u00a0-]+/g, "_");
  if (isKnownName(name) && NORMALISED.size < MAX_NORMALISED) NORMALISED.set(raw, name);
  return name;
}

/** Files spell the same few names again and again. */
const NORMALISED = new Map<string, string>();
const MAX_NORMALISED = 1000;

/** Names of a file's headers after the merchant's own map: renamed column -> canonical token. */
export function vocabulary(map: Readonly<Record<string, string>> = {}): (raw: string) => string {
  const renamed = new Map(
    Object.entries(map).map(([from, to]) => [normaliseHeader(from), normaliseHeader(to)]),
  );
  return (raw) => {
    const name = normaliseHeader(raw);
    return renamed.get(name) ?? name;
  };
}

const LINE_NAMES = namesOf(LINE_TOKENS);
const EXTRA_NAMES = namesOf(EXTRA_TOKENS);
const FACT_NAMES = namesOf(FACT_TOKENS);
const TOTAL_BY_NAME = totalNames();

export function lineToken(name: string): LineToken | undefined {
  return LINE_NAMES.get(name);
}

/** The name under which a column is kept in `extra`. */
export function extraName(name: string): string {
  if (name === "__proto__") return `column_${name}`; // as a key of an object it would be none
  return EXTRA_NAMES.get(name) ?? name;
}

export function isKnownColumn(name: string): boolean {
  return LINE_NAMES.has(name) || EXTRA_NAMES.has(name);
}

export function summaryField(printed: string): SummaryField | undefined {
  // A summary over a period puts this before its totals.
  const name = printed.startsWith("summary_") ? printed.slice("summary_".length) : printed;
  const total = TOTAL_BY_NAME.get(name);
  if (total) return { kind: "total", name: total };
  const fact = FACT_NAMES.get(name);
  if (fact) return { kind: "fact", name: fact };
  return name.startsWith("total_") ? { kind: "unknown total" } : undefined;
}

export function isKnownName(name: string): boolean {
  const field = summaryField(name);
  return isKnownColumn(name) || (field !== undefined && field.kind !== "unknown total");
}

/** The field of `SettlementLine` that a column fills: what `ProvenPayout.columns` lists. */
export const FIELD_OF: Readonly<Partial<Record<LineToken, keyof SettlementLine>>> = {
  type: "type",
  detailed_type: "detailedType",
  sale_date: "saleDate",
  capture_date: "captureDate",
  order_id: "orderId",
  short_order_id: "shortOrderId",
  capture_id: "captureId",
  refund_id: "refundId",
  merchant_reference1: "merchantReference1",
  merchant_reference2: "merchantReference2",
  merchant_capture_reference: "merchantCaptureReference",
  merchant_refund_reference: "merchantRefundReference",
  amount: "amount",
  vat_amount: "feeVat",
  vat_rate: "feeVatRate",
  purchase_country: "purchaseCountry",
  initial_payment_method_type: "paymentMethod",
};

function namesOf<T extends string>(tokens: Readonly<Record<T, readonly string[]>>): ReadonlyMap<string, T> {
  const names = new Map<string, T>();
  const all = Object.keys(tokens) as T[]; // Object.keys forgets the keys' type
  for (const token of all) for (const name of tokens[token]) names.set(name, token);
  return names;
}

/** "total_sale_amount" is also met as "total_sale" and "sale_amount", a debt balance with "_amount" or "total_" added. */
function totalNames(): ReadonlyMap<string, TotalName> {
  const names = new Map<string, TotalName>();
  for (const name of TOTAL_NAMES) {
    const token = TOTAL_TOKENS[name];
    if (name === "openingDebt" || name === "closingDebt") {
      for (const spelt of [token, `${token}_amount`, `total_${token}`, `total_${token}_amount`])
        names.set(spelt, name);
    } else {
      const bare = token.slice("total_".length, -"_amount".length);
      for (const spelt of [token, `total_${bare}`, `${bare}_amount`]) names.set(spelt, name);
    }
  }
  names.set("total_repayment_amount", "repay"); // Klarna's page uses both
  // "tax_amount" alone is a column: the VAT of one fee.
  names.delete("tax_amount");
  return names;
}
