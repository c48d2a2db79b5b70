/**
 * Assigns the parts of a report to payouts: which summary belongs to which transaction list, and which row to which
 * payout. A file has one payout, several blocks one after the other, or several summaries over one list with a
 * payment_reference column.
 */
import { decimalsOf } from "../../money.ts";
import { cell, type CsvRow } from "./csv-row.ts";
import { noSigns, type Signs } from "../payout/computed-totals.ts";
import { isSpreadsheetRow, shownRow } from "./spreadsheet-row.ts";
import { columnsOf, LineReader, type CellStyle } from "./line.ts";
import { detach } from "../values/detach.ts";
import type { Interpretation } from "../payout/interpretation.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { LayoutEvents, SummaryCell, TableHeader } from "./layout.ts";
import { declare } from "../payout/payout-facts.ts";
import { isScientific, NOTHING_DECLARED, parseSummary, type DeclaredTotals } from "../payout/summary.ts";
import { newAccumulator, type PayoutAccumulator } from "../payout/accumulator.ts";

/** A month of daily payouts for a hundred merchants. Each costs some memory until the end of the file. */
export const MAX_PAYOUTS = 10_000;

/** A summary of a period has no payment reference: its totals are those of all payouts of the list together. */
export interface SharedSummary {
  readonly declared: DeclaredTotals;
  readonly accumulators: PayoutAccumulator[];
}

interface GroupOptions {
  readonly style: CellStyle;
  readonly refusals: RefusalList;
  /** False in a reading that only counts. */
  readonly keep: boolean;
  /** What an earlier reading of the same file found, by payout. */
  readonly interpretations: readonly Interpretation[] | null;
  /** The currency in whose decimals lines are read that have none of their own, and no summary yet. */
  readonly usualCurrency: string | null;
}

/** A transaction list, while its rows are read. */
interface List {
  readonly header: TableHeader;
  readonly reader: LineReader;
  readonly owners: PayoutAccumulator[];
  readonly referenceAt: number;
  used: boolean;
}

export class PayoutGroups implements LayoutEvents {
  readonly accumulators: PayoutAccumulator[] = [];
  readonly signs: Signs = noSigns();
  /** Summaries that cover several payouts at once, and those payouts. */
  readonly shared: SharedSummary[] = [];
  readonly #options: GroupOptions;
  readonly #refusals: RefusalList;
  readonly #keep: boolean;
  readonly #byReference = new Map<string, PayoutAccumulator>();
  /** Summaries since the last list began: the next list belongs to them. */
  #waiting: PayoutAccumulator[] = [];
  /** Payouts of a list without a summary before it: the next summary may belong to them. */
  #orphans: PayoutAccumulator[] = [];
  #list: List | null = null;
  #last: PayoutAccumulator | null = null;

  constructor(options: GroupOptions) {
    this.#options = options;
    this.#refusals = options.refusals;
    this.#keep = options.keep;
  }

  /** A transaction list has begun. */
  hasTable(): boolean {
    return this.#list !== null;
  }

