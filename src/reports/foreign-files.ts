/**
 * Files of other systems, and how each is recognised: by column headers, or by the beginning of the text.
 * From the providers' documents and from files seen in practice; `found` is the name in the message.
 */
import type { Reason } from "./refusals/reasons.ts";

export type Kind = Extract<
  Reason,
  | "other_provider"
  | "receivables_export"
  | "bank_file"
  | "accounting_file"
  | "klarna_network"
  | "other_document"
>;

export interface KnownTable {
  readonly reason: Kind;
  readonly found: string;
  /** Normalised headers: one is enough. */
  readonly any?: readonly string[];
  /** Or one of each of these, together in a line. */
  readonly all?: readonly (readonly string[])[];
}

const DAYS = [
  "bokföringsdag",
  "bokföringsdatum",
  "reskontradatum",
  "transaktionsdag",
  "transaktionsdatum",
  "dato",
  "bokført_dato",
];
const SUMS = ["belopp", "beløb", "beløp"];

export const TABLES: readonly KnownTable[] = [
  {
    reason: "klarna_network",
    found: "Klarna Network",
    any: [
      "payment_transaction_id",
      "payment_transaction_reference",
      "payment_capture_id",
      "payment_capture_reference",
      "payment_refund_id",
      "payment_refund_reference",
      "settlement_id",
    ],
  },
  {
    reason: "other_provider",
    found: "Vipps MobilePay",
    any: [
      "msn/vipps_number",
      "settlementinfo",
      "transactioninfo",
      "salesunitname",
      "saleunitname",
      "salgssted",
      "oppgjørs_id",
    ],
  },
  {
    reason: "other_provider",
    found: "Checkout.com",
    any: ["processing_channel_id", "holding_currency_amount"],
  },
  { reason: "other_provider", found: "dLocal", any: ["dlocal_transaction_id"] },
  {
    reason: "other_provider",
    found: "Gr4vy (Gravy)",
    any: ["payment_service_transaction_id", "payment_service_definition_id", "gr4vy_transaction_id"],
  },
  {
    reason: "other_provider",
    found: "Shopify Payments",
    any: ["card_source", "payout_status", "presentment_currency", "retried_amount", "reserved_funds"],
  },
  {
    reason: "other_provider",
    found: "Adyen",
    any: ["psp_reference", "gross_debit_(gc)", "net_credit_(nc)", "payable_(sc)"],
  },
  {
    reason: "other_provider",
    found: "PayPal",
    any: [
      "paypal_reference_id",
      "transaction_event_code",
      "paypal_transaction_id",
      "balance_impact",
      "reference_txn_id",
    ],
  },
  {
    reason: "other_provider",
    found: "Stripe",
    any: [
      "balance_transaction_id",
      "automatic_payout_id",
      "reporting_category",
      "payment_intent_id",
      "created_(utc)",
      "available_on_(utc)",
    ],
  },
  { reason: "other_provider", found: "Svea", any: ["sveacheckoutid", "sveapaidamount", "svea_order_id"] },
  { reason: "other_provider", found: "Swedbank Pay", any: ["payexaccountno", "payextransactionno"] },
  { reason: "other_provider", found: "Zettle", any: ["kvittonummer", "kortutgivare"] },
  { reason: "other_provider", found: "Avarda", all: [["postdate"], ["paymentreference"], ["branch"]] },
  { reason: "other_provider", found: "DIBS (Nets/Nexi)", all: [["ordernr"], ["transaktionsnr"]] },
  { reason: "receivables_export", found: "Shopify, Orders", any: ["financial_status", "lineitem_name"] },
  {
    reason: "receivables_export",
    found: "WooCommerce, Orders",
    any: [
      "billing_first_name",
      "first_name_(billing)",
      "order_number_formatted",
      "_wc_klarna_order_id",
      "n._revenue",
    ],
    all: [
      ["order_number", "order_#", "ordernummer"],
      ["order_status", "orderstatus"],
    ],
  },
  {
    reason: "receivables_export",
    found: "Fortnox, Visma (Invoices)",
    all: [
      [
        "fakturanr",
        "fakturanr.",
        "fakturanummer",
        "invoice_number",
        "invoice_no",
        "invoicenumber",
        "documentnumber",
      ],
      [
        "kundnr",
        "kundnr.",
        "kundnummer",
        "kundnamn",
        "kund",
        "förfallodatum",
        "fakturadatum",
        "customer_number",
        "customer_name",
        "customernumber",
        "customername",
        "due_date",
        "duedate",
        "invoice_date",
        "invoicedate",
      ],
    ],
  },
  { reason: "bank_file", found: "CSV", all: [DAYS, SUMS, ["saldo", "bokfört_saldo"]] },
  {
    reason: "bank_file",
    found: "CSV",
    all: [["bokført_dato", "dato"], ["ut_av_konto", "ut_fra_konto"], ["inn_på_konto"]],
  },
];

