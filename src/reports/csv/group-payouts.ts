/**
 * Assigns the parts of a report to payouts: which summary belongs to which transaction list, and which row to which
 * payout. A file has one payout, several blocks one after the other, or several summaries over one list with a
 * payment_reference column.
 */
import { decimalsOf } from "../../money.ts";
import { cell, type CsvRow } from "./csv-row.ts";
import { noSigns, setCurrency, type Signs } from "../payout/computed-totals.ts";
import { isSpreadsheetRow, shownRow } from "./spreadsheet-row.ts";
import { columnsOf, lineReader, type CellStyle, type LineReader } from "./line.ts";
import { detach } from "../values/detach.ts";
import type { Interpretation } from "../payout/interpretation.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { LayoutEvents, SummaryCell, TableHeader } from "./layout.ts";
import { isScientific, NOTHING_DECLARED, parseSummary, type DeclaredTotals } from "../payout/summary.ts";
import { newAccumulator, type PayoutAccumulator } from "../payout/accumulator.ts";

/** A month of daily payouts for a hundred merchants. Each costs some memory until the end of the file. */
export const MAX_PAYOUTS = 10_000;

export interface PayoutGroups extends LayoutEvents {
  readonly accumulators: readonly PayoutAccumulator[];
  readonly signs: Signs;
  /** Summaries that cover several payouts at once, and those payouts. */
  readonly shared: readonly SharedSummary[];
  /** A transaction list has begun. */
  hasTable(): boolean;
}

/** A summary of a period has no payment reference: its totals are those of all payouts of the list together. */
export interface SharedSummary {
  readonly declared: DeclaredTotals;
  readonly accumulators: PayoutAccumulator[];
}

export interface GroupOptions {
  readonly style: CellStyle;
  readonly refusals: RefusalList;
  /** False in a reading that only counts. */
  readonly keep: boolean;
  /** What an earlier reading of the same file found, by payout. */
  readonly interpretations: readonly Interpretation[] | null;
  /** The currency in whose decimals lines are read that have none of their own, and no summary yet. */
  readonly usualCurrency: string | null;
}

