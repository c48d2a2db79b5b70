/** Small settlement reports for tests: a summary that adds up, and its lines. */

export interface SampleLine {
  readonly type?: string;
  readonly orderId?: string;
  readonly captureId?: string;
  readonly reference?: string;
  /** "100.00" */
  readonly amount?: string;
  readonly comment?: string;
}

export interface Sample {
  readonly reference?: string;
  readonly merchantId?: string | null;
  readonly currency?: string;
  readonly payoutDate?: string;
  /** Added to the total, to make a report that does not add up. */
  readonly off?: number;
  readonly lines?: readonly SampleLine[];
  /** Columns of the table, in order. */
  readonly columns?: readonly string[];
}

const COLUMNS = [
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
];

/** A report of one payout of SALE, RETURN and FEE lines, as the portal writes it by default. */
export function sampleReport(sample: Sample = {}): string {
  const { reference = "100200300", merchantId = "K123456", currency = "SEK", off = 0 } = sample;
  const { payoutDate = "2024-05-02T07:45:00Z", lines = [{}], columns = COLUMNS } = sample;
  const total = (type: string) =>
    lines
      .filter((line) => (line.type ?? "SALE") === type)
      .reduce((sum, line) => sum + Math.round(Number(line.amount ?? "100.00") * 100), 0);
  const money = (units: number) => (units / 100).toFixed(2);
  const [sale, returned, fee] = [total("SALE"), total("RETURN"), total("FEE")];
  const summary: Record<string, string> = {
    total_sale_amount: money(sale),
    total_return_amount: money(returned),
    total_fee_amount: money(fee),
    total_settlement_amount: money(sale - returned - fee + off),
    payment_reference: reference,
    settlement_currency: currency,
    payout_date: payoutDate,
    ...(merchantId === null ? {} : { merchant_id: merchantId }),
    merchant_settlement_type: "NET",
  };
  const table = lines.map((line, index) => {
    const cells: Record<string, string> = {
      type: line.type ?? "SALE",
      capture_date: "2024-04-30T10:00:00Z",
      sale_date: "2024-04-29T08:30:00Z",
      order_id: line.orderId ?? `order-${index + 1}`,
      short_order_id: `S${index + 1}`,
      capture_id: line.captureId ?? `capture-${index + 1}`,
      merchant_reference1: line.reference ?? `F${1001 + index}`,
      merchant_reference2: "",
      amount: line.amount ?? "100.00",
      posting_currency: currency,
      klarna_comment: line.comment ?? "",
    };
    return columns.map((column) => cells[column] ?? "").join(";");
  });
  const rows = [
    Object.keys(summary).join(";"),
    Object.values(summary).join(";"),
    "",
    columns.join(";"),
    ...table,
  ];
  return `${rows.join("\n")}\n`;
}