export const BEGINNINGS: readonly (readonly [RegExp, Kind, string])[] = [
  [/^<!doctype html|^<html/i, "other_document", "HTML"],
  [/^<\?xml[^]*vipps\.no\/xmlschema|^<SettlementReport\b/, "other_provider", "Vipps MobilePay"],
  [/^<[^]*\bSalesAccountedTransactions\b/, "other_provider", "Swedbank Pay"],
  [/^<[^]*\bDinteroSettlementId\b/, "other_provider", "Dintero"],
  [/^<[^]*iso:20022[^]{0,40}?camt\.05[234]/, "bank_file", "camt"],
  [/^<[^]*iso:20022/, "bank_file", "ISO 20022"],
  [/^<[^]*\bsie\.se\b/, "accounting_file", "SIE 5"],
  [/^<\?xml|^<[a-z][\w:.-]*[\s>]/i, "other_document", "XML"],
  [/^\{\\rtf/, "other_document", "RTF"],
  [/^-----BEGIN PGP|^-----BEGIN/, "other_document", "PGP"],
  [/^#FLAGGA\b/m, "accounting_file", "SIE"],
  [/^01BGMAX/, "bank_file", "BgMax"],
  [/^:20:|^\{1:F01/, "bank_file", "MT940"],
  [/^"?RH"?,"?\d{4}\/\d\d\/\d\d/, "other_provider", "PayPal"],
  [/^"?H-(?:SE|PA|PO)\b/, "other_provider", "Payer"],
  [/^Transaktionsrapport\b/, "other_provider", "DIBS (Nets/Nexi)"],
  [/^Balance report\s+Accounting Number:/, "other_provider", "Swedbank Pay"],
];

/** Providers without a public format are recognised by their name in the file's name or first lines. */
export const NAMED: readonly (readonly [RegExp, string])[] = [
  [/\bqliro\b/i, "Qliro"],
  [/\bresurs(?:[ _-]?bank)?\b/i, "Resurs Bank"],
  [/\bbriqpay\b/i, "Briqpay"],
  [/\bpayson\b/i, "Payson"],
  [/\bwalley\b|\bcollector[ _-]?bank\b/i, "Walley"],
  [/\bmondido\b/i, "Mondido"],
  [/\bdlocal\b/i, "dLocal"],
  [/\bgr4vy\b/i, "Gr4vy (Gravy)"],
  [/\bcheckout\.com\b/i, "Checkout.com"],
  [/\bpaypal\b/i, "PayPal"],
  [/\bstripe\b/i, "Stripe"],
  [/\badyen\b/i, "Adyen"],
  [/\bpaytrail\b/i, "Paytrail"],
  [/\bclearhaus\b/i, "Clearhaus"],
  [/\btrustly\b/i, "Trustly"],
  [/\bzettle\b/i, "Zettle"],
  [/\bsvea\b/i, "Svea"],
  [/\bvipps\b|\bmobilepay\b/i, "Vipps MobilePay"],
  [/\bswedbank[ _-]?pay\b|\bpayex\b/i, "Swedbank Pay"],
  [/\bnets\b|\bnexi\b/i, "Nexi (Nets)"],
];

export function isOf({ any = [], all = [] }: KnownTable, has: (name: string) => boolean): boolean {
  return any.some(has) || (all.length > 0 && all.every((one) => one.some(has)));
}