  #open(): PayoutAccumulator {
    const { interpretations, usualCurrency } = this.#options;
    const index = this.accumulators.length;
    const accumulator = newAccumulator(index, interpretations?.[index]);
    accumulator.decimals = decimalsOf(usualCurrency ?? "");
    this.accumulators.push(accumulator);
    if (this.accumulators.length > MAX_PAYOUTS)
      this.#refusals.end("too_many_payouts", { expected: String(MAX_PAYOUTS) });
    return accumulator;
  }

  #name(accumulator: PayoutAccumulator, reference: string, from: "summary" | "column"): void {
    accumulator.reference = detach(reference);
    accumulator.referenceFrom = from;
    this.#byReference.set(accumulator.reference, accumulator);
  }

  #attach(accumulator: PayoutAccumulator, declared: DeclaredTotals): void {
    if (declared.paymentReference !== null && accumulator.reference === null)
      this.#name(accumulator, declared.paymentReference, "summary");
    declare(accumulator, declared, this.#refusals);
  }

  summary(cells: readonly SummaryCell[]): void {
    const declared = parseSummary(cells, this.#options.style, this.#refusals);
    const { paymentReference } = declared;
    // An empty list without a summary before it: this is its summary.
    const list = this.#list;
    const empty = list && list.owners.length === 0 && !list.used ? list : null;
    // A summary without a reference can only be that of the one payout that waits for its summary.
    const [lone, ...others] = this.#orphans;
    const orphan =
      this.#orphans.find(({ reference }) => reference === paymentReference || reference === null) ??
      (paymentReference === null && others.length === 0 ? lone : undefined);
    if (orphan) {
      this.#orphans = this.#orphans.filter((accumulator) => accumulator !== orphan);
      return this.#attach(orphan, declared);
    }
    if (paymentReference !== null && this.#byReference.has(paymentReference)) {
      this.#refusals.add("payout_twice", { line: declared.line, found: paymentReference });
      return;
    }
    const accumulator = this.#open();
    this.#attach(accumulator, declared);
    if (empty) {
      empty.used = true;
      empty.owners.push(accumulator);
      this.#addColumns(accumulator, empty.header);
    } else this.#waiting.push(accumulator);
  }

  table(header: TableHeader): void {
    this.#list = {
      header,
      reader: new LineReader(header, this.#options.style, this.signs, this.#refusals),
      owners: this.#waiting,
      referenceAt: header.places.get("payment_reference") ?? -1,
      used: false,
    };
    for (const owner of this.#waiting) this.#addColumns(owner, header);
    this.#waiting = [];
    this.#orphans = [];
    this.#last = null;
  }

  #addColumns(accumulator: PayoutAccumulator, header: TableHeader): void {
    accumulator.hasTable = true;
    if (header.places.has("vat_amount")) accumulator.hasVat = true;
    for (const column of columnsOf(header)) accumulator.columns.add(column);
  }

  /** The payout of a row, or null when that has been refused. */
  #ownerOf(row: CsvRow, under: List): PayoutAccumulator | null {
    const { owners, referenceAt, header } = under;
    const reference = referenceAt < 0 ? "" : cell(row, referenceAt).trim();
    const last = this.#last;
    if (last && (reference === last.reference || (reference === "" && owners.length === 1))) return last;
    if (reference === "") {
      const [only] = owners;
      if (only && owners.length === 1) return only;
      if (owners.length === 0 && referenceAt < 0) return this.#orphan(under, null);
      // A report by capture date has rows with and without a payout side by side.
      this.#refusals.add(owners.length === 0 ? "klarna_transactions" : "rows_without_payout", {
        line: row.line,
        column: header.headers[referenceAt] ?? "payment_reference",
      });
      return null;
    }
    const place = { line: row.line, column: header.headers[referenceAt] ?? null, found: reference };
    if (isScientific(reference)) {
      this.#refusals.add("scientific_notation", place);
      return null;
    }
    const known = this.#byReference.get(reference);
    if (known && (owners.includes(known) || owners.length === 0)) return known;
    const [only] = owners;
    if (only && owners.length === 1 && only.reference === null && !known) {
      this.#name(only, reference, "column");
      return only;
    }
    if (owners.length > 0) {
      const another = known ? null : this.#shareSummary(under, reference);
      if (!another) this.#refusals.add("row_of_no_payout", place);
      return another;
    }
    return this.#orphan(under, reference);
  }

  /** A second payout under one summary that names none: the summary covers both. */
  #shareSummary({ owners, header }: List, reference: string): PayoutAccumulator | null {
    const [first, ...others] = owners;
    if (!first || (others.length > 0 && !this.shared.some(({ accumulators: of }) => of === owners)))
      return null;
    if (others.length === 0) {
      if (first.declared.paymentReference !== null) return null;
      this.shared.push({ declared: first.declared, accumulators: owners });
      first.declared = partOf(first.declared);
    }
    const accumulator = this.#open();
    this.#name(accumulator, reference, "column");
    this.#attach(accumulator, first.declared);
    this.#addColumns(accumulator, header);
    owners.push(accumulator);
    return accumulator;
  }

  #orphan(under: List, reference: string | null): PayoutAccumulator {
    const accumulator = this.#open();
    if (reference === null) under.owners.push(accumulator);
    else this.#name(accumulator, reference, "column");
    this.#addColumns(accumulator, under.header);
    this.#orphans.push(accumulator);
    return accumulator;
  }

  row(row: CsvRow): boolean {
    const list = this.#list;
    if (!list) return false;
    const type = list.reader.typeOf(row);
    if (type < 0) return false;
    const owner = list.referenceAt < 0 && this.#last ? this.#last : this.#ownerOf(row, list);
    if (!owner) return true;
    this.#last = owner;
    list.used = true;
    list.reader.read(row, type, owner, this.#keep);
    return true;
  }

  unknownType(row: CsvRow): void {
    const { places, headers = [] } = this.#list?.header ?? {};
    const typeAt = places?.get("type") ?? 0;
    const found = cell(row, typeAt).trim();
    const amount = cell(row, places?.get("amount") ?? 0).trim();
    if (isSpreadsheetRow(row, { type: found, amount }))
      this.#refusals.add("spreadsheet_row", { line: row.line, found: shownRow(row) });
    else this.#refusals.add("unknown_type", { line: row.line, column: headers[typeAt] ?? "type", found });
  }
}

/** What a summary of several payouts declares for each of them. */
function partOf({ line, currency, merchantId, settlementType }: DeclaredTotals): DeclaredTotals {
  return { ...NOTHING_DECLARED, line, currency, merchantId, settlementType };
}
