import { expect, test } from "@jest/globals";
import type { DeviationView } from "../../../src/books/views.ts";
import { renderDeviation } from "../../../src/cli/render/deviation.ts";
import { renderDeviations } from "../../../src/cli/render/deviations.ts";

const NOW = new Date("2026-03-12T06:00:00Z");
const UNCERTAIN: DeviationView = {
  id: 12,
  code: "uncertain",
  merchantId: "K1",
  paymentReference: "P1",
  line: {
    row: 5,
    type: "SALE",
    detailedType: "PURCHASE",
    amount: "299.00",
    orderId: "b7e9b3a2-4f6b-4c1e-9a55-2d1f0c9e7a11",
    shortOrderId: "4ZQ9KD2",
    merchantReference1: "1003",
    merchantReference2: "WOO-77",
    captureId: "5d2f9f0e-1111-4c1e-9a55-2d1f0c9e7a12",
    refundId: null,
    merchantCaptureReference: null,
    merchantRefundReference: null,
    saleDate: "2026-03-07T10:00:00.000Z",
    captureDate: "2026-03-08T23:30:00.000Z",
    paymentMethod: "INVOICE",
    klarnaComment: "Picked up\nin store",
    reversalReference: null,
  },
  file: null,
  receivable: null,
  amount: "299.00",
  currency: "SEK",
  expected: null,
  found: "299.00",
  candidates: [
    {
      kind: "invoice",
      number: "1003",
      open: "299.00",
      currency: "SEK",
      contradictions: [{ what: "order_number", line: "1003", receivable: "1001" }],
    },
  ],
  nearMisses: [
    {
      kind: "invoice",
      number: "F1030",
      orderNumber: "1030",
      date: "2026-03-07",
      open: "299.00",
      currency: "SEK",
      why: "amount_and_reference",
    },
  ],
  openedAt: "2026-03-11T05:00:00Z",
  closedAt: null,
  state: "open",
};

test("below its row stands what a deviation is looked up by, and what speaks against its candidates", () => {
  const text = renderDeviations([UNCERTAIN], "sv", NOW, "Europe/Stockholm");
  const flat = text.replaceAll(/\s+/g, " ");
  expect(flat).toContain(
    "12 Osäker: en uppgift säger emot P1 5 1003 299,00 SEK 1 invoice:1003 referens 2 WOO-77",
  );
  // half past eleven in the evening, UTC, is the next day in Stockholm
  expect(flat).toContain("kort order-id 4ZQ9KD2, såld 2026-03-07, debiterad 2026-03-09, betalsätt INVOICE");
  expect(flat).toContain('Klarnas kommentar "Picked up in store"');
  expect(flat).toContain("faktura 1003: fakturan hör till order 1001, raden gäller order 1003");
  expect(flat).toContain(
    "liknar, men stämmer inte: faktura F1030, order 1030, 2026-03-07, restbelopp 299,00 SEK (samma belopp och liknande nummer)",
  );
  expect(flat).not.toContain("5d2f9f0e");
});

test("one deviation is shown with every id it has, and with what to do", () => {
  const flat = renderDeviation(UNCERTAIN, "en", NOW, "Europe/Stockholm").replaceAll(/\s+/g, " ");
  for (const value of Object.values(UNCERTAIN.line ?? {}))
    if (typeof value === "string" && !/Date|T\d\d:|\n|299/.test(value)) expect(flat).toContain(value);
  expect(flat).toContain("the invoice belongs to order 1001, the line is for order 1003");
  expect(flat).toContain("never matched by itself): invoice F1030, order 1030, 2026-03-07, open 299.00 SEK");
  expect(flat).toContain("`kvitt resolve 12 --match invoice:1003`");
});

test.each([
  ["order_number", "order", "the order is number 1001, the line is for order 1003"],
  ["order_number", "credit_note", "the credit note belongs to order 1001, the line is for order 1003"],
  ["order_id", "invoice", "the invoice has Klarna's order id 1001, the line has 1003"],
  ["capture_id", "invoice", "the invoice is for the capture 1001, the line is for 1003"],
  ["refund_id", "credit_note", "the credit note is for the refund 1001, the line is for 1003"],
  ["merchant_id", "order", "the order belongs to merchant id 1001, the line to 1003"],
  ["number", "invoice", "the invoice is number 1001, the line names number 1003"],
])("a contradiction in %s of an %s is said in words", (what, kind, said) => {
  const contradictions = [{ what, line: "1003", receivable: "1001" }];
  const one = { ...UNCERTAIN, candidates: [{ kind, number: "X", open: "299.00", contradictions }] };
  expect(renderDeviations([one], "en", NOW)).toContain(said);
});

test("a candidate that nothing contradicts says that only the second reference agrees", () => {
  const one = {
    ...UNCERTAIN,
    candidates: [{ kind: "invoice", number: "X", open: "5.00", contradictions: [] }],
  };
  expect(renderDeviations([one], "sv", NOW)).toContain(
    "faktura X: bara den andra referensen stämmer, och beloppet är ett annat",
  );
  const plain = { ...UNCERTAIN, candidates: [{ kind: "invoice", number: "X", open: "5.00" }] };
  expect(renderDeviations([plain], "sv", NOW)).not.toContain("faktura X:");
});
