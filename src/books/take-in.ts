/**
 * Inserts lines and payouts: up to a million lines in one COPY, under the id that their payout will have. The same transaction
 * inserts the payout when the report is verified, or is rolled back.
 */
import type { Knex } from "knex";
import type { ProvenPayout, SettlementLine } from "../reports/report.ts";
import { copyInto, copyText, NULL, storable, type Copying } from "./copy.ts";
import { change, column, type Handle } from "./database.ts";

/** The columns of a line, in the order in which they are copied. */
export const LINE_COLUMNS = [
  "payout_id",
  "row",
  "type",
  "detailed_type",
  "sale_date",
  "capture_date",
  "order_id",
  "short_order_id",
  "capture_id",
  "refund_id",
  "merchant_reference1",
  "merchant_reference2",
  "merchant_capture_reference",
  "merchant_refund_reference",
  "amount",
  "effect",
  "fee_vat",
  "fee_vat_rate",
  "purchase_country",
  "payment_method",
  "extra",
] as const;

/** Copies lines while a file is read. Nothing else may use the transaction until `end`. */
export interface LineLoad {
  take(payoutIndex: number, lines: readonly SettlementLine[]): Promise<void>;
  end(): Promise<void>;
  /** The file could not be read to its end; the transaction must be rolled back. */
  abort(): Promise<void>;
  /** What was copied of a payout of the file. Its id is reserved, even when it has no lines. */
  loaded(payoutIndex: number): Promise<LoadedPayout>;
}

export interface LoadedPayout {
  readonly payoutId: bigint;
  readonly lines: number;
  /** Sorted by type. */
  readonly byType: readonly TypeSum[];
}

/** What the lines of a type add to or take from the payout; lines without effect, such as fees invoiced apart, are zero. */
export interface TypeSum {
  readonly type: string;
  readonly lines: number;
  /** Minor units, signed. */
  readonly effect: bigint;
}

/** `first`: the id that is reserved for the first payout of the file. */
export function loadLines(trx: Knex.Transaction, first: bigint): LineLoad {
  const reserved: bigint[] = [first];
  const sums = new Map<number, Map<string, { lines: number; effect: bigint }>>();
  let copying: Copying | null = null;

  async function end(): Promise<void> {
    await copying?.end();
    copying = null;
  }

  async function idOf(payoutIndex: number): Promise<bigint> {
    if (reserved.length <= payoutIndex) {
      // The connection is busy with COPY, so it ends here and restarts later. Doubling the number of ids makes that rare.
      await end();
      reserved.push(...(await reserve(trx, Math.max(1, payoutIndex + 1 - reserved.length, reserved.length))));
    }
    const id = reserved[payoutIndex];
    if (id === undefined) throw new Error(`no id for payout ${payoutIndex}`);
    return id;
  }

  return {
    async take(payoutIndex, lines) {
      const payoutId = String(await idOf(payoutIndex));
      copying ??= await copyInto(trx, "line", LINE_COLUMNS);
      let text = "";
      const byType = sums.get(payoutIndex) ?? new Map<string, { lines: number; effect: bigint }>();
      sums.set(payoutIndex, byType);
      for (const line of lines) {
        text += copyLine(payoutId, line);
        const sum = byType.get(line.type);
        if (sum === undefined) byType.set(line.type, { lines: 1, effect: line.effect });
        else {
          sum.lines += 1;
          sum.effect += line.effect;
        }
      }
      await copying.write(text);
    },
    end,
    async abort() {
      await copying?.abort();
      copying = null;
    },
    async loaded(payoutIndex) {
      const byType = [...(sums.get(payoutIndex) ?? [])]
        .map(([type, sum]) => ({ type, ...sum }))
        .sort((a, b) => (a.type < b.type ? -1 : 1));
      const lines = byType.reduce((total, sum) => total + sum.lines, 0);
      return { payoutId: await idOf(payoutIndex), lines, byType };
    },
  };
}

async function reserve(trx: Handle, count: number): Promise<bigint[]> {
  return column(trx, "bigint", "select nextval('payout_id') as id from generate_series(1, :count::int)", {
    count,
  });
}

/** In the order of LINE_COLUMNS. One expression, because it runs up to a million times for a run. */
export function copyLine(payoutId: string, line: SettlementLine): string {
  const amount = String(line.amount);
  const effect = line.effect === line.amount ? amount : String(line.effect);
  return `${payoutId}\t${line.row}\t${line.type}\t${copyText(line.detailedType)}\t${line.saleDate ?? NULL}\t${
    line.captureDate ?? NULL
  }\t${copyText(line.orderId)}\t${copyText(line.shortOrderId)}\t${copyText(line.captureId)}\t${copyText(
    line.refundId,
  )}\t${copyText(line.merchantReference1)}\t${copyText(line.merchantReference2)}\t${copyText(
    line.merchantCaptureReference,
  )}\t${copyText(line.merchantRefundReference)}\t${amount}\t${effect}\t${
    line.feeVat === null ? NULL : String(line.feeVat)
  }\t${copyText(line.feeVatRate)}\t${copyText(line.purchaseCountry)}\t${copyText(line.paymentMethod)}\t${
    line.extra === null ? NULL : copyJson(line.extra)
  }\n`;
}

function copyJson(extra: Readonly<Record<string, string>>): string {
  const json = JSON.stringify(extra);
  // jsonb refuses NUL and lone surrogates
  if (!/\\u(?:0000|d[89a-f])/i.test(json)) return copyText(json);
  const cells = Object.entries(extra).map(([name, value]) => [storable(name), storable(value)]);
  return copyText(JSON.stringify(Object.fromEntries(cells)));
}

export interface NewPayout {
  readonly id: bigint;
  readonly fileId: bigint;
  readonly runId: bigint;
  readonly payout: ProvenPayout;
  readonly byType: readonly TypeSum[];
  /** As intake has decided; the report itself may not have them. */
  readonly issuer: string;
  readonly merchantId: string;
  /** The payout date in the merchant's time zone ("2024-05-02"). */
  readonly date: string;
}

/** The database refuses a second payout of the same issuer, merchant and reference. */
export async function insertPayout(trx: Handle, one: NewPayout): Promise<void> {
  const { payout, byType, ...own } = one;
  await change(
    trx,
    `insert into payout (id, report_file_id, run_id, issuer, merchant_id, payment_reference, currency, payout_date, date,
                         settlement_type, settlement_amount, totals, columns, unproven, line_count, by_type)
     values (:id, :fileId, :runId, :issuer, :merchantId, :paymentReference, :currency, :payoutDate, :date,
             :settlementType, :settlement, :totals, :columns, :unproven, :lineCount, :byType)`,
    {
      ...payout,
      ...own,
      settlement: payout.totals.settlement,
      totals: JSON.stringify(storedTotals(payout)),
      columns: [...payout.columns],
      unproven: JSON.stringify(payout.unproven),
      byType: JSON.stringify(byType.map((sum) => ({ ...sum, effect: String(sum.effect) }))),
    },
  );
}

/** Canonical name -> minor units as text; null when the report has none. Adjustments have the prefix "besides.". */
function storedTotals({ totals, adjustments }: ProvenPayout): Record<string, string | null> {
  return Object.fromEntries([
    ...Object.entries(totals).map(([name, amount]) => [name, asText(amount)] as const),
    ...Object.entries(adjustments).map(([name, amount]) => [`besides.${name}`, asText(amount)] as const),
  ]);
}

function asText(amount: bigint | null): string | null {
  return amount === null ? null : String(amount);
}
