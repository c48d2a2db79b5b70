import { expect, test } from "@jest/globals";
import type { DeviationView, PayoutView } from "../../../src/books/views.ts";
import { renderDeviations } from "../../../src/cli/render/deviations.ts";
import { renderPayouts } from "../../../src/cli/render/payouts.ts";
import { renderRuns } from "../../../src/cli/render/runs.ts";
import { renderVouchers } from "../../../src/cli/render/vouchers.ts";
import type { LineFacts } from "../../../src/format/line-facts.ts";
import type { Language } from "../../../src/message.ts";

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
const NOW = new Date("2026-03-12T06:00:00Z");

const DEVIATION: DeviationView = {
  id: 1,
  code: "partly_paid",
  merchantId: "K1",
  paymentReference: "P1",
  line: {
    row: 5,
    type: "SALE",
    detailedType: null,
    ...NO_FACTS,
    merchantReference1: "1001",
    amount: "2490.00",
  },
  file: null,
  receivable: null,
  amount: "2490.00",
  currency: "SEK",
  expected: "2769.00",
  found: "2490.00",
  candidates: [{ kind: "invoice", number: "F1", open: "2769.00" }],
  nearMisses: [],
  openedAt: "2026-03-11T06:00:00Z",
  closedAt: null,
  state: "open",
};
const REFUSED: DeviationView = {
  ...DEVIATION,
  code: "totals_differ",
  merchantId: null,
  paymentReference: null,
  line: null,
  file: "a.csv",
  amount: null,
  currency: null,
  expected: "1820.30",
  found: "1820.00",
  candidates: [],
};
const PAYOUT: PayoutView = {
  issuer: "klarna",
  merchantId: "K1",
  paymentReference: "P1",
  currency: "SEK",
  payoutDate: "2026-03-10",
  settlementType: "NET",
  settlementAmount: "96.25",
  state: "posted",
  lines: { total: 2, settled: 2, deviating: 0 },
  remainder: "0.00",
  receivables: "each",
  file: { name: "a.csv", sha256: "0".repeat(64) },
  unproven: [],
  unfindable: null,
};

/** Cells of the first row under the header; a table's cells have two spaces between them. */
function cells(text: string): readonly string[] {
  return (text.split("\n")[2] ?? "").trim().split(/ {2,}/);
}

test.each<[Language, string, string]>([
  ["sv", "2\u00a0769,00", "1\u00a0820,30"],
  ["en", "2,769.00", "1,820.30"],
])("what was expected stands in the form of the language: %s", (language, ofALine, ofAFile) => {
  expect(cells(renderDeviations([DEVIATION], language, NOW))).toContain(ofALine);
  expect(cells(renderDeviations([REFUSED], language, NOW))).toContain(ofAFile);
});

test("a count of cells that a refused file should have is no amount, and is left to the reason of the file", () => {
  const shown = cells(renderDeviations([{ ...REFUSED, code: "unreadable", expected: "16" }], "sv", NOW));
  expect(shown).toEqual(["1", "Filen går inte att läsa", "a.csv", "1"]);
});

test("a currency that was expected stands as it is", () => {
  expect(
    cells(renderDeviations([{ ...DEVIATION, code: "needs_rate", expected: "SEK" }], "sv", NOW)),
  ).toContain("SEK");
});

test("each row says whose it is where two merchants have the same payment reference", () => {
  const other = { merchantId: "K2" };
  expect(renderPayouts([PAYOUT, { ...PAYOUT, ...other }], "sv")).toMatch(/P1 +K1 .*\n *P1 +K2 /);
  expect(renderDeviations([DEVIATION, { ...DEVIATION, ...other }], "sv", NOW)).toMatch(
    /P1 +K1 .*\n.*P1 +K2 /,
  );
  expect(renderPayouts([PAYOUT, PAYOUT], "sv")).not.toContain("K1");
});

test("runs are shown in the language, at the time of day of the company", () => {
  const run = {
    id: 7,
    kind: "nightly",
    scope: "*",
    night: null,
    state: "done",
    startedAt: "2026-07-01T22:15:00.000Z",
    finishedAt: null,
    problem: null,
    files: 1,
    payouts: 1,
    completed: [],
    advice: [],
  };
  const zone = "Europe/Stockholm";
  expect(cells(renderRuns([run], "sv", zone))).toEqual([
    "7",
    "Nattkörning",
    "klar",
    "2026-07-02 00:15",
    "1",
    "1",
  ]);
  expect(cells(renderRuns([run], "en", zone))).toEqual([
    "7",
    "Nightly run",
    "done",
    "2026-07-02 00:15",
    "1",
    "1",
  ]);
  expect(renderRuns([], "sv", zone)).toBe("Inga körningar än.");
});

test("a voucher that waits says for what, in words", () => {
  const voucher = {
    paymentReference: "P1",
    merchantId: "K1",
    currency: "EUR",
    series: "K",
    number: 6,
    date: "2026-04-04",
    cause: "payout",
    text: "",
    registered: "2026-03-10",
    sign: "Kvitt",
    corrects: null,
    rows: [{ account: 1930, debit: "190.11", credit: "0.00", text: "" }],
    postings: [{ target: "sie", state: "pending", reference: null, waitsFor: "needs_rate" }],
  };
  expect(cells(renderVouchers([voucher], "sv")).at(-1)).toBe("sie: väntar (Växelkurs saknas)");
  expect(renderVouchers([], "sv")).toBe("Inga verifikationer.");
});
