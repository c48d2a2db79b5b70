/** The contract read literally: which detailed types refine their type, and which chargebacks are still open. */
import { ACCOUNTS, FINER } from "../known.ts";
import type { PlainLine } from "./read.ts";

/** Where a row goes that is neither sale nor return. */
export function plainAccount(
  { type, cells }: Pick<PlainLine, "type" | "cells">,
  lineAccounts: Readonly<Record<string, number>>,
): number {
  const finer = FINER[`${type}/${cells.get("detailed_type") ?? ""}`];
  if (finer !== undefined) return finer;
  if (type.startsWith("FEE")) return ACCOUNTS.fee;
  if (type.startsWith("REVERSAL")) return ACCOUNTS.chargeback;
  if (type === "HOLDBACK" || type === "RELEASE") return ACCOUNTS.holdback;
  if (type === "COMMISSION") return ACCOUNTS.commission;
  return lineAccounts[type] ?? ACCOUNTS.suspense;
}

/** A row of the chargeback account, of one merchant and currency (`stream`), in the order of payouts. */
export interface Disputed {
  readonly key: string;
  readonly stream: string;
  readonly line: PlainLine;
}

/** Each chargeback takes the first money that came back for the same order with the same amount, and is over. */
export function openChargebacks(rows: readonly Disputed[]): Set<string> {
  const back = rows.filter(({ line }) => line.type !== "REVERSAL");
  const open = new Set<string>();
  for (const { key, stream, line } of rows.filter((row) => row.line.type === "REVERSAL")) {
    const order = line.cells.get("order_id") ?? "";
    const at = back.findIndex(
      (row) =>
        row.stream === stream &&
        order !== "" &&
        row.line.cells.get("order_id") === order &&
        row.line.amount === line.amount,
    );
    if (at === -1) open.add(key);
    else back.splice(at, 1);
  }
  return open;
}
