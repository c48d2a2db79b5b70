/**
 * Header maps for common exports. A shop's order is owed through Klarna with its whole total, whatever the shop counts as
 * paid, because the money comes with Klarna's payout. Refunded orders are kept: the payment may come in one payout and the
 * refund in another. Orders that nobody will pay (voided, cancelled) are left out.
 */
import type { ReceivablesPreset } from "../../receivable-columns.ts";
import type { HeaderMap } from "./header-map.ts";

export const PRESETS: Readonly<Record<ReceivablesPreset, HeaderMap>> = {
  // Names of the API and of the program's own lists. A credit invoice is a row with a negative total. Fortnox's order numbers
  // are not the shop's; what an integration writes into the external reference is "order:cost centre:project".
  fortnox: {
    name: "fortnox",
    columns: {
      number: ["Fakturanr", "Fakturanummer", "Faktura", "Dokumentnummer", "DocumentNumber"],
      order_number: [
        "Ert ordernr",
        "Ert ordernummer",
        "YourOrderNumber",
        "Extern fakturareferens 1",
        "ExternalInvoiceReference1",
      ],
      currency: ["Valuta", "Valutakod", "Currency"],
      amount: ["Totalt", "Total", "Totalbelopp", "Fakturabelopp", "Att betala", "Summa", "Belopp"],
      open_amount: ["Saldo", "Balance", "Restbelopp", "Kvar att betala"],
      date: ["Fakturadatum", "InvoiceDate", "Datum"],
      credits: ["Krediterar", "Krediterad faktura", "CreditInvoiceReference"],
    },
    fixed: { kind: "invoice" },
    negative: "credit_note",
    leaveOut: { Makulerad: ["ja", "true", "1", "x"], Cancelled: ["true", "1"], Status: ["makulerad"] },
    telling: [],
    ownNames: false,
    cutAt: { order_number: ":" },
    amountOnFirstRow: false,
    leaveOutZero: true,
  },
  visma: {
    name: "visma",
    columns: {
      number: ["Fakturanr", "Fakturanummer", "InvoiceNumber"],
      order_number: ["Beställarens ordernr", "Köparens ordernummer", "BuyersOrderReference"],
      currency: ["Valuta", "Valutakod", "CurrencyCode", "InvoiceCurrencyCode"],
      amount: [
        "Totalt",
        "Totalbelopp",
        "Belopp",
        "Summa inkl. moms",
        "Fakturabelopp",
        "TotalAmountInvoiceCurrency",
        "TotalAmount",
      ],
      open_amount: [
        "Restbelopp",
        "Kvar att betala",
        "Återstående belopp",
        "Kvarstående belopp",
        "RemainingAmountInvoiceCurrency",
        "RemainingAmount",
      ],
      date: ["Fakturadatum", "InvoiceDate"],
    },
    fixed: { kind: "invoice" },
    negative: "credit_note",
    leaveOut: { Status: ["utkast", "draft", "makulerad"] },
    telling: [],
    ownNames: false,
    cutAt: {},
    amountOnFirstRow: false,
    leaveOutZero: true,
  },
  // Klarna gets Shopify's payment id as the first reference, or the order's name with Extended Access.
  shopify: {
    name: "shopify",
    columns: {
      number: ["Name"],
      order_number: ["Payment ID", "Payment Reference", "Payment References"],
      currency: ["Currency"],
      amount: ["Total"],
      date: ["Created at"],
    },
    fixed: { kind: "order" },
    negative: "refuse",
    leaveOut: { "Financial Status": ["voided", "expired"] },
    telling: ["Name", "Financial Status", "Currency", "Total"],
    ownNames: false,
    cutAt: {},
    amountOnFirstRow: true,
    leaveOutZero: true,
  },
  // WooCommerce has no export of its own: these are the names in its API, and in the exports of the usual plugins.
  woocommerce: {
    name: "woocommerce",
    columns: {
      number: [
        "order_number",
        "number",
        "Order Number",
        "Order #",
        "Order No.",
        "Ordernummer",
        "order_id",
        "Order ID",
      ],
      order_id: ["_wc_klarna_order_id", "wc_klarna_order_id", "transaction_id", "Transaction ID"],
      capture_id: ["_wc_klarna_capture_id", "wc_klarna_capture_id"],
      currency: ["currency", "order_currency", "Order Currency", "Currency Code", "Valuta"],
      amount: ["order_total", "total", "Order Total", "Order Total Amount", "Total"],
      date: ["order_date", "date_created", "date_created_gmt", "Order Date", "date", "Date"],
    },
    fixed: { kind: "order" },
    negative: "refuse",
    leaveOut: Object.fromEntries(
      ["status", "order_status", "Order Status"].map((header) => [header, woocommerceUnpaid()]),
    ),
    telling: [],
    ownNames: false,
    cutAt: {},
    amountOnFirstRow: false,
    leaveOutZero: true,
  },
};

/** Orders that are not paid for: Klarna has captured nothing of them. */
function woocommerceUnpaid(): string[] {
  const unpaid = [
    "pending",
    "pending payment",
    "cancelled",
    "failed",
    "trash",
    "checkout-draft",
    "draft",
    "väntar på betalning",
    "inväntar betalning",
    "avbruten",
    "misslyckad",
    "misslyckades",
  ];
  return unpaid.flatMap((status) => [status, `wc-${status}`]);
}
