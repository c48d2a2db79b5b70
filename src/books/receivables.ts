/** Rows of a receivables list, and how they are copied into the temporary table `incoming`. */
import type { Knex } from "knex";
import type { Minor } from "../money.ts";
import { copyInto, copyText, NULL } from "./copy.ts";
import { change } from "./database.ts";

export const RECEIVABLE_KINDS = ["invoice", "credit_note", "order"] as const;
export type ReceivableKind = (typeof RECEIVABLE_KINDS)[number];

/** One row of a receivables file (CONTRACT §4). */
export interface Receivable {
  /** 1-based line number in the file. */
  readonly row: number;
  /** Part of the key, with kind and number. "": not known. */
  readonly merchantId: string;
  readonly kind: ReceivableKind;
  readonly number: string;
  readonly orderNumber: string | null;
  readonly orderId: string | null;
  readonly captureId: string | null;
  readonly refundId: string | null;
  readonly currency: string;
  /** More than 0. */
  readonly amount: Minor;
  /** From 0 to `amount`. */
  readonly openAmount: Minor;
  /** "2024-05-02" */
  readonly date: string | null;
  readonly credits: string | null;
  /** A hash of the cells in columns that Kvitt does not know; 0 when there are none. */
  readonly otherCells: number;
}

/** Columns that a file may leave out; then what is stored stays as it is. */
export const OPTIONAL_COLUMNS = {
  order_number: "orderNumber",
  order_id: "orderId",
  capture_id: "captureId",
  refund_id: "refundId",
  date: "date",
  credits: "credits",
} as const satisfies Record<string, keyof Receivable>;
export type OptionalColumn = keyof typeof OPTIONAL_COLUMNS;

const INCOMING = /* sql */ `
  create temporary table incoming (
    row integer not null, merchant_id text not null, kind text not null, number text not null, order_number text,
    order_id text, capture_id text, refund_id text, currency text not null, amount bigint not null, open_amount bigint not null, date date, credits text,
    other_cells integer not null,
    unsaid boolean not null default false -- the file does not say whose it is, and the books do
  ) on commit drop`;
const COLUMNS = [
  "row",
  "merchant_id",
  "kind",
  "number",
  "order_number",
  "order_id",
  "capture_id",
  "refund_id",
  "currency",
  "amount",
  "open_amount",
  "date",
  "credits",
  "other_cells",
] as const;

/** Copies the rows of a file while it is read. Nothing else may use the transaction until `end`. */
export interface ReceivableLoad {
  take(receivables: readonly Receivable[]): Promise<void>;
  /** Discards what was copied so far. */
  restart(): Promise<void>;
  end(): Promise<void>;
  /** The file could not be read to its end; the transaction must be rolled back. */
  abort(): Promise<void>;
}

export async function loadReceivables(trx: Knex.Transaction): Promise<ReceivableLoad> {
  await change(trx, INCOMING);
  let copying = await copyInto(trx, "incoming", COLUMNS);
  return {
    async take(receivables) {
      let text = "";
      for (const one of receivables) text += copyReceivable(one);
      await copying.write(text);
    },
    async restart() {
      await copying.end();
      await change(trx, "truncate incoming");
      copying = await copyInto(trx, "incoming", COLUMNS);
    },
    async end() {
      await copying.end();
    },
    abort: () => copying.abort(),
  };
}

/** In the order of COLUMNS. */
function copyReceivable(one: Receivable): string {
  return `${one.row}\t${copyText(one.merchantId)}\t${one.kind}\t${copyText(one.number)}\t${copyText(one.orderNumber)}\t${copyText(
    one.orderId,
  )}\t${copyText(one.captureId)}\t${copyText(one.refundId)}\t${one.currency}\t${one.amount}\t${
    one.openAmount
  }\t${one.date ?? NULL}\t${copyText(one.credits)}\t${one.otherCells}\n`;
}
