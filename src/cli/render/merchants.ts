/** A column for the merchant id in lists of several merchants' rows. */
import type { Language } from "../../message.ts";
import { messages } from "./messages.ts";
import { columnsIn, table, text, type TitledColumn } from "./table.ts";

export interface MerchantRows {
  readonly columns: readonly TitledColumn[];
  readonly cells: readonly (readonly string[])[];
  /** The merchant id of each row; "" where it is not known. */
  readonly merchants: readonly string[];
  /** Before which column theirs is put. */
  readonly at: number;
  /** Lines to print below each row. */
  readonly notes?: readonly (readonly string[])[];
}

/** Two merchants may have the same payment reference, so each row names its merchant where there are several. */
export function tableByMerchant(
  { columns, cells, merchants, at, notes = [] }: MerchantRows,
  language: Language,
): string {
  if (new Set(merchants.filter((one) => one !== "")).size < 2)
    return table(columnsIn(language, columns), cells, notes);
  return table(
    columnsIn(language, columns.toSpliced(at, 0, text(messages.columnMerchant))),
    cells.map((row, index) => row.toSpliced(at, 0, merchants[index] ?? "")),
    notes,
  );
}
