/** Nights to compose mails from: one where all sorts of things happened, a green one, and one without anything. */
import type { DigestData, DigestDeviation } from "../../src/mail/digest-data.ts";
import type { LineFacts } from "../../src/format/line-facts.ts";
import { minor } from "../../src/money.ts";

const NO_FACTS: LineFacts = {
  orderId: null,
  shortOrderId: null,
  merchantReference1: null,
  merchantReference2: null,
  captureId: null,
  refundId: null,
  merchantCaptureReference: null,
  merchantRefundReference: null,
  saleDate: null,
  captureDate: null,
  paymentMethod: null,
  klarnaComment: null,
  reversalReference: null,
};

export const QUIET_NIGHT: DigestData = {
  company: "Nordljus Heminredning AB",
  page: null,
  date: "2026-05-02",
  files: { imported: 0, duplicate: 0, changed: 0, quarantined: [] },
  completed: [],
  advice: [],
  receivables: null,
  leftAlone: [],
  inbox: [],
  isLeftNew: false,
  payouts: [],
  deviations: { listed: [], rest: [] },
  closed: { count: 0, listed: [] },
  overcharged: null,
  openByAge: [],
  clearingByAge: [],
  clearing: [],
  failedJobs: [],
  anchor: "5f0b".repeat(16),
};

const payout = (
  paymentReference: string,
  amount: bigint,
  lines: number,
  deviating: number,
  voucher: string,
) => ({
  issuer: "klarna",
  merchantId: "K123456",
  paymentReference,
  date: "2026-05-01",
  currency: "SEK",
  amount: minor(amount),
  lines,
  matched: lines - deviating,
  deviating,
  remainder: minor(0n),
  receivables: "each" as const,
  vouchers: [voucher],
  unproven: [],
  unfindable: null,
});

export const GREEN_NIGHT: DigestData = {
  ...QUIET_NIGHT,
  files: { imported: 2, duplicate: 0, changed: 0, quarantined: [] },
  payouts: [
    payout("1500000123", 12543050n, 148, 0, "K 41"),
    payout("1500000124", 98_765_432n, 1_204, 0, "K 42"),
  ],
};

/** A deviation with nothing said about it but its kind; `some` says more. */
export function deviation(some: Partial<DigestDeviation> & Pick<DigestDeviation, "id">): DigestDeviation {
  return {
    code: "no_receivable",
    isNew: true,
    ageDays: 0,
    amount: minor(119375n),
    currency: "SEK",
    reference: `10${some.id}`,
    merchantId: "K123456",
    paymentReference: "1500000123",
    row: 17,
    lineType: "SALE",
    file: null,
    expected: null,
    found: null,
    candidates: [],
    nearMisses: [],
    facts: null,
    ...some,
  };
}

