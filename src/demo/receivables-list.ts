/** Writes the shop's own list of invoices, credit notes and orders, as an accounting program exports it for Excel. */
import { showMinor, type Minor } from "../money.ts";

export interface DemoReceivable {
  readonly kind: "invoice" | "credit_note" | "order";
  readonly number: string;
  readonly orderNumber?: string;
  readonly orderId?: string;
  readonly captureId?: string;
  readonly refundId?: string;
  readonly amount: Minor;
  /** "2026-10-01" */
  readonly date: string;
  readonly credits?: string;
}

const CELLS: Readonly<Record<string, (row: DemoReceivable) => string | undefined>> = {
  kind: ({ kind }) => kind,
  number: ({ number }) => number,
  order_number: ({ orderNumber }) => orderNumber,
  order_id: ({ orderId }) => orderId,
  capture_id: ({ captureId }) => captureId,
  refund_id: ({ refundId }) => refundId,
  currency: () => "SEK",
  amount: ({ amount }) => showMinor(amount, "SEK").replace(".", ","),
  date: ({ date }) => date,
  credits: ({ credits }) => credits,
};

export function receivablesList(rows: readonly DemoReceivable[]): string {
  const columns = Object.keys(CELLS);
  const lines = rows.map((row) => columns.map((column) => CELLS[column]?.(row) ?? "").join(";"));
  return `\ufeff${[columns.join(";"), ...lines].join("\r\n")}\r\n`;
}
