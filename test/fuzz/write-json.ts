/** Writes payouts as the Settlements API answers them, in the shapes in which such answers are kept. */
import type { PlannedLine, PlannedPayout } from "./random-payout.ts";
import type { Random } from "./random.ts";

const KEYS: Readonly<Record<string, string>> = {
  sale: "sale_amount",
  return: "return_amount",
  reversal: "reversal_amount",
  fee: "fee_amount",
  feeCorrection: "fee_correction_amount",
  feeRefund: "fee_refund_amount",
  tax: "tax_amount",
  taxRefund: "tax_refund_amount",
  commission: "commission_amount",
  commissionReversal: "commission_reversal_amount",
  charge: "charge_amount",
  credit: "credit_amount",
  holdback: "holdback_amount",
  release: "release_amount",
  repay: "repay_amount",
  deposit: "deposit_amount",
  openingDebt: "opening_debt_balance_amount",
  closingDebt: "closing_debt_balance_amount",
  settlement: "settlement_amount",
};

function totalsOf({ totals }: PlannedPayout): Record<string, number> {
  const invoiced = totals["invoiced"] ?? 0n;
  return Object.fromEntries(
    Object.entries(KEYS).map(([name, key]) => {
      if (invoiced > 0n && name === "settlement") return [key, Number(invoiced)];
      if (invoiced > 0n && ["deposit", "openingDebt", "closingDebt"].includes(name)) return [key, 0];
      return [key, Number(totals[name] ?? 0n)];
    }),
  );
}

function payoutOf(payout: PlannedPayout): Record<string, unknown> {
  return {
    payment_reference: payout.reference,
    payout_date: new Date(payout.payoutDate).toISOString(),
    currency_code: payout.currency,
    merchant_settlement_type: payout.settlementType,
    merchant_id: payout.merchantId,
    totals: totalsOf(payout),
    transactions: `https://api.klarna.com/settlements/v1/transactions?payment_reference=${payout.reference}`,
  };
}

function transactionOf(
  line: PlannedLine,
  payout: PlannedPayout,
  chance: Random,
  named: boolean,
): Record<string, unknown> {
  const date = (instant: number | null) => (instant === null ? undefined : new Date(instant).toISOString());
  const rate = line.vatRate === null ? undefined : Math.round(Number(line.vatRate) * 100);
  return {
    amount: Number(line.amount),
    type: line.type,
    detailed_type: line.detailedType,
    sale_date: date(line.saleDate),
    capture_date: date(line.captureDate),
    order_id: line.orderId ?? (chance.chance(0.5) ? null : ""),
    short_order_id: line.shortOrderId ?? undefined,
    capture_id: line.captureId ?? "",
    refund_id: line.refundId ?? undefined,
    merchant_reference1: line.merchantReference1 ?? undefined,
    merchant_reference2: line.merchantReference2 ?? undefined,
    merchant_capture_reference: line.merchantCaptureReference ?? undefined,
    merchant_refund_reference: line.merchantRefundReference ?? undefined,
    currency_code: payout.currency,
    purchase_country: line.country ?? undefined,
    initial_payment_method_type: line.method ?? undefined,
    vat_amount: line.vat === null ? undefined : Number(line.vat),
    vat_rate: rate,
    klarna_comment: line.comment ?? undefined,
    initial_payment_method_number_of_installments:
      line.installments === null ? undefined : Number(line.installments),
    ...(named
      ? chance.chance(0.5)
        ? { payment_reference: payout.reference }
        : { payout: `https://api.klarna.com/settlements/v1/payouts/${payout.reference}` }
      : {}),
  };
}

export function writeJson(payouts: readonly PlannedPayout[], chance: Random): Uint8Array {
  const nested = chance.chance(0.3);
  const named = !nested && (payouts.length > 1 || chance.chance(0.5));
  const of = (payout: PlannedPayout) =>
    payout.lines.map((line) => transactionOf(line, payout, chance, named));
  const transactions = chance.chance(0.5) ? payouts.flatMap(of) : payouts.toReversed().flatMap(of);
  const list = payouts.map(payoutOf);
  const [first] = list;
  const page = { count: transactions.length, total: transactions.length };
  const nest = payouts.map((payout) => ({ ...payoutOf(payout), transactions: of(payout) }));
  const wrapped: unknown = nested
    ? payouts.length === 1
      ? nest[0]
      : nest
    : payouts.length === 1 && chance.chance(0.3)
      ? { transactions, payout: first }
      : chance.chance(0.3)
        ? {
            payouts: { payouts: list, pagination: { count: 1, total: 400 } },
            transactions: { transactions, pagination: page },
          }
        : chance.chance(0.5)
          ? { payouts: list, transactions, pagination: page }
          : { transactions, payouts: list };
  return Buffer.from(JSON.stringify(wrapped, null, chance.pick([undefined, 2])), "utf8");
}