export function groupPayouts({
  style,
  refusals,
  keep,
  interpretations,
  usualCurrency,
}: GroupOptions): PayoutGroups {
  const accumulators: PayoutAccumulator[] = [];
  const byReference = new Map<string, PayoutAccumulator>();
  const signs = noSigns();
  /** Summaries since the last list began: the next list belongs to them. */
  let waiting: PayoutAccumulator[] = [];
  /** Payouts of a list without a summary before it: the next summary may belong to them. */
  let orphans: PayoutAccumulator[] = [];
  let list: {
    header: TableHeader;
    reader: LineReader;
    owners: PayoutAccumulator[];
    referenceAt: number;
    used: boolean;
  } | null = null;
  const shared: SharedSummary[] = [];
  let last: PayoutAccumulator | null = null;

  function open(): PayoutAccumulator {
    const accumulator = newAccumulator(accumulators.length);
    const interpretation = interpretations?.[accumulator.index];
    if (interpretation) accumulator.feeMode = interpretation.feesDeducted ? "deducted" : "invoiced";
    accumulator.decimals = decimalsOf(usualCurrency ?? "");
    accumulators.push(accumulator);
    if (accumulators.length > MAX_PAYOUTS)
      refusals.end("too_many_payouts", { expected: String(MAX_PAYOUTS) });
    return accumulator;
  }

  function name(accumulator: PayoutAccumulator, reference: string, from: "summary" | "column"): void {
    accumulator.reference = detach(reference);
    accumulator.referenceFrom = from;
    byReference.set(accumulator.reference, accumulator);
  }

  function attach(accumulator: PayoutAccumulator, declared: DeclaredTotals): void {
    accumulator.declared = declared;
    if (declared.paymentReference !== null && accumulator.reference === null)
      name(accumulator, declared.paymentReference, "summary");
    if (declared.merchantId !== null) {
      if (accumulator.merchantId !== null && accumulator.merchantId !== declared.merchantId)
        refusals.add("merchant_differs", {
          line: declared.line,
          found: accumulator.merchantId,
          expected: declared.merchantId,
        });
      accumulator.merchantId = declared.merchantId;
    }
    if (declared.currency !== null) {
      const other = accumulator.currency !== null && accumulator.currency !== declared.currency;
      const misread = accumulator.lineCount > 0 && decimalsOf(declared.currency) !== accumulator.decimals;
      if (other || misread)
        refusals.add("currency_differs", {
          line: declared.line,
          found: accumulator.currency,
          expected: declared.currency,
        });
      setCurrency(accumulator, declared.currency, "summary");
    }
    // Only GROSS leaves open whether fees are deducted; the totals decide then.
    if (accumulator.feeMode === "open" && declared.settlementType !== "GROSS")
      accumulator.feeMode = "deducted";
  }

  function summary(cells: readonly SummaryCell[]): void {
    const declared = parseSummary(cells, style, refusals);
    const { paymentReference } = declared;
    // An empty list without a summary before it: this is its summary.
    const empty = list && list.owners.length === 0 && !list.used ? list : null;
    // A summary without a reference can only be that of the one payout that waits for its summary.
    const [lone, ...others] = orphans;
    const orphan =
      orphans.find(({ reference }) => reference === paymentReference || reference === null) ??
      (paymentReference === null && others.length === 0 ? lone : undefined);
    if (orphan) {
      orphans = orphans.filter((accumulator) => accumulator !== orphan);
      return attach(orphan, declared);
    }
    if (paymentReference !== null && byReference.has(paymentReference)) {
      refusals.add("payout_twice", { line: declared.line, found: paymentReference });
      return;
    }
    const accumulator = open();
    attach(accumulator, declared);
    if (empty) {
      empty.used = true;
      empty.owners.push(accumulator);
      addColumns(accumulator, empty.header);
    } else waiting.push(accumulator);
  }

  function table(header: TableHeader): void {
    const reader = lineReader(header, style, signs, refusals);
    list = {
      header,
      reader,
      owners: waiting,
      referenceAt: header.places.get("payment_reference") ?? -1,
      used: false,
    };
    for (const owner of waiting) addColumns(owner, header);
    waiting = [];
    orphans = [];
    last = null;
  }

  function addColumns(accumulator: PayoutAccumulator, header: TableHeader): void {
    accumulator.hasTable = true;
    if (header.places.has("vat_amount")) accumulator.hasVat = true;
    for (const column of columnsOf(header)) accumulator.columns.add(column);
  }

  /** The payout of a row, or null when that has been refused. */
  function ownerOf(row: CsvRow, under: NonNullable<typeof list>): PayoutAccumulator | null {
    const { owners, referenceAt, header } = under;
    const reference = referenceAt < 0 ? "" : cell(row, referenceAt).trim();
    if (last && (reference === last.reference || (reference === "" && owners.length === 1))) return last;
    if (reference === "") {
      const [only] = owners;
      if (only && owners.length === 1) return only;
      if (owners.length === 0 && referenceAt < 0) return orphan(under, null);
      // A report by capture date has rows with and without a payout side by side.
      refusals.add(owners.length === 0 ? "klarna_transactions" : "rows_without_payout", {
        line: row.line,
        column: header.headers[referenceAt] ?? "payment_reference",
      });
      return null;
    }
    const place = { line: row.line, column: header.headers[referenceAt] ?? null, found: reference };
    if (isScientific(reference)) {
      refusals.add("scientific_notation", place);
      return null;
    }
    const known = byReference.get(reference);
    if (known && (owners.includes(known) || owners.length === 0)) return known;
    const [only] = owners;
    if (only && owners.length === 1 && only.reference === null && !known) {
      name(only, reference, "column");
      return only;
    }
    if (owners.length > 0) {
      const another = known ? null : shareSummary(under, reference);
      if (!another) refusals.add("row_of_no_payout", place);
      return another;
    }
    return orphan(under, reference);
  }

  /** A second payout under one summary that names none: the summary covers both. */
  function shareSummary(
    { owners, header }: NonNullable<typeof list>,
    reference: string,
  ): PayoutAccumulator | null {
    const [first, ...others] = owners;
    if (!first || (others.length > 0 && !shared.some(({ accumulators: of }) => of === owners))) return null;
    if (others.length === 0) {
      if (first.declared.paymentReference !== null) return null;
      shared.push({ declared: first.declared, accumulators: owners });
      first.declared = partOf(first.declared);
    }
    const accumulator = open();
    name(accumulator, reference, "column");
    attach(accumulator, first.declared);
    addColumns(accumulator, header);
    owners.push(accumulator);
    return accumulator;
  }

  function orphan(under: NonNullable<typeof list>, reference: string | null): PayoutAccumulator {
    const accumulator = open();
    if (reference === null) under.owners.push(accumulator);
    else name(accumulator, reference, "column");
    addColumns(accumulator, under.header);
    orphans.push(accumulator);
    return accumulator;
  }

  return {
    accumulators,
    signs,
    shared,
    hasTable: () => list !== null,
    summary,
    table,
    row(row) {
      if (!list) return false;
      const type = list.reader.typeOf(row);
      if (type < 0) return false;
      const owner = list.referenceAt < 0 && last ? last : ownerOf(row, list);
      if (!owner) return true;
      last = owner;
      list.used = true;
      list.reader.read(row, type, owner, keep);
      return true;
    },
    unknownType(row) {
      const typeAt = list?.header.places.get("type") ?? 0;
      const found = cell(row, typeAt).trim();
      const amount = cell(row, list?.header.places.get("amount") ?? 0).trim();
      if (isSpreadsheetRow(row, { type: found, amount }))
        return refusals.add("spreadsheet_row", { line: row.line, found: shownRow(row) });
      refusals.add("unknown_type", { line: row.line, column: list?.header.headers[typeAt] ?? "type", found });
    },
  };
}

/** What a summary of several payouts declares for each of them. */
function partOf({ line, currency, merchantId, settlementType }: DeclaredTotals): DeclaredTotals {
  return { ...NOTHING_DECLARED, line, currency, merchantId, settlementType };
}
