/** The columns of a list that have no field of their own: kept with the line by their names. */
import type { Mark } from "../values/amount.ts";
import { plainAmount, plainRate } from "../values/canonical.ts";
import type { SettlementLine } from "../report.ts";
import type { CsvRow } from "./csv-row.ts";
import type { TableHeader } from "./layout.ts";
import { RememberedColumn } from "./remembered-column.ts";

/** Columns of money or rates: printed in the file's format, stored in the canonical one. */
const MONEY = /^(?:tax_amount(?:_[1-4])?|vat_amount|tax_in_currency_of_registration_country)$/;
const RATE = /^(?:tax|vat)_rate(?:_[1-4])?$/;

interface ExtraColumn {
  readonly name: string;
  readonly column: RememberedColumn;
  last: string | null;
}

export class ExtraColumns {
  readonly #columns: readonly ExtraColumn[];
  #last: SettlementLine["extra"] = null;
  #currency = "";

  constructor(extras: TableHeader["extras"], mark: Mark) {
    const toAmount = (text: string) => plainAmount(text, mark, this.#currency);
    this.#columns = extras.map(({ index, name }) => {
      const make = MONEY.test(name) ? toAmount : RATE.test(name) ? plainRate : undefined;
      return { name, column: new RememberedColumn(index, make), last: null };
    });
  }

  /** Rows of one order often have the same values; they share one object then. */
  read(row: CsvRow, currency: string): SettlementLine["extra"] {
    let changed = false;
    this.#currency = currency;
    for (const one of this.#columns) {
      const value = one.column.read(row);
      if (value === one.last) continue;
      one.last = value;
      changed = true;
    }
    if (!changed) return this.#last;
    const extra: Record<string, string> = {};
    let filled = false;
    for (const { name, last } of this.#columns) {
      if (last === null) continue;
      extra[name] = last;
      filled = true;
    }
    this.#last = filled ? extra : null;
    return this.#last;
  }
}
