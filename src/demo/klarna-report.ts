/** Writes a settlement report as Klarna does by default: summary, blank line, transaction list; `;`, decimal point, no signs. */
import { minor, showMinor, ZERO, type Minor } from "../money.ts";
import type { LineType } from "../reports/report.ts";

export interface DemoLine {
  readonly type: LineType;
  readonly detailedType: string;
  /** Days before the payout. */
  readonly daysBefore: number;
  readonly orderId?: string;
  readonly shortOrderId?: string;
  readonly captureId?: string;
  readonly refundId?: string;
  readonly reference1?: string;
  readonly reference2?: string;
  readonly captureReference?: string;
  readonly refundReference?: string;
  readonly method?: string;
  readonly dispute?: string;
  readonly comment?: string;
  /** Without VAT, never negative. */
  readonly amount: Minor;
  readonly vat?: Minor;
}

export interface DemoPayout {
  readonly merchantId: string;
  readonly paymentReference: string;
  /** UTC instant, whole seconds. */
  readonly paidAt: string;
  readonly openingDebt: Minor;
  readonly lines: readonly DemoLine[];
}

const ADDS: ReadonlySet<LineType> = new Set([
  "SALE",
  "COMMISSION",
  "CREDIT",
  "RELEASE",
  "FEE_REFUND",
  "REVERSAL_MERCHANT_PROTECTION",
]);

/** A shortfall becomes debt, which later payouts repay. */
export function closingDebt({ openingDebt, lines }: DemoPayout): Minor {
  const earned = sumOf(lines, (line) => (ADDS.has(line.type) ? 1n : -1n) * (line.amount + (line.vat ?? 0n)));
  const debt = openingDebt - earned;
  return debt > 0n ? minor(debt) : ZERO;
}

export function klarnaReport(payout: DemoPayout): string {
  const { merchantId, paymentReference, paidAt, openingDebt, lines } = payout;
  const of = (type: LineType) => sumOf(lines, (line) => (line.type === type ? line.amount : 0n));
  const vatOf = (type: LineType) => sumOf(lines, (line) => (line.type === type ? (line.vat ?? 0n) : 0n));
  const earned = sumOf(lines, (line) => (ADDS.has(line.type) ? 1n : -1n) * (line.amount + (line.vat ?? 0n)));
  const closing = closingDebt(payout);
  const deposit = earned < 0n ? -earned : 0n;
  const repay = openingDebt + deposit - closing;
  const summary: Record<string, string> = {
    total_sale_amount: kronor(of("SALE")),
    total_fee_amount: kronor(of("FEE")),
    total_fee_correction_amount: kronor(0n),
    total_tax_amount: kronor(vatOf("FEE")),
    total_tax_refund_amount: kronor(vatOf("FEE_REFUND")),
    total_return_amount: kronor(of("RETURN")),
    total_reversal_amount: kronor(of("REVERSAL") - of("REVERSAL_MERCHANT_PROTECTION")),
    total_commission_amount: kronor(of("COMMISSION")),
    total_credit_amount: kronor(of("CREDIT")),
    total_charge_amount: kronor(of("CHARGE")),
    total_holdback_amount: kronor(of("HOLDBACK")),
    total_release_amount: kronor(of("RELEASE")),
    opening_debt_balance: kronor(openingDebt),
    total_deposit_amount: kronor(deposit),
    total_repay_amount: kronor(repay),
    closing_debt_balance: kronor(closing),
    total_fee_refund_amount: kronor(of("FEE_REFUND")),
    total_settlement_amount: kronor(earned + deposit - repay),
    payment_reference: paymentReference,
    settlement_currency: "SEK",
    payout_date: paidAt,
    merchant_id: merchantId,
    merchant_settlement_type: "NET",
  };
  const columns = Object.keys(CELLS);
  return [
    Object.keys(summary).join(";"),
    Object.values(summary).join(";"),
    "",
    columns.join(";"),
    ...lines.map((line) => columns.map((column) => CELLS[column]?.(line, paidAt) ?? "").join(";")),
    "",
  ].join("\n");
}

/** Klarna's first ten columns in their order, then those that a full reconciliation needs. */
const CELLS: Readonly<Record<string, (line: DemoLine, paidAt: string) => string | undefined>> = {
  type: ({ type }) => type,
  capture_date: ({ daysBefore }, paidAt) => daysEarlier(paidAt, daysBefore),
  sale_date: ({ orderId, daysBefore }, paidAt) => (orderId ? daysEarlier(paidAt, daysBefore + 1) : ""),
  order_id: ({ orderId }) => orderId,
  short_order_id: ({ shortOrderId }) => shortOrderId,
  capture_id: ({ captureId }) => captureId,
  merchant_reference1: ({ reference1 }) => reference1,
  merchant_reference2: ({ reference2 }) => reference2,
  amount: ({ amount }) => kronor(amount),
  posting_currency: () => "SEK",
  refund_id: ({ refundId }) => refundId,
  purchase_country: ({ orderId }) => (orderId ? "SE" : ""),
  vat_rate: ({ vat }) => (vat === undefined ? "" : "25"),
  vat_amount: ({ vat }) => (vat === undefined ? "" : kronor(vat)),
  initial_payment_method_type: ({ method }) => method,
  merchant_capture_reference: ({ captureReference }) => captureReference,
  merchant_refund_reference: ({ refundReference }) => refundReference,
  detailed_type: ({ detailedType }) => detailedType,
  reversal_reference: ({ dispute }) => dispute,
  klarna_comment: ({ comment }) => comment,
};

function kronor(amount: bigint): string {
  return showMinor(amount, "SEK");
}

function daysEarlier(paidAt: string, days: number): string {
  const at = new Date(new Date(paidAt).getTime() - days * 86_400_000);
  return at.toISOString().replace(/\.\d{3}Z$/, "Z");
}

function sumOf(lines: readonly DemoLine[], of: (line: DemoLine) => bigint): Minor {
  return minor(lines.reduce((sum, line) => sum + of(line), 0n));
}