export const BUSY_NIGHT: DigestData = {
  ...QUIET_NIGHT,
  files: {
    imported: 3,
    duplicate: 1,
    changed: 0,
    quarantined: [
      {
        name: "maj/settlement.1500000130 (kopia).csv",
        kind: "report",
        deviationId: 31n,
        refusals: [
          {
            line: 2,
            column: "total_sale_amount",
            found: "1500.01",
            expected: "1500.00",
            what: {
              sv: "Summan av radernas SALE är inte den som sammanfattningen anger.",
              en: "The sum of the SALE lines is not what the summary states.",
            },
            todo: {
              sv: "Ladda ner rapporten igen från portalen och lägg den i inkorgen. `kvitt check` visar summorna.",
              en: "Download the report again from the portal and put it into the inbox. `kvitt check` shows the totals.",
            },
          },
        ],
      },
    ],
  },
  receivables: {
    taken: 212,
    refused: [
      {
        file: "fakturor-maj.csv",
        line: 14,
        problem: { sv: "”12,5x” är inget belopp.", en: '"12,5x" is not an amount.' },
      },
    ],
  },
  payouts: [
    payout("1500000123", 12_543_050n, 148, 3, "K 41"),
    payout("1500000124", 98_765_432n, 1_204, 0, "K 42"),
    {
      ...payout("1500000125", 250_000n, 12, 1, "K 43"),
      currency: "EUR",
      merchantId: "M204060",
      unproven: [
        {
          sv: "Avgifternas moms gick inte att kontrollera: kolumnen vat_amount saknas i rapporten.",
          en: "The VAT on fees could not be verified: the report lacks the column vat_amount.",
        },
      ],
    },
  ],
  deviations: {
    listed: [
      deviation({
        id: 27n,
        reference: "10045",
        found: "1193.75",
        facts: {
          ...NO_FACTS,
          orderId: "b7e9b3a2-4f6b-4c1e-9a55-2d1f0c9e7a11",
          shortOrderId: "4ZQ9KD2",
          merchantReference1: "10045",
          merchantReference2: "WOO-77",
          captureId: "5d2f9f0e-1111-4c1e-9a55-2d1f0c9e7a12",
          saleDate: "2026-04-28",
          captureDate: "2026-04-29",
          paymentMethod: "INVOICE",
          klarnaComment: "Picked up <in> store",
        },
        nearMisses: [
          {
            kind: "invoice",
            number: "F1054",
            orderNumber: "10054",
            date: "2026-04-28",
            open: "1193.75",
            currency: "SEK",
            why: "amount_and_reference",
          },
        ],
      }),
      deviation({ id: 28n, reference: "10051", row: 22, amount: minor(49_900n), found: "499.00" }),
      deviation({
        id: 29n,
        code: "ambiguous",
        reference: "10060",
        row: 31,
        amount: minor(250_000n),
        found: "2500.00",
        candidates: [
          { kind: "invoice", number: "F1001", open: "2500.00" },
          { kind: "invoice", number: "F1002", open: "2500.00" },
        ],
      }),
      deviation({
        id: 32n,
        code: "uncertain",
        reference: "1003",
        row: 33,
        amount: minor(29_900n),
        found: "299.00",
        candidates: [
          {
            kind: "invoice",
            number: "1003",
            open: "299.00",
            currency: "SEK",
            contradictions: [{ what: "order_number", line: "1003", receivable: "1001" }],
          },
          { kind: "invoice", number: "F88", open: "450.00", currency: "SEK", contradictions: [] },
        ],
      }),
      deviation({
        id: 33n,
        code: "payment_default",
        reference: "9912",
        row: 40,
        lineType: "RETURN",
        amount: minor(64_900n),
        found: "649.00",
      }),
      deviation({
        id: 30n,
        code: "needs_rate",
        amount: minor(250_000n),
        currency: "EUR",
        reference: null,
        paymentReference: "1500000125",
        row: null,
        lineType: null,
      }),
      deviation({
        id: 31n,
        code: "totals_differ",
        amount: null,
        currency: null,
        reference: null,
        paymentReference: null,
        row: null,
        lineType: null,
        file: "maj/settlement.1500000130 (kopia).csv",
      }),
      deviation({
        id: 12n,
        code: "partly_paid",
        isNew: false,
        ageDays: 12,
        reference: "10007 <b>&",
        paymentReference: "1500000101",
        row: 9,
        amount: minor(80_000n),
        expected: "1200.00",
        found: "800.00",
        candidates: [{ kind: "invoice", number: "F0907", open: "1200.00" }],
      }),
      deviation({
        id: 5n,
        code: "chargeback",
        isNew: false,
        ageDays: 41,
        reference: "9881",
        paymentReference: "1500000077",
        row: 3,
        lineType: "REVERSAL",
        amount: minor(349_900n),
        facts: { ...NO_FACTS, merchantReference1: "9881", reversalReference: "DIS-9988" },
      }),
    ],
    rest: [],
  },
  closed: {
    count: 2,
    listed: [
      {
        id: 19n,
        code: "no_credit_note",
        amount: minor(29_900n),
        currency: "SEK",
        reference: "10011",
        how: "closed",
      },
      {
        id: 21n,
        code: "needs_account",
        amount: minor(4_500n),
        currency: "SEK",
        reference: null,
        how: "resolved",
      },
    ],
  },
  overcharged: { month: "2026-05", sums: [{ currency: "SEK", amount: minor(13_420n) }] },
  openByAge: [
    { ageDays: 0, count: 7 },
    { ageDays: 12, count: 1 },
    { ageDays: 41, count: 1 },
  ],
  clearingByAge: [
    { ageDays: 1, currency: "SEK", amount: minor(-419_275n) },
    { ageDays: 12, currency: "SEK", amount: minor(15_000n) },
    { ageDays: 12, currency: "EUR", amount: minor(-4_950n) },
  ],
  failedJobs: [
    {
      id: "posting:88",
      step: "post",
      subject: "K 43 → sie",
      since: new Date("2026-05-02T01:16:40Z"),
      attempts: 12,
      error: "ENOSPC: no space left on device, write\n  at postgres://kvitt:hemligt@db:5432/kvitt",
    },
  ],
};
