/** Writes a payout in Klarna's default report format: summary, blank line, transaction list. */
import { showMinor } from "../../src/money.ts";
import { TOTAL_NAMES, type Payout } from "./payout.ts";
import type { Line } from "./story.ts";

/** The first ten in Klarna's own order; the others are those a full reconciliation needs. */
export const COLUMNS = [
  "type",
  "capture_date",
  "sale_date",
  "order_id",
  "short_order_id",
  "capture_id",
  "merchant_reference1",
  "merchant_reference2",
  "amount",
  "posting_currency",
  "refund_id",
  "merchant_capture_reference",
  "merchant_refund_reference",
  "detailed_type",
  "tax_rate",
  "tax_amount",
] as const;
export type Column = (typeof COLUMNS)[number];

export interface Layout {
  readonly columns: readonly Column[];
  readonly blankLine: boolean;
  readonly lineEnd: "\n" | "\r\n";
}
export const USUAL: Layout = { columns: COLUMNS, blankLine: true, lineEnd: "\n" };

/** The 1-based line number of the first transaction in the file. */
export function firstRow({ blankLine }: Layout): number {
  return blankLine ? 5 : 4;
}

export function reportCsv(payout: Payout, { columns, blankLine, lineEnd }: Layout = USUAL): Buffer {
  const { channel, paymentReference, paidAt, rows, totals } = payout;
  const facts: Record<string, string> = {
    payment_reference: paymentReference,
    settlement_currency: channel.currency,
    payout_date: instant(paidAt),
    merchant_id: channel.merchantId,
    merchant_settlement_type: channel.settlementType,
  };
  const lines = [
    [...TOTAL_NAMES, ...Object.keys(facts)].join(";"),
    [...TOTAL_NAMES.map((name) => showMinor(totals[name], channel.currency)), ...Object.values(facts)].join(
      ";",
    ),
    ...(blankLine ? [""] : []),
    columns.join(";"),
    ...rows.map((row) => columns.map((column) => cell(row, column, payout)).join(";")),
    "",
  ];
  return Buffer.from(lines.join(lineEnd), "utf8");
}

function cell(row: Line, column: Column, { channel, paidAt }: Payout): string {
  switch (column) {
    case "type":
      return row.type;
    case "capture_date":
      return instant(new Date(paidAt.getTime() - 3 * 86_400_000));
    case "sale_date":
      return row.orderId === "" ? "" : instant(new Date(paidAt.getTime() - 4 * 86_400_000));
    case "order_id":
      return row.orderId;
    case "short_order_id":
      return row.shortOrderId;
    case "capture_id":
      return row.captureId;
    case "merchant_reference1":
      return row.merchantReference1;
    case "merchant_reference2":
      return row.merchantReference2;
    case "amount":
      return showMinor(row.amount, channel.currency);
    case "posting_currency":
      return channel.currency;
    case "refund_id":
      return row.refundId;
    case "merchant_capture_reference":
      return row.merchantCaptureReference;
    case "merchant_refund_reference":
      return row.merchantRefundReference;
    case "detailed_type":
      return row.detailedType;
    case "tax_rate":
      return row.feeVatRate;
    case "tax_amount":
      return row.feeVat === null ? "" : showMinor(row.feeVat, channel.currency);
  }
}

/** Klarna prints whole seconds: "2018-08-10T07:45:00Z". */
function instant(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, "Z");
}
