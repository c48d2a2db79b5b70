import { describe, expect, test } from "@jest/globals";
import { readSettings } from "../../../src/config/read-settings.ts";
import type { HeaderMap } from "../../../src/intake/receivables/header-map.ts";
import { configuredMaps } from "../../../src/intake/receivables/configured-maps.ts";
import { readList } from "./read-list.ts";

const csv = (...lines: string[]) => `${lines.join("\n")}\n`;

function maps(headers: object): readonly HeaderMap[] {
  const read = readSettings("test", { receivables: { headers } });
  if (!read.ok) throw new Error(read.problem.en);
  return configuredMaps(read.value);
}

const FORTNOX = csv(
  "Fakturanr;Kundnamn;Fakturadatum;Ert ordernr;Valuta;Totalt;Saldo;Makulerad",
  "2001;Anna;2026-03-01;1001:10:20;SEK;1 250,00;1 250,00;Nej",
  "2002;Anna;2026-03-02;1001;SEK;-250,00;-250,00;Nej",
  "2003;Bo;2026-03-02;1002;SEK;99,00;99,00;Ja",
  "2004;Bo;2026-03-02;1003;SEK;0,00;0,00;Nej",
);

test("a preset reads Fortnox's list: negative totals are credit notes, what is cancelled or zero is left out", async () => {
  const { rows, notes } = await readList(FORTNOX, maps({ bokföring: { preset: "fortnox" } }));
  expect(rows).toMatchObject([
    {
      kind: "invoice",
      number: "2001",
      orderNumber: "1001",
      amount: 125_000n,
      openAmount: 125_000n,
      date: "2026-03-01",
    },
    { kind: "credit_note", number: "2002", orderNumber: "1001", amount: 25_000n, openAmount: 25_000n },
  ]);
  expect(notes).toEqual([
    "Read with the header map bokföring of kvitt.config.yaml.",
    expect.stringContaining("1 credit note is negative"),
    expect.stringContaining("1 row was left out"),
    expect.stringContaining("1 row of zero"),
  ]);
});

test("without a map it is refused, with the way to one", async () => {
  const { result } = await readList(FORTNOX);
  expect(result).toMatchObject({
    refusals: [{ reason: "not_receivables", todo: { sv: expect.stringContaining("kvitt check") } }],
  });
});

test("a map of one's own names columns, what is fixed and what is left out; the rest may have Kvitt's names", async () => {
  const { rows } = await readList(
    csv("Beställning,Belopp,Läge,date", "1001,99.50,klar,2026-03-01", "1002,10.00,Avbruten,2026-03-02"),
    maps({
      butiken: {
        columns: { number: "Beställning", amount: "Belopp" },
        fixed: { kind: "order", currency: "SEK", merchant_id: "K111111" },
        leaveOut: { Läge: ["avbruten"] },
      },
    }),
  );
  expect(rows).toMatchObject([
    {
      kind: "order",
      number: "1001",
      currency: "SEK",
      merchantId: "K111111",
      amount: 9_950n,
      date: "2026-03-01",
    },
  ]);
  expect(rows).toHaveLength(1);
});

test("a negative invoice is refused unless the map says what it is", async () => {
  const list = csv("Nr;Belopp", "1;-10,00", "2;10,00");
  const map = { columns: { number: "Nr", amount: "Belopp" }, fixed: { kind: "invoice", currency: "SEK" } };
  const strict = await readList(list, maps({ one: map }));
  expect(strict.result).toMatchObject({
    refused: [{ line: 2, column: "amount", todo: { en: expect.stringContaining("negative: credit_note") } }],
  });
  const { rows } = await readList(list, maps({ one: { ...map, negative: "credit_note" } }));
  expect(rows.map(({ kind }) => kind)).toEqual(["credit_note", "invoice"]);
});

describe("of several maps", () => {
  const invoices = {
    columns: { number: "Faktura", amount: "Belopp" },
    fixed: { kind: "invoice", currency: "SEK" },
  };
  const orders = {
    columns: { number: "Order", amount: "Belopp" },
    fixed: { kind: "order", currency: "SEK" },
  };

  test("the one whose headers the file has is taken", async () => {
    const both = maps({ invoices, orders });
    expect((await readList(csv("Order;Belopp", "1;5,00"), both)).rows).toMatchObject([{ kind: "order" }]);
    expect((await readList(csv("Faktura;Belopp", "1;5,00"), both)).rows).toMatchObject([{ kind: "invoice" }]);
  });

  test("the one that speaks of more columns goes first, and of two alike none is chosen", async () => {
    const dated = { ...orders, columns: { ...orders.columns, date: "Dag" } };
    const file = csv("Order;Belopp;Dag", "1;5,00;2026-03-01");
    expect((await readList(file, maps({ orders, dated }))).rows).toMatchObject([{ date: "2026-03-01" }]);
    expect((await readList(file, maps({ dated, twin: dated }))).result).toMatchObject({
      refusals: [{ reason: "several_maps", found: "dated, twin" }],
    });
  });

  test("Kvitt's own headers need none", async () => {
    const file = csv("kind;number;currency;amount;Order;Belopp", "invoice;F1;SEK;7.00;1;5.00");
    expect((await readList(file, maps({ orders }))).rows).toMatchObject([{ number: "F1", amount: 700n }]);
  });
});

