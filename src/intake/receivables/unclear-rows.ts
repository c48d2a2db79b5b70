/** Rows that were read and are not taken in, since it cannot be told what they are about: what is wrong, and what to do. */
import { messages } from "./messages.ts";
import type { UnclearRow } from "../../books/repeated-receivables.ts";
import type { BadRow } from "./row.ts";

export function asBadRow({ row, why, number, amount, others }: UnclearRow): BadRow {
  const place = { line: row, column: "number", found: number.slice(0, 200) };
  const list = others.slice(0, 20).join(", ").slice(0, 300);
  if (why === "whose")
    return {
      ...place,
      what: messages.numberSeveralShopsRowDoes({ number, list }),
      todo: messages.addColumnMerchantIdList,
    };
  return {
    ...place,
    what: messages.numberAlsoLineOtherContents({ number, amount, list }),
    todo: messages.exportOneRowEachInvoice,
  };
}
