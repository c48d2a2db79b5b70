import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { payoutOf, refusalsOf } from "./read.ts";

const PAYOUT = {
  payment_reference: "910221",
  payout_date: "2026-03-10T07:45:00Z",
  currency_code: "SEK",
  merchant_settlement_type: "NET",
  merchant_id: "K123456",
  transactions: "https://x.example/transactions?payment_reference=910221",
  totals: { sale_amount: 100_000, settlement_amount: 100_000 },
};
const SALE = {
  amount: 60_000,
  type: "SALE",
  order_id: "o",
  currency_code: "SEK",
  payment_reference: "910221",
  capture_date: "2026-03-08T10:00:00Z",
};
const PAGES = [
  { transactions: [SALE], pagination: { total: 2 } },
  { transactions: [{ ...SALE, amount: 40_000 }], pagination: { total: 2 } },
];
const json = (value: unknown) => JSON.stringify(value);

describe("answers of the API", () => {
  test("a payout alone: its transactions are another answer, to be put into the same file", async () => {
    const [refusal, ...others] = await refusalsOf(json(PAYOUT));
    expect(others).toEqual([]);
    expect(refusal).toMatchObject({ code: "unreadable", reason: "json_transactions_missing" });
    expect(refusal?.what.en).toContain("payout 910221");
    expect(refusal?.todo.en).toContain("GET /transactions?payment_reference=910221&size=500");
    expect(refusal?.todo.en).toContain("one after the other into one file");
    expect(refusal?.todo.sv).toContain("efter varandra i en och samma fil");
  });

  test("of several payouts, one whose transactions were not fetched is named", async () => {
    const other = { ...PAYOUT, payment_reference: "910229" };
    const refusals = await refusalsOf([PAYOUT, other, ...PAGES].map(json).join("\n"));
    expect(refusals.map(({ reason, expected }) => [reason, expected])).toEqual([
      ["json_transactions_missing", "910229"],
    ]);
  });

  test("transactions alone: the payout is another answer", async () => {
    const [refusal] = await refusalsOf(json(PAGES[0]));
    expect(refusal).toMatchObject({ reason: "json_payout_missing" });
    expect(refusal?.todo.en).toContain("GET /payouts/{payment_reference} too");
  });

  test.each([
    ["a line each", [PAYOUT, ...PAGES].map(json).join("\n")],
    ["without anything between", [...PAGES, PAYOUT].map(json).join("")],
    ["with commas", [PAYOUT, ...PAGES].map(json).join(",\n")],
    ["as a list without commas", `[${[PAYOUT, ...PAGES].map(json).join("\n")}]`],
    ["as the list they would be", json([PAYOUT, ...PAGES])],
  ])("put together %s are read", async (_, content) => {
    const { payout, lines } = await payoutOf(content);
    expect(payout).toMatchObject({ paymentReference: "910221", lineCount: 2 });
    expect(lines.map(({ amount }) => amount)).toEqual([60_000n, 40_000n]);
  });

  test("a page that is missing is put behind the others", async () => {
    const [refusal] = await refusalsOf([PAYOUT, PAGES[0]].map(json).join("\n"));
    expect(refusal).toMatchObject({ reason: "json_page_missing", found: "1", expected: "2" });
    expect(refusal?.todo.en).toContain("one after the other into the same file");
  });
});

const TOTALS = [
  "total_sale_amount;total_fee_amount;total_repay_amount;total_deposit_amount;total_fee_correction_amount;total_settlement_amount;payment_reference;settlement_currency",
  "1000.00;29.90;0.00;0.00;0.00;962.62;910223;SEK",
].join("\n");
const HEADER = "type;order_id;merchant_reference1;amount;posting_currency;vat_amount";
const ROWS = ["SALE;o;1;1000.00;SEK;", "FEE;o;1;29.90;SEK;7.48"];

function report(...rows: string[]): string {
  return [TOTALS, "", HEADER, ...rows, ""].join("\n");
}

describe("what a report lacks is ticked in the portal", () => {
  test("the VAT of the fees, as column and as total", async () => {
    const [refusal] = await refusalsOf(
      [TOTALS, "", HEADER.replace(";vat_amount", ""), ...ROWS.map((row) => row.replace(/;[^;]*$/, ""))].join(
        "\n",
      ),
    );
    expect(refusal).toMatchObject({ code: "totals_differ", reason: "vat_not_in_report" });
    expect(refusal?.what.en).toContain("neither vat_amount nor total_tax_amount");
    expect(refusal?.todo.en).toMatch(/^Tick vat_amount .+ total_tax_amount .+ Configure reports/);
    expect(refusal?.todo.sv).toMatch(/^Kryssa i vat_amount/);
  });

  test("totals that no line shows, before anybody is asked", async () => {
    const [refusal] = await refusalsOf(
      "total_settlement_amount;payment_reference;settlement_currency\n900.00;1;SEK\n\ntype;amount;posting_currency\nSALE;1000.00;SEK\n",
    );
    expect(refusal).toMatchObject({ reason: "settlement_differs" });
    expect(refusal?.what.en).toContain("total_repay_amount");
    expect(refusal?.todo.en).toMatch(/^If the summary lacks fields: tick them/);
  });
});

