/** Columns in which a row often has the value of the row above: it is not created again then. */
import { readDate, type DateOrder } from "../values/date.ts";
import { isoInstants } from "../values/iso-date.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { CsvRow } from "./csv-row.ts";

/** A column of texts. `index` is -1 where the file has no such column. */
export class RememberedColumn {
  readonly #index: number;
  readonly #make: (text: string) => string;
  /** The last cell that was not empty, and what it was read as. */
  #printed = "";
  #kept: string | null = null;

  constructor(index: number, make: (text: string) => string = (text) => text) {
    this.#index = index;
    this.#make = make;
  }

  /** Null when the cell is empty. */
  read({ text, starts, ends }: CsvRow): string | null {
    if (this.#index < 0) return null;
    const start = starts[this.#index] ?? 0;
    const length = (ends[this.#index] ?? 0) - start;
    if (length === 0) return null;
    if (length === this.#printed.length && text.startsWith(this.#printed, start)) return this.#kept;
    const printed = text.slice(start, start + length);
    const trimmed = printed.trim();
    this.#printed = printed;
    this.#kept = trimmed === "" ? null : this.#make(trimmed);
    return this.#kept;
  }
}

/** A column of instants. */
export class DateColumn {
  readonly #index: number;
  readonly #header: string | null;
  readonly #order: DateOrder | null;
  readonly #refusals: RefusalList;
  readonly #isUsual = isoInstants();
  #printed = "";
  #kept = "";

  constructor(index: number, header: string | null, order: DateOrder | null, refusals: RefusalList) {
    this.#index = index;
    this.#header = header;
    this.#order = order;
    this.#refusals = refusals;
  }

  /** Null when the cell is empty, or has been refused. */
  read({ line, text, starts, ends }: CsvRow): string | null {
    if (this.#index < 0) return null;
    const start = starts[this.#index] ?? 0;
    const length = (ends[this.#index] ?? 0) - start;
    if (length === 0) return null;
    if (length === this.#printed.length && text.startsWith(this.#printed, start)) return this.#kept;
    const printed = text.slice(start, start + length);
    const value = this.#isUsual(text, start, length)
      ? `${text.slice(start, start + 19)}.000Z`
      : readDate(printed.trim(), this.#order);
    if (value === null) {
      if (printed.trim() !== "")
        this.#refusals.add("date_unreadable", { line, column: this.#header, found: printed });
      return null;
    }
    this.#printed = printed;
    this.#kept = value;
    return value;
  }
}
