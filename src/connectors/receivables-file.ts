/**
 * A list of receivables as a connector brings it: in Kvitt's own columns (CONTRACT §4), as a person would put it into `receivables/`.
 * A column that is left out keeps what the books have, so rows of which less is known go into a file of their own. Pure.
 */
import { showMinor, type Minor } from "../money.ts";
import type { BroughtFile } from "./connector.ts";

export interface BroughtReceivable {
  readonly kind: "invoice" | "credit_note" | "order";
  readonly number: string;
  readonly currency: string;
  /** More than zero for every kind. */
  readonly amount: Minor;
  /** undefined: as the books have it; the whole amount, where they do not know it yet. */
  readonly openAmount?: Minor;
  readonly date: string;
  /** null: there is none; undefined: it was not looked up. */
  readonly orderNumber?: string | null;
  /** Klarna's ids; as above. */
  readonly orderId?: string | null;
  readonly captureId?: string | null;
  /** Of a credit note: what it credits; as above. */
  readonly credits?: string | null;
  /** Where a company has several. */
  readonly merchantId?: string;
}

/** One file for each set of columns that rows have; none without rows. `of`: whose they are, which begins the files' names. */
export function receivablesFiles(
  of: string,
  at: Date,
  all: readonly BroughtReceivable[],
): readonly BroughtFile[] {
  const name = `${of} ${at.toISOString().replace(/[-:]|\.\d+/g, "")}`;
  const groups = new Map<string, string[]>();
  for (const one of all) {
    const cells = cellsOf(one).filter(([, cell]) => cell !== undefined);
    const columns = cells.map(([column]) => column).join(";");
    const rows = groups.get(columns) ?? [];
    groups.set(columns, rows);
    rows.push(cells.map(([, cell]) => textOf(cell ?? "")).join(";"));
  }
  return [...groups].map(([columns, rows], place) => ({
    name: `${name}${place === 0 ? "" : ` (${place + 1})`}.csv`,
    bytes: Buffer.from(`${[columns, ...rows].join("\n")}\n`),
  }));
}

type Cell = string | null | undefined;

function cellsOf(one: BroughtReceivable): readonly (readonly [column: string, Cell])[] {
  const { amount, openAmount, currency } = one;
  return [
    ["kind", one.kind],
    ["number", one.number],
    ["currency", currency],
    ["amount", showMinor(amount, currency)],
    ["open_amount", openAmount === undefined ? undefined : showMinor(openAmount, currency)],
    ["date", one.date],
    ["order_number", one.orderNumber],
    ["order_id", one.orderId],
    ["capture_id", one.captureId],
    ["credits", one.credits],
    ["merchant_id", one.merchantId],
  ];
}

function textOf(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
