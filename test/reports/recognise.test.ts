import { describe, expect, test } from "@jest/globals";
import { reasonsOf, refusalsOf } from "./read.ts";

/** Made up here, with the headers that the providers document. */
const FILES: readonly (readonly [what: string, reason: string, found: string | null, content: string])[] = [
  ["a PDF", "pdf", "PDF", "%PDF-1.7\n%âãÏÓ\n"],
  ["an Excel workbook", "excel", "xlsx", "PK\u0003\u0004\u0014\0\u0006\0[Content_Types].xml"],
  ["an old Excel workbook", "excel", "xls", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"],
  ["a zip", "archive", "zip", "PK\u0003\u0004\u0014\0\0\0report.csv"],
  ["a picture", "image", "PNG", "\u0089PNG\r\n"],
  ["a web page", "other_document", "HTML", "<!DOCTYPE html><html><title>Log in</title>"],
  [
    "a bank statement in XML",
    "bank_file",
    "camt",
    '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:camt.053"/>',
  ],
  ["a SIE file", "accounting_file", "SIE", '#FLAGGA 0\n#PROGRAM "x" 1\n'],
  ["an RTF document", "other_document", "RTF", "{\\rtf1\\ansi}"],
  [
    "a Klarna Network report",
    "klarna_network",
    "Klarna Network",
    "payment_transaction_id,payment_capture_id,payment_refund_id,type,amount,tax_amount,currency\nkrn:1,c1,,SALE,100.00,0.00,SEK\n",
  ],
  ["Klarna Network's JSON", "klarna_network", null, '{"settlement_id": "krn:settlement:1", "amount": 100}'],
  [
    "a report by capture date",
    "klarna_transactions",
    null,
    "type;amount;posting_currency;payment_reference\nSALE;10.00;SEK;123456789\nSALE;20.00;SEK;\n",
  ],
  [
    "an API's error",
    "klarna_api_error",
    "NOT_FOUND",
    '{"error_code": "NOT_FOUND", "error_messages": ["no payout"], "correlation_id": "x"}',
  ],
  [
    "an API's summary over several payouts",
    "klarna_payout_summary",
    null,
    '[{"summary_total_sale_amount": 5, "summary_total_settlement_amount": 5, "summary_settlement_currency": "SEK"}]',
  ],
  [
    "Adyen's settlement detail report",
    "other_provider",
    "Adyen",
    "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Type,Gross Currency,Gross Debit (GC),Gross Credit (GC)\nA,B,1,2,visa,Settled,SEK,,5.00\n",
  ],
  [
    "PayPal's settlement report",
    "other_provider",
    "PayPal",
    '"RH","2026/03/11 00:10:00 -0700","A","X","10"\n"FH","01"\n',
  ],
  [
    "Stripe's payout reconciliation",
    "other_provider",
    "Stripe",
    "automatic_payout_id,balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category\npo_1,txn_1,2026-03-05,sek,1.00,0.10,0.90,charge\n",
  ],
  [
    "Stripe's list of balance transactions",
    "other_provider",
    "Stripe",
    "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC)\ntxn_1,charge,ch_1,100.00,3.00,97.00,sek,2024-05-01 10:00,2024-05-03 00:00\n",
  ],
  [
    "Vipps' settlement report",
    "other_provider",
    "Vipps MobilePay",
    "OrganizationNumber,MerchantName\n1,A\nSettlementInfo,SalesUnitName,SaleUnitNumber,SettlementDate,Gross,Currency\nSettlementInfo,Shop,1,12.04.2021,1.00,NOK\n",
  ],
  [
    "Svea's report",
    "other_provider",
    "Svea",
    '{"clientReports": [{"clientId": 1, "rows": [{"rowType": "Order", "sveaPaidAmount": 1}]}]}',
  ],
  ["a receivables list", "receivables", null, "kind;number;currency;amount\ninvoice;F1;SEK;10.00\n"],
  ["other JSON", "json_not_a_report", null, '{"name": "kvitt", "version": "1.0.0"}'],
  ["another table", "not_a_report", "name;age", "name;age\nAnna;5\n"],
  ["prose", "not_a_report", "Hej!", "Hej!\nHär kommer rapporten.\n"],
  ["nothing", "empty_file", null, ""],
  ["only spaces", "empty_file", null, " \n\n \t \n"],
];

describe("a file that is no report is refused by its name", () => {
  test.each(FILES)("%s: %s", async (_, reason, found, content) => {
    const [refusal, ...others] = await refusalsOf(
      Buffer.from(content, content.includes("\u0089") || content.includes("\u00d0") ? "latin1" : "utf8"),
    );
    expect(refusal).toMatchObject({ code: "unreadable", reason, found });
    expect(others).toEqual([]);
  });

  test("by its file name, where only that tells", async () => {
    expect(await reasonsOf("Klarna AB\n2014-01-01\n", { name: "avräkningsnota_2014.csv" })).toEqual([
      "klarna_legacy",
    ]);
  });

  test("unless the merchant's own columns happen to have such a name", async () => {
    const file = "type;amount;posting_currency;settlement_id\nSALE;10.00;SEK;123\n";
    expect(await reasonsOf(file, { name: "settlement.1.csv" })).toEqual(["klarna_network"]);
    expect(await reasonsOf(file, { headers: { settlement_id: "payment_reference" } })).toEqual([]);
  });
});
