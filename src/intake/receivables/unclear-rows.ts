/** Rows that were read but are not imported, because they could be about several receivables. */
import { messages } from "./messages.ts";
import type { UnclearRow } from "../../books/repeated-receivables.ts";
import type { BadRow } from "./bad-row.ts";

export function asBadRow({ row, why, number, amount, others }: UnclearRow): BadRow {
  const place = { line: row, column: "number", found: number.slice(0, 200) };
  const list = others.slice(0, 20).join(", ").slice(0, 300);
  if (why === "whose")
    return {
      ...place,
      what: messages.numberOfSeveralMerchants({ number, merchants: list }),
      todo: messages.numberOfSeveralMerchantsTodo,
    };
  return {
    ...place,
    what: messages.rowsContradict({ number, amount, lines: list }),
    todo: messages.rowsContradictTodo,
  };
}
