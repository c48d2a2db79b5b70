/**
 * Puts the parts of a report together: which summary belongs to which transaction list, and which row to which
 * payout. A file holds one payout, several blocks after each other, or several summaries over one list with a
 * payment_reference column.
 */
import { decimalsOf } from "../../money.ts";
import { cell, type CsvRow } from "./split-csv.ts";
import { noSigns, setCurrency, type Signs } from "../payout/computed-totals.ts";
import { isSpreadsheetRow, shownRow } from "./spreadsheet-row.ts";
import { columnsOf, lineReader, type CellStyle, type LineReader } from "./line.ts";
import { flat } from "../values/detach.ts";
import type { Interpretation } from "../payout/interpretation.ts";
import type { RefusalList } from "../refusals/refusal.ts";
import type { SheetEvents, SummaryCell, TableHeader } from "./layout.ts";
import { isScientific, NOTHING_STATED, parseSummary, type DeclaredTotals } from "../payout/summary.ts";
import { newTally, type PayoutAccumulator } from "../payout/accumulator.ts";

/** A month of daily payouts for a hundred merchants. Each costs some memory until the end of the file. */
export const MAX_PAYOUTS = 10_000;

export interface Assembly extends SheetEvents {
  readonly tallies: readonly PayoutAccumulator[];
  readonly signs: Signs;
  /** Summaries that speak of several payouts at once, and those payouts. */
  readonly shared: readonly SharedSummary[];
  /** A transaction list has begun. */
  hasTable(): boolean;
}

/** A summary over a period has no payment reference: its totals are those of all payouts of the list together. */
export interface SharedSummary {
  readonly stated: DeclaredTotals;
  readonly tallies: PayoutAccumulator[];
}

export interface AssemblyOptions {
  readonly style: CellStyle;
  readonly refusals: RefusalList;
  /** False in a reading that only counts. */
  readonly keep: boolean;
  /** What an earlier reading of the same file found, by payout. */
  readonly ways: readonly Interpretation[] | null;
  /** The currency in whose decimals lines are read that have none of their own, and no summary yet. */
  readonly usualCurrency: string | null;
}

export function assembly({ style, refusals, keep, ways, usualCurrency }: AssemblyOptions): Assembly {
  const tallies: PayoutAccumulator[] = [];
  const byReference = new Map<string, PayoutAccumulator>();
  const signs = noSigns();
  /** Summaries that have come since the last list began: the next list is theirs. */
  let waiting: PayoutAccumulator[] = [];
  /** Payouts of a list that came without a summary before it: the next summary may be theirs. */
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
    const tally = newTally(tallies.length);
    const way = ways?.[tally.index];
    if (way) tally.feeMode = way.feesDeducted ? "deducted" : "invoiced";
    tally.decimals = decimalsOf(usualCurrency ?? "");
    tallies.push(tally);
    if (tallies.length > MAX_PAYOUTS) refusals.end("too_many_payouts", { expected: String(MAX_PAYOUTS) });
    return tally;
  }

  function name(tally: PayoutAccumulator, reference: string, from: "summary" | "column"): void {
    tally.reference = flat(reference);
    tally.referenceFrom = from;
    byReference.set(tally.reference, tally);
  }

  function attach(tally: PayoutAccumulator, stated: DeclaredTotals): void {
    tally.stated = stated;
    if (stated.paymentReference !== null && tally.reference === null)
      name(tally, stated.paymentReference, "summary");
    if (stated.merchantId !== null) {
      if (tally.merchantId !== null && tally.merchantId !== stated.merchantId)
        refusals.add("merchant_differs", {
          line: stated.line,
          found: tally.merchantId,
          expected: stated.merchantId,
        });
      tally.merchantId = stated.merchantId;
    }
    if (stated.currency !== null) {
      const other = tally.currency !== null && tally.currency !== stated.currency;
      const misread = tally.lineCount > 0 && decimalsOf(stated.currency) !== tally.decimals;
      if (other || misread)
        refusals.add("currency_differs", {
          line: stated.line,
          found: tally.currency,
          expected: stated.currency,
        });
      setCurrency(tally, stated.currency, "summary");
    }
    // Only GROSS leaves it open whether fees are deducted, and only the totals then tell.
    if (tally.feeMode === "open" && stated.settlementType !== "GROSS") tally.feeMode = "deducted";
  }

  function summary(cells: readonly SummaryCell[]): void {
    const stated = parseSummary(cells, style, refusals);
    const { paymentReference } = stated;
    // A list without rows that no summary went before: this is its summary.
    const empty = list && list.owners.length === 0 && !list.used ? list : null;
    // A summary without a reference can only be that of the one payout that waits for its summary.
    const [lone, ...others] = orphans;
    const orphan =
      orphans.find(({ reference }) => reference === paymentReference || reference === null) ??
      (paymentReference === null && others.length === 0 ? lone : undefined);
    if (orphan) {
      orphans = orphans.filter((tally) => tally !== orphan);
      return attach(orphan, stated);
    }
    if (paymentReference !== null && byReference.has(paymentReference)) {
      refusals.add("payout_twice", { line: stated.line, found: paymentReference });
      return;
    }
    const tally = open();
    attach(tally, stated);
    if (empty) {
      empty.used = true;
      empty.owners.push(tally);
      belongTo(tally, empty.header);
    } else waiting.push(tally);
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
    for (const owner of waiting) belongTo(owner, header);
    waiting = [];
    orphans = [];
    last = null;
  }

  function belongTo(tally: PayoutAccumulator, header: TableHeader): void {
    tally.hasTable = true;
    if (header.places.has("vat_amount")) tally.hasVat = true;
    for (const column of columnsOf(header)) tally.columns.add(column);
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
      // Rows with and without a payout side by side are what a report by capture date has.
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

  /** A second payout under one summary that names none: the summary is that of both. */
  function shareSummary(
    { owners, header }: NonNullable<typeof list>,
    reference: string,
  ): PayoutAccumulator | null {
    const [first, ...others] = owners;
    if (!first || (others.length > 0 && !shared.some(({ tallies: of }) => of === owners))) return null;
    if (others.length === 0) {
      if (first.stated.paymentReference !== null) return null;
      shared.push({ stated: first.stated, tallies: owners });
      first.stated = partOf(first.stated);
    }
    const tally = open();
    name(tally, reference, "column");
    attach(tally, first.stated);
    belongTo(tally, header);
    owners.push(tally);
    return tally;
  }

  function orphan(under: NonNullable<typeof list>, reference: string | null): PayoutAccumulator {
    const tally = open();
    if (reference === null) under.owners.push(tally);
    else name(tally, reference, "column");
    belongTo(tally, under.header);
    orphans.push(tally);
    return tally;
  }

  return {
    tallies,
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

/** What a summary over several payouts says of each of them. */
function partOf({ line, currency, merchantId, settlementType }: DeclaredTotals): DeclaredTotals {
  return { ...NOTHING_STATED, line, currency, merchantId, settlementType };
}
