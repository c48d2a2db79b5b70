/**
 * A list of receivables as a connector brings it: in Kvitt's own columns (CONTRACT §4), as a person would put it into `receivables/`.
 * A column that is left out keeps what the books have, so rows of which less is known go into a file of their own. Pure.
 */
import { showMinor, type Minor } from "../money.ts";
import type { BroughtFile } from "./connector.ts";

export interface BroughtReceivable {
  readonly kind: "invoice" | "credit_note";
  readonly number: string;
  readonly currency: string;
  /** More than zero for every kind. */
  readonly amount: Minor;
  readonly openAmount: Minor;
  readonly date: string;
  /** null: there is none; undefined: it was not looked up. */
  readonly orderNumber?: string | null;
  /** Of a credit note: the invoice; as above. */
  readonly credits?: string | null;
}

const COLUMNS = ["kind", "number", "currency", "amount", "open_amount", "date"] as const;

/** One file for each set of columns that rows have. `name`: without ending. */
export function receivablesFiles(name: string, all: readonly BroughtReceivable[]): readonly BroughtFile[] {
  const groups = new Map<string, { readonly columns: readonly string[]; readonly rows: string[] }>();
  for (const one of all) {
    const more = [
      ...(one.orderNumber === undefined ? [] : ["order_number"]),
      ...(one.credits === undefined ? [] : ["credits"]),
    ];
    const key = more.join();
    const group = groups.get(key) ?? { columns: [...COLUMNS, ...more], rows: [] };
    groups.set(key, group);
    const cells = [
      one.kind,
      one.number,
      one.currency,
      showMinor(one.amount, one.currency),
      showMinor(one.openAmount, one.currency),
      one.date,
      ...(one.orderNumber === undefined ? [] : [one.orderNumber ?? ""]),
      ...(one.credits === undefined ? [] : [one.credits ?? ""]),
    ];
    group.rows.push(cells.map(cellOf).join(";"));
  }
  return [...groups.values()].map(({ columns, rows }, place) => ({
    name: `${name}${place === 0 ? "" : ` (${place + 1})`}.csv`,
    bytes: Buffer.from(`${[columns.join(";"), ...rows].join("\n")}\n`),
  }));
}

function cellOf(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