describe("what a spreadsheet has added", () => {
  test("the report without it is read", async () => {
    expect((await payoutOf(report(...ROWS))).payout.lineCount).toBe(2);
  });

  test.each([
    ["a sum", "Summa;;;1029.90;;"],
    ["a total", "Total;;;1029.90;;7.48"],
    ["a total in capitals", "TOTALT:;;;1029.90;;"],
    ["a Danish sum", "I alt;;;1029.90;;"],
    ["a Finnish sum", "Yhteensä;;;1029.90;;"],
    ["a sum without a word", ";;;1029.90;;"],
    ["a sum in another column", ";;Summa;1029.90;;"],
    ["a short sum", "Summa;1029.90"],
    ["a note", "Kontrollerad av Anna;;;;;"],
    ["a note of its own", "Kontrollerad av Anna"],
    ["a note behind", ";;;;;Anna 3/4"],
  ])("%s is told, and the cure is the file as it was downloaded", async (_, row) => {
    const [refusal, ...others] = await refusalsOf(report(...ROWS, row));
    expect(others).toEqual([]);
    expect(refusal).toMatchObject({ code: "unreadable", reason: "spreadsheet_row", line: 7 });
    expect(refusal?.todo.en).toContain("without opening and saving it in Excel");
    expect(refusal?.todo.sv).toContain("utan att öppna och spara den i Excel");
  });

  test("a title above the report is told in the same way", async () => {
    const [refusal] = await refusalsOf(`Utbetalning mars;;;;;;;\n${report(...ROWS)}`);
    expect(refusal).toMatchObject({ reason: "unexpected_row", line: 1 });
    expect(refusal?.todo.en).toContain("without opening and saving it in Excel");
  });

  test("blank rows are nothing", async () => {
    expect(
      (await payoutOf(report(ROWS[0] ?? "", ";;;;;", "", ROWS[1] ?? "", ";;;;;"))).payout.lineCount,
    ).toBe(2);
  });

  test("a type that nobody knows is still Klarna's to explain", async () => {
    const [refusal] = await refusalsOf(report(...ROWS, "SURPRISE;o;1;10.00;SEK;"));
    expect(refusal).toMatchObject({ code: "unknown_type", reason: "unknown_type", found: "SURPRISE" });
  });
});

const ORDERS =
  "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total\n#1001,a@b.example,paid,,SEK,1000.00,1250.00\n";

describe("other people's files are called what they are", () => {
  test.each([
    ["Shopify's orders", "receivables_export", "Shopify, Orders", ORDERS],
    [
      "WooCommerce's orders",
      "receivables_export",
      "WooCommerce, Orders",
      "Order Number,Order Status,Order Date,First Name (Billing),Order Total Amount\n1001,completed,2026-03-05,Anna,100.00\n",
    ],
    [
      "Fortnox's invoices",
      "receivables_export",
      "Fortnox, Visma (Invoices)",
      "Fakturanr;Kundnr;Kundnamn;Fakturadatum;Förfallodatum;Total;Saldo;Valuta\n1001;1;Anna;2026-03-05;2026-04-05;1250,00;1250,00;SEK\n",
    ],
    [
      "a bank's list",
      "bank_file",
      "CSV",
      "Bokföringsdag;Belopp;Avsändare;Rubrik;Saldo;Valuta\n2026/03/10;749,00;;Klarna;1000,00;SEK\n",
    ],
    ["SIE 5", "accounting_file", "SIE 5", '<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5"/>'],
    [
      "dLocal's settlement",
      "other_provider",
      "dLocal",
      "ROW_TYPE,SETTLEMENT_CURRENCY,DLOCAL_TRANSACTION_ID,TRANSACTION_ID,CREATION_DATE,NET_AMOUNT\nPAYMENT,USD,d1,t1,2026-03-01,1.00\n",
    ],
    [
      "Gr4vy's transactions",
      "other_provider",
      "Gr4vy (Gravy)",
      "id,amount,currency,status,payment_service_transaction_id\nx,100,SEK,captured,y\n",
    ],
    [
      "Checkout.com's financial actions",
      "other_provider",
      "Checkout.com",
      "Entity ID,Action Type,Action ID,Payment ID,Processing Channel ID,Holding Currency,Holding Currency Amount\nent,Capture,act,pay,pc,SEK,1.00\n",
    ],
    [
      "a provider without a format of its own",
      "other_provider",
      "Qliro",
      "Qliro AB\nUtbetalning;Belopp\n1;5,00\n",
    ],
  ])("%s", async (_, reason, found, content) => {
    const [refusal, ...others] = await refusalsOf(content);
    expect(others).toEqual([]);
    expect(refusal).toMatchObject({ code: "unreadable", reason, found });
  });

  test("orders and invoices are sent to receivables/, with what that wants", async () => {
    const [refusal] = await refusalsOf(ORDERS);
    expect(refusal?.todo.en).toContain(
      "the folder receivables/, as CSV with the columns kind, number, currency and amount",
    );
    expect(refusal?.todo.sv).toContain("mappen receivables/");
    expect(refusal?.todo.en).toContain("`kvitt check FILE`");
  });

  test("a receivables list with Excel's first line too", async () => {
    const [refusal] = await refusalsOf("sep=;\nkind;number;currency;amount\ninvoice;1003;SEK;1250.00\n");
    expect(refusal).toMatchObject({ reason: "receivables" });
  });
});