const SHOPIFY = csv(
  "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Payment Method,Payment Reference,Refunded Amount,Outstanding Balance,Payment ID",
  "#1001,a@b.se,paid,2026-03-01 10:00:00 +0100,SEK,250.00,49.00,59.80,299.00,2026-03-01 09:59:00 +0100,1,Mugg,150.00,Klarna,rX1,0.00,0.00,rX1",
  '#1001,a@b.se,,,,,,,,2026-03-01 09:59:00 +0100,2,"Skål, blå",50.00,,,,,',
  "#1002,c@d.se,refunded,2026-03-01 10:00:00 +0100,SEK,100.00,0.00,20.00,100.00,2026-03-01 10:05:00 +0100,1,Mugg,100.00,Klarna,rX2,100.00,0.00,rX2",
  "#1003,e@f.se,voided,,SEK,100.00,0.00,20.00,100.00,2026-03-01 10:06:00 +0100,1,Mugg,100.00,Klarna,rX3,0.00,0.00,rX3",
  "#1004,g@h.se,paid,,SEK,0.00,0.00,0.00,0.00,2026-03-01 10:07:00 +0100,1,Gåva,100.00,,,0.00,0.00,",
);

test("Shopify's orders are known by their headers: a total an order, whatever the shop counts as paid or refunded", async () => {
  const { rows, result, notes } = await readList(SHOPIFY);
  expect(result).toMatchObject({ outcome: "read", refusedCount: 0 });
  expect(rows).toMatchObject([
    {
      kind: "order",
      number: "#1001",
      orderNumber: "rX1",
      amount: 29_900n,
      openAmount: 29_900n,
      date: "2026-03-01",
    },
    { kind: "order", number: "#1002", orderNumber: "rX2", amount: 10_000n, openAmount: 10_000n },
  ]);
  expect(rows).toHaveLength(2);
  expect(notes[0]).toContain("shopify");
});

test("WooCommerce's internal order id is not Klarna's, and unpaid orders are left out", async () => {
  const { rows } = await readList(
    csv(
      "order_id,order_number,date,status,order_total,currency,transaction_id",
      "4711,1001,2026-03-01 10:11:12,completed,299.00,SEK,0aa1-klarna",
      "4712,1002,2026-03-01 10:12:12,wc-cancelled,10.00,SEK,",
      "4713,1003,2026-03-01 10:13:12,Refunded,10.00,SEK,0aa3-klarna",
    ),
    maps({ shop: { preset: "woocommerce" } }),
  );
  expect(rows).toMatchObject([
    { kind: "order", number: "1001", orderId: "0aa1-klarna", amount: 29_900n },
    { kind: "order", number: "1003", orderId: "0aa3-klarna" },
  ]);
});

test("Visma's list of what is open is read by its preset", async () => {
  const { rows } = await readList(
    csv(
      "Fakturanr;Kund;Fakturadatum;Valuta;Totalbelopp;Restbelopp",
      "31;Anna;2026-03-01;SEK;500,00;200,00",
      "32;Anna;2026-03-02;SEK;-50,00;-50,00",
    ),
    maps({ visma: { preset: "visma" } }),
  );
  expect(rows).toMatchObject([
    { kind: "invoice", number: "31", amount: 50_000n, openAmount: 20_000n },
    { kind: "credit_note", number: "32", amount: 5_000n, openAmount: 5_000n },
  ]);
});

test("a preset can be amended", async () => {
  const { rows } = await readList(
    csv("Fakturanr;Webborder;Totalt", "1;1001;5,00"),
    maps({ x: { preset: "fortnox", columns: { order_number: "Webborder" }, fixed: { currency: "SEK" } } }),
  );
  expect(rows).toMatchObject([{ kind: "invoice", orderNumber: "1001", currency: "SEK" }]);
});

test.each([
  ["a column that is none", { x: { columns: { nummer: "Nr" } } }],
  ["a preset that is none", { x: { preset: "excel" } }],
])("%s is refused in the settings", (_what, headers) => {
  expect(readSettings("test", { receivables: { headers } })).toMatchObject({ ok: false });
});