const SHOPIFY =
  "Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Payout ID,Available On,Amount,Fee,Net,Currency\n2026-03-09,charge,#1001,visa,online,paid,2026-03-11,140000000001,2026-03-11,1250.00,20.50,1229.50,SEK\n";
const KLARNA_NAMES = ["settlement.123456789.csv", "123456789_20260310T000226_0.csv"];

describe("a file needs a token of Klarna's own, whatever it is called", () => {
  test.each(KLARNA_NAMES)("Shopify's transactions as %s are Shopify's", async (name) => {
    expect(await refusalsOf(SHOPIFY, { name })).toMatchObject([
      { reason: "other_provider", found: "Shopify Payments" },
    ]);
  });

  test.each(KLARNA_NAMES)("and columns that anybody has are nobody's, as %s", async (name) => {
    for (const header of [
      "Type,Amount,Currency",
      "type;amount;order_id;currency",
      "type;amount;order_id;refund_id;currency_code;merchant_id;vat_amount",
    ]) {
      const delimiter = header.includes(";") ? ";" : ",";
      const cells = header.split(delimiter).map((_, at) => ["CHARGE", "10.00"][at] ?? "SEK");
      const [refusal, ...others] = await refusalsOf(`${header}\n${cells.join(delimiter)}\n`, { name });
      expect(others).toEqual([]);
      expect(refusal).toMatchObject({ reason: "not_klarna" });
    }
  });

  test.each(["posting_currency", "capture_date", "merchant_reference1", "detailed_type", "short_order_id"])(
    "%s is one",
    async (column) => {
      const content = `type;amount;currency_code;${column}\nSALE;10.00;SEK;${column === "posting_currency" ? "SEK" : ""}\n`;
      expect((await payoutOf(content, { name: "settlement.1.csv" })).payout.paymentReference).toBe("1");
    },
  );

  test("a total of Klarna's is one", async () => {
    const content =
      "total_sale_amount;total_settlement_amount;payment_reference\n10.00;10.00;1\n\ntype;amount;currency\nSALE;10.00;SEK\n";
    expect((await payoutOf(content)).payout.paymentReference).toBe("1");
  });

  test("a column that the merchant has renamed in the settings is one", async () => {
    const content = "slag;belopp;currency;payment_reference\nSALE;10.00;SEK;1\n";
    const headers = { slag: "type", belopp: "amount" };
    expect((await payoutOf(content, { headers })).payout.paymentReference).toBe("1");
  });
});

describe("the samples of other providers", () => {
  const read = (name: string) => readFileSync(new URL(`../fixtures/others/${name}`, import.meta.url), "utf8");
  test.each([
    ["vipps-funds.json", "Vipps MobilePay"],
    ["vipps-portal.csv", "Vipps MobilePay"],
    ["vipps-settlement.xml", "Vipps MobilePay"],
    ["swedbankpay.xml", "Swedbank Pay"],
    ["shopify-payouts.csv", "Shopify Payments"],
    ["stripe-payouts.json", "Stripe"],
    ["stripe-balance-transactions.json", "Stripe"],
    ["nexi-payouts.json", "Nexi (Nets)"],
    ["nexi-payout.json", "Nexi (Nets)"],
    ["walley.json", "Walley"],
    ["zettle.json", "Zettle"],
    ["avarda.csv", "Avarda"],
    ["paypal-activity.csv", "PayPal"],
    ["svea.json", "Svea"],
  ])("%s is %s", async (name, found) => {
    for (const as of ["settlement.123456789.csv", "file.txt"])
      expect(await refusalsOf(read(name), { name: as })).toMatchObject([{ reason: "other_provider", found }]);
  });
});
